"""Answers that wait to be fetched: for each device the blobs of its last answer, as plain sealed files.

One device never fills the spool: it has one answer at a time, cut to its share, and a new one takes the place of the
one before. The same question gets the same answer as long as that lies here, so that whoever asks it again and again
(its own PC after a cut, or a stranger who found it) costs nothing. A blob is `<id>.<device>.blob`; which question it
answers is known in memory only. All methods block and may be called from several threads.
"""

import hashlib
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from tipdesk.disk import write_whole
from tipdesk.hq.files import is_device, kept, removed
from tipdesk.sync.wire import blob_id, is_id

_BLOB: Final = ".blob"
Listing = list[tuple[str, int]]


@dataclass(frozen=True)
class AnswerLimits:
    """How many seconds an answer stays untouched, and how many bytes all answers and those of one device may have.

    A device's share has room for the largest answer there is: eight bundles of full size, and documents.
    """

    seconds: float = 24 * 3600.0
    all_bytes: int = 1024 * 1024 * 1024
    device_bytes: int = 160 * 1024 * 1024


ANSWER_LIMITS: Final = AnswerLimits()


@dataclass
class _Answer:
    """The answer to one device, with the size in bytes of each blob by its id.

    `question` is the hash of the question that it answers; it is empty after a restart.
    """

    touched: float
    sizes: dict[str, int] = field(default_factory=dict)
    question: bytes = b""

    @property
    def size(self) -> int:
        return sum(self.sizes.values())


class Answers:
    """The answers in one folder.

    `seconds` is a clock that nobody can set, by which their age is told.
    """

    def __init__(self, folder: Path, seconds: Callable[[], float], limits: AnswerLimits = ANSWER_LIMITS) -> None:
        self._folder = folder
        self._seconds = seconds
        self._limits = limits
        self._lock = threading.Lock()
        self._answers: dict[bytes, _Answer] = {}

    def recover(self, path: Path) -> bool:
        """Take up a blob that an earlier server has left; returns False where the file is none."""
        name, _dot, owner = path.name.removesuffix(_BLOB).partition(".")
        if path.suffix != _BLOB or not is_id(name) or not is_device(owner):
            return False
        device = bytes.fromhex(owner)
        answer = self._answers.setdefault(device, _Answer(self._seconds()))
        answer.sizes[name] = path.lstat().st_size
        return True

    def find_listing(self, question: bytes) -> Listing | None:
        """Return the ids and sizes of the answer to a question that was answered already, where it still lies here."""
        digest = hashlib.sha256(question).digest()
        with self._lock:
            self._expire()
            for answer in self._answers.values():
                if answer.question == digest:
                    answer.touched = self._seconds()
                    return list(answer.sizes.items())
        return None

    def put(self, device: bytes, question: bytes, blobs: Sequence[bytes]) -> Listing:
        """Keep the answer to a device in place of its last one, and return the ids and sizes of its blobs.

        Blobs that have no room in the device's share are left out, and come with the next question. Raises Trouble
        `headquarters-full` where the disk does not take them.
        """
        with self._lock:
            self._expire()
            before = self._answers.pop(device, _Answer(0.0))
            made = self._answers[device] = _Answer(self._seconds())
            try:
                self._write(device, made, before, blobs)
            finally:
                self._remove(device, before.sizes.keys() - made.sizes.keys())
            made.question = hashlib.sha256(question).digest()
            self._make_room(device)
            return list(made.sizes.items())

    def find_blob(self, name: str) -> Path | None:
        """Return the file of a blob, or None when it is gone."""
        with self._lock:
            for device, answer in self._answers.items():
                if name in answer.sizes:
                    answer.touched = self._seconds()
                    return self._path(device, name)
        return None

    def _write(self, device: bytes, made: _Answer, before: _Answer, blobs: Sequence[bytes]) -> None:
        for content in blobs:
            if made.sizes and made.size + len(content) > self._limits.device_bytes:
                return
            name = blob_id(content)
            if name not in before.sizes:
                kept(partial(write_whole, self._path(device, name), content))
            made.sizes[name] = len(content)

    def _make_room(self, newest: bytes) -> None:
        """Let the oldest answers go while all have too many bytes together; the newest stays."""
        for device in sorted(self._answers, key=lambda each: self._answers[each].touched):
            if sum(one.size for one in self._answers.values()) <= self._limits.all_bytes:
                return
            if device != newest:
                self._drop(device)

    def _expire(self) -> None:
        now = self._seconds()
        for device in [each for each, one in self._answers.items() if now - one.touched > self._limits.seconds]:
            self._drop(device)

    def _drop(self, device: bytes) -> None:
        self._remove(device, self._answers.pop(device).sizes)

    def _remove(self, device: bytes, names: Collection[str]) -> None:
        for name in names:
            removed(self._path(device, name))

    def _path(self, device: bytes, name: str) -> Path:
        return self._folder / f"{name}.{device.hex()}{_BLOB}"
