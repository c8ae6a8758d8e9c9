"""Uploads in progress and answers to be fetched, as plain files that survive a restart of the server.

An upload is `<id>.<length>.up` and its size is its offset; a blob is `<id>.blob`; nothing else is kept about either, so
nothing can contradict the file. Everything in them is sealed. Ages are counted from the last touch or the start of the
server by a clock that no one can set. All methods block and may be called from several threads.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tipdesk.disk import write_over, write_whole
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _
from tipdesk.sync.wire import OPENING_BYTES, is_id, upload_id

_UPLOAD: Final = ".up"
_BLOB: Final = ".blob"


@dataclass(frozen=True)
class SpoolLimits:
    """What the spool keeps at most, and how many seconds untouched.

    An upload that nobody touched for a week is dropped: its post found another way, or starts again.
    """

    upload_seconds: float = 7 * 24 * 3600.0
    blob_seconds: float = 24 * 3600.0
    uploads_a_device: int = 4
    uploads: int = 1000
    blob_bytes: int = 1024 * 1024 * 1024


SPOOL_LIMITS: Final = SpoolLimits()


class OffsetError(Exception):
    """Bytes were meant for another offset than the upload has; `offset` is the one it has."""

    def __init__(self, offset: int) -> None:
        self.offset = offset


@dataclass
class Upload:
    """One upload in progress. `device` is None after a restart, until its opening was admitted again."""

    path: Path
    length: int
    offset: int
    touched: float
    device: bytes | None = None


@dataclass
class _Blob:
    path: Path
    size: int
    touched: float


class Spool:
    """The folder `spool` of a headquarters home. What an earlier server left in it is found again."""

    def __init__(
        self, folder: Path, seconds: Callable[[], float] = time.monotonic, limits: SpoolLimits = SPOOL_LIMITS
    ) -> None:
        self.folder = folder
        self._limits = limits
        self._seconds = seconds
        self._lock = threading.Lock()
        self._uploads: dict[str, Upload] = {}
        self._blobs: dict[str, _Blob] = {}
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in sorted(folder.iterdir()):
            self._recover(path)

    def begin(self, name: str, length: int, device: bytes, opening: bytes) -> Upload:
        """Return the upload of this id, made with its opening bytes when it is new. Trouble `headquarters-full`."""
        with self._lock:
            self._expire()
            found = self._uploads.get(name)
            if found is not None and found.length == length:
                found.device, found.touched = device, self._seconds()
                return found
            if found is not None:
                self._drop(name)
            self._make_room(device)
            path = self.folder / f"{name}.{length}{_UPLOAD}"
            made = Upload(path, length, 0, self._seconds(), device)
            _kept(lambda: write_whole(path, opening))
            made.offset = len(opening)
            self._uploads[name] = made
            return made

    def find(self, name: str) -> Upload | None:
        """Return the upload of this id, or None."""
        with self._lock:
            return self._uploads.get(name)

    def opening(self, name: str) -> bytes:
        """Return the first bytes of an upload, as they were admitted; empty when it is gone."""
        with self._lock:
            found = self._uploads.get(name)
            if found is None:
                return b""
            with found.path.open("rb") as file:
                return file.read(OPENING_BYTES)

    def append(self, name: str, offset: int, piece: bytes) -> int:
        """Keep bytes at the offset; returns the new one. OffsetError when they belong elsewhere."""
        with self._lock:
            found = self._uploads.get(name)
            if found is None or found.offset != offset or offset + len(piece) > found.length:
                raise OffsetError(0 if found is None else found.offset)
            self._write(found, piece)
            return found.offset

    def read(self, name: str) -> bytes | None:
        """Return a complete bundle; None when it is gone or its bytes are not those of its id (then it is dropped)."""
        with self._lock:
            found = self._uploads.get(name)
            if found is None:
                return None
            bundle = found.path.read_bytes()
            if upload_id(bundle) != name:
                self._drop(name)
                return None
            return bundle

    def drop(self, name: str) -> None:
        """Forget an upload and its file."""
        with self._lock:
            self._drop(name)

    def put_blob(self, content: bytes) -> str:
        """Keep bytes for download; returns their id. The oldest go first when there are too many."""
        name = upload_id(content)
        with self._lock:
            self._expire()
            path = self.folder / f"{name}{_BLOB}"
            if name not in self._blobs:
                _kept(lambda: write_whole(path, content))
            self._blobs[name] = _Blob(path, len(content), self._seconds())
            for old in sorted(self._blobs, key=lambda each: self._blobs[each].touched):
                if sum(blob.size for blob in self._blobs.values()) <= self._limits.blob_bytes or old == name:
                    break
                self._drop_blob(old)
        return name

    def find_blob(self, name: str) -> Path | None:
        """Return the file of a blob, or None when it is gone."""
        with self._lock:
            found = self._blobs.get(name)
            if found is None:
                return None
            found.touched = self._seconds()
            return found.path

    def _recover(self, path: Path) -> None:
        """Take up what an earlier server left; what is none of ours or longer than it may be goes."""
        name, _dot, rest = path.name.partition(".")
        size = path.lstat().st_size
        length = rest.removesuffix(_UPLOAD)
        if is_id(name) and rest == _BLOB[1:]:
            self._blobs[name] = _Blob(path, size, self._seconds())
        elif is_id(name) and rest.endswith(_UPLOAD) and length.isdecimal() and 0 < size <= int(length):
            self._uploads[name] = Upload(path, int(length), size, self._seconds())
        elif path.is_file():
            path.unlink()

    def _write(self, upload: Upload, piece: bytes) -> None:
        def write() -> None:
            if not write_over(upload.path, piece, at=upload.offset, waits=False):
                raise FileNotFoundError(upload.path)

        _kept(write)
        upload.offset += len(piece)
        upload.touched = self._seconds()

    def _make_room(self, device: bytes) -> None:
        own = [name for name, upload in self._uploads.items() if upload.device == device]
        own.sort(key=lambda name: self._uploads[name].touched)
        for name in own[: max(0, len(own) + 1 - self._limits.uploads_a_device)]:
            self._drop(name)
        if len(self._uploads) >= self._limits.uploads:
            raise _full()

    def _expire(self) -> None:
        now = self._seconds()
        for name in [
            each for each, upload in self._uploads.items() if now - upload.touched > self._limits.upload_seconds
        ]:
            self._drop(name)
        for name in [each for each, blob in self._blobs.items() if now - blob.touched > self._limits.blob_seconds]:
            self._drop_blob(name)

    def _drop(self, name: str) -> None:
        found = self._uploads.pop(name, None)
        if found is not None:
            _remove(found.path)

    def _drop_blob(self, name: str) -> None:
        _remove(self._blobs.pop(name).path)


def _kept(write: Callable[[], object]) -> None:
    try:
        write()
    except OSError as error:
        raise _full() from error


def _remove(path: Path) -> None:
    """Windows keeps a file that is being given; the next server finds it and forgets it in its time."""
    with suppress(OSError):
        path.unlink()


def _full() -> Trouble:
    return Trouble("headquarters-full", _("Headquarters has no room for this now. It will be tried again."))
