"""Uploads in progress as plain files that survive a restart of the server; beside them lie the answers to be fetched.

An upload is `<slot>.<length>.<device>.up` and its size is its offset; nothing else is kept about it, so nothing can
contradict the file. A slot is known to nobody but who holds the whole bundle, and belongs to one device for good: after
a restart, too, no device can take the place of another's. Everything in the files is sealed. Ages are counted from the
last touch or the start of the server, by a clock that no one can set. All methods block and may be called from several
threads.
"""

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tipdesk.disk import remove, write_over, write_whole
from tipdesk.hq.answers import ANSWER_LIMITS, AnswerLimits, Answers
from tipdesk.hq.files import full, is_device, kept, removed
from tipdesk.services.headquarters.intake.inbox import Admitted
from tipdesk.sync.bundle import upload_key
from tipdesk.sync.wire import OPENING_BYTES, is_id

_UPLOAD: Final = ".up"


@dataclass(frozen=True)
class SpoolLimits:
    """What the spool keeps at most, and for how many seconds untouched.

    An upload that nobody touched for a week is dropped: its post found another way, or starts again.
    """

    upload_seconds: float = 7 * 24 * 3600.0
    uploads_a_device: int = 4
    uploads: int = 1000
    answers: AnswerLimits = ANSWER_LIMITS


SPOOL_LIMITS: Final = SpoolLimits()


class OffsetError(Exception):
    """Raised where bytes were meant for another offset than the upload has; `offset` is the one that it has."""

    def __init__(self, offset: int) -> None:
        self.offset = offset


@dataclass
class Upload:
    """One upload in progress, of the device that signed its opening.

    `mark` is the hash of its upload key, as it was signed; it is empty after a restart, until the opening was admitted
    again.
    """

    path: Path
    length: int
    offset: int
    touched: float
    device: bytes
    mark: bytes = b""


class Spool:
    """The folder `spool` of a headquarters home; what an earlier server left in it is found again."""

    def __init__(
        self, folder: Path, seconds: Callable[[], float] = time.monotonic, limits: SpoolLimits = SPOOL_LIMITS
    ) -> None:
        self.folder = folder
        self.answers = Answers(folder, seconds, limits.answers)
        self._limits = limits
        self._seconds = seconds
        self._lock = threading.Lock()
        self._uploads: dict[str, Upload] = {}
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in sorted(folder.iterdir()):
            self._recover(path)

    def begin(self, slot: str, admitted: Admitted, opening: bytes) -> Upload:
        """Return the upload in this slot, made with its opening bytes when it is new.

        Raises Trouble `headquarters-full` where there are too many uploads, or the disk takes no more.
        """
        with self._lock:
            self._expire()
            found = self._uploads.get(slot)
            if found is not None and (found.length, found.device) == (admitted.length, admitted.device):
                found.mark, found.touched = admitted.upload, self._seconds()
                return found
            if found is not None:
                self._drop(slot)
            self._make_room(admitted.device)
            path = self.folder / f"{slot}.{admitted.length}.{admitted.device.hex()}{_UPLOAD}"
            made = Upload(path, admitted.length, 0, self._seconds(), admitted.device, admitted.upload)
            kept(lambda: write_whole(path, opening))
            made.offset = len(opening)
            self._uploads[slot] = made
            return made

    def find(self, slot: str) -> Upload | None:
        """Return the upload in this slot, or None where there is none."""
        with self._lock:
            return self._uploads.get(slot)

    def opening(self, slot: str) -> bytes:
        """Return the first bytes of an upload, as they were admitted, or no bytes when it is gone."""
        with self._lock:
            found = self._uploads.get(slot)
            if found is None:
                return b""
            with found.path.open("rb") as file:
                return file.read(OPENING_BYTES)

    def append(self, slot: str, offset: int, piece: bytes) -> int:
        """Keep bytes at the offset, and return the new one.

        Raises OffsetError where they belong elsewhere or the upload is gone, and Trouble `headquarters-full`.
        """
        with self._lock:
            found = self._uploads.get(slot)
            if found is None or found.offset != offset or offset + len(piece) > found.length:
                raise OffsetError(0 if found is None else found.offset)
            self._write(found, piece)
            return found.offset

    def read(self, slot: str) -> bytes | None:
        """Return a complete bundle, or None when it is gone or is not the one that was signed.

        One that is not the one that was signed is dropped.
        """
        with self._lock:
            found = self._uploads.get(slot)
            if found is None:
                return None
            bundle = found.path.read_bytes()
            if hashlib.sha256(upload_key(bundle)).digest() != found.mark:
                self._drop(slot)
                return None
            return bundle

    def drop(self, slot: str) -> None:
        """Forget an upload and delete its file."""
        with self._lock:
            self._drop(slot)

    def _recover(self, path: Path) -> None:
        """Take up a file that an earlier server left, or delete it where it is none of ours or longer than it may be.

        Answers are handed to `answers`.
        """
        if self.answers.recover(path):
            return
        slot, length, owner, *_rest = [*path.name.removesuffix(_UPLOAD).split("."), "", ""]
        size = path.lstat().st_size
        is_ours = path.name == f"{slot}.{length}.{owner}{_UPLOAD}" and is_id(slot) and is_device(owner)
        if is_ours and length.isdecimal() and 0 < size <= int(length):
            self._uploads[slot] = Upload(path, int(length), size, self._seconds(), bytes.fromhex(owner))
        elif path.is_file():
            remove(path)

    def _write(self, upload: Upload, piece: bytes) -> None:
        def write() -> None:
            if not write_over(upload.path, piece, at=upload.offset, waits=False):
                raise FileNotFoundError(upload.path)

        kept(write)
        upload.offset += len(piece)
        upload.touched = self._seconds()

    def _make_room(self, device: bytes) -> None:
        own = [slot for slot, upload in self._uploads.items() if upload.device == device]
        own.sort(key=lambda slot: self._uploads[slot].touched)
        for slot in own[: max(0, len(own) + 1 - self._limits.uploads_a_device)]:
            self._drop(slot)
        if len(self._uploads) >= self._limits.uploads:
            raise full()

    def _expire(self) -> None:
        now = self._seconds()
        for slot in [
            each for each, upload in self._uploads.items() if now - upload.touched > self._limits.upload_seconds
        ]:
            self._drop(slot)

    def _drop(self, slot: str) -> None:
        found = self._uploads.pop(slot, None)
        if found is not None:
            removed(found.path)
