"""The folder of sealed files of a home, each under its content id in hexadecimal digits.

A file is sealed as it is read, chunk by chunk: no byte of it lies on the disk in clear, and none of it stays where the
reading, the disk or the officer ends it early. Which row names a file, and who may open it, is decided in `services`;
whether its bytes are those that were taken in is told by its name, its key and its digest.
"""

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from tipdesk.adapters.files.parts import PartFolder
from tipdesk.disk import FULL, PART, patiently, remove, wait_for, writing
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.domain.refused_files import why_refused
from tipdesk.domain.texts import _
from tipdesk.services.file_store import HEAD_BYTES, Given, Measured, Source, TakenIn, Told, untold
from tipdesk.sync.part import PART_BYTES

_TAKING: Final = "taking"
"""The name of a file while nobody knows its content id yet."""
_DIGITS: Final = 64
_PIECE: Final = 64 * 1024
_MEBIBYTE: Final = 1024**2


class FileCipher(Protocol):
    """Makes keys of files, and seals and opens with them; implemented by `adapters/keys/file_keys`."""

    def new_key(self) -> bytes:
        """Return a fresh key."""

    def seal(self, key: bytes, read: Callable[[int], bytes], write: Callable[[bytes], object]) -> None:
        """Write the sealed bytes of what `read` gives."""

    def open(self, key: bytes, container: "SealedFile") -> Iterator[bytes]:
        """Yield the plaintext, once all of it has verified."""


@dataclass(frozen=True)
class SealedFiles:
    """The sealed files in a folder: a `FileStore`.

    `lock` holds the folder against other processes, after at most so many seconds of waiting. `named` tells which of
    some content ids the store names, and `reserve` how many bytes a file leaves free on the disk, for the records that
    officers go on writing.
    """

    folder: Path
    cipher: FileCipher
    lock: Callable[[float], AbstractContextManager[None]]
    named: Callable[[Collection[bytes]], Collection[bytes]]
    reserve: Callable[[], int]
    part_bytes: int = PART_BYTES
    wait_seconds: float = field(default=120.0, compare=False)

    @property
    def parts(self) -> PartFolder:
        """Return the parts that are under way to this home."""
        return PartFolder(self.folder, self.part_bytes, self.reserve)

    def keeping(self) -> AbstractContextManager[None]:
        """Let no sweep run in the block."""
        return self.lock(self.wait_seconds)

    def measure(self, source: Source, told: Told = untold) -> Measured:
        """Read a file to its hash, and keep nothing of it."""
        with source.reading() as given:
            hashed = _Hashed(given, told)
            while hashed.read(_PIECE):
                pass
        return Measured(hashed.digest, hashed.done, hashed.head)

    def take_in(self, source: Source, told: Told = untold) -> TakenIn:
        """Read a file once, and keep it sealed under a fresh key."""
        key, sealed = self.cipher.new_key(), _Sealed()
        with self._door(source.name):
            self._make_folder()
            with (
                writing(self.folder / _TAKING, named=sealed.name) as file,
                source.reading() as given,
            ):
                self._need_room(given.size, source.name)
                hashed = _Hashed(given, told)
                self.cipher.seal(key, hashed.read, lambda piece: sealed.write(file, piece))
        return TakenIn(hashed.digest, hashed.done, hashed.head, sealed.content_id, sealed.size, key)

    def is_here(self, content_id: bytes) -> bool:
        """Tell whether the whole sealed file lies here."""
        return self._path(content_id).is_file()

    def sealed_size(self, content_id: bytes) -> int:
        """Return the size of a sealed file in bytes."""
        with _here():
            return self._path(content_id).stat().st_size

    def read_sealed(self, content_id: bytes, offset: int, length: int) -> bytes:
        """Return bytes of a sealed file, as they lie."""
        with _here(), self._open(content_id) as file:
            file.seek(offset)
            return file.read(length)

    def is_whole(self, content_id: bytes) -> bool:
        """Tell whether the sealed bytes are those that the content id names."""
        with _here(), self._open(content_id) as file:
            made = hashlib.sha256()
            while piece := file.read(_PIECE):
                made.update(piece)
        return made.digest() == content_id

    @contextmanager
    def reading(self, content_id: bytes, key: bytes) -> Iterator[Iterator[bytes]]:
        """Give the plaintext, chunk by chunk, once all of it has verified."""
        with _here():
            file = self._open(content_id)
        with file:
            yield self.cipher.open(key, SealedFile(file))

    def write_out(self, content_id: bytes, key: bytes, digest: bytes, target: Path) -> None:
        """Write the plaintext to a file, whole or not at all."""
        made = hashlib.sha256()
        with self.reading(content_id, key) as chunks, self._door(target.name), writing(target) as file:
            for chunk in chunks:
                made.update(chunk)
                file.write(chunk)
            if made.digest() != digest:
                raise Distrust("file-altered", _("This is not the file that was taken in: its hash is another one."))

    def drop(self, content_id: bytes) -> None:
        """Remove a sealed file."""
        self.parts.drop_parts(content_id)
        with self._door(content_id.hex()):
            remove(self._path(content_id))

    def find_held(self) -> list[bytes]:
        """Return the content ids of all sealed files that lie here whole."""
        return [bytes.fromhex(path.name) for path in self._files() if is_content(path.name)]

    def sweep(self) -> int:
        """Remove every sealed file that the store names no more, and what a crash left half written."""
        under_way = self.parts.find_under_way()
        if not self._files() and not under_way:
            return 0
        try:
            with self.lock(0):
                named = self.named([*self.find_held(), *under_way])
                known = {one.hex() for one in named}
                gone = [path for path in self._files() if path.name not in known]
                for path in gone:
                    with self._door(path.name):
                        remove(path)
                for content_id in under_way:
                    if content_id not in named:
                        self.parts.drop_parts(content_id)
        except Trouble as trouble:
            if trouble.code != "store-busy":
                raise
            return 0
        return len(gone)

    def _files(self) -> list[Path]:
        """Return what lies in the folder as files: sealed ones, and what was being written."""
        with self._door(self.folder.name):
            found = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        return [path for path in found if is_content(path.name) or path.name.removesuffix(PART) != path.name]

    def _path(self, content_id: bytes) -> Path:
        return self.folder / content_id.hex()

    def _open(self, content_id: bytes) -> BinaryIO:
        return patiently(lambda: self._path(content_id).open("rb"))

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, exist_ok=True)
            wait_for(self.folder.parent)

    def _need_room(self, size: int, name: str) -> None:
        free, needed = shutil.disk_usage(self.folder).free, size + self.reserve()
        if free < needed:
            raise Trouble(
                "no-room",
                _("“{path}” needs {needed} MB on this PC and {free} MB are free. Free some space and try again."),
                path=name,
                needed=-(-needed // _MEBIBYTE),
                free=free // _MEBIBYTE,
            )

    @contextmanager
    def _door(self, name: str) -> Iterator[None]:
        """Tell what a disk refuses: Trouble `disk-full` or `file-unwritable`."""
        try:
            yield
        except OSError as error:
            if error.errno in FULL:
                full = _("The disk is full. Nothing of “{path}” was kept; free some space and try again.")
                raise Trouble("disk-full", full, path=name) from error
            told = why_refused(error) or _("“{path}” cannot be written. Try again, or choose another disk.")
            raise Trouble("file-unwritable", told, path=name) from error


@dataclass(frozen=True)
class SealedFile:
    """A sealed file that is open, and can be read more than once; raises Trouble `file-unreadable`."""

    file: BinaryIO = field(repr=False)

    def read(self, most: int, /) -> bytes:
        """Return at most so many bytes more, and none at the end."""
        with _here():
            return self.file.read(most)

    def seek(self, place: int, /) -> int:
        """Go to a place, counted from the beginning."""
        with _here():
            return self.file.seek(place)


class _Hashed:
    """Hashes a file as it is read, keeps its first bytes, and tells how far it is."""

    def __init__(self, given: Given, told: Told) -> None:
        self._given, self._told, self._hash = given, told, hashlib.sha256()
        self.done, self.head = 0, b""

    def read(self, most: int) -> bytes:
        piece = self._given.read(most)
        self._hash.update(piece)
        self.done += len(piece)
        if len(self.head) < HEAD_BYTES:
            self.head += piece[: HEAD_BYTES - len(self.head)]
        self._told(self.done, self._given.size)
        return piece

    @property
    def digest(self) -> bytes:
        return self._hash.digest()


class _Sealed:
    """Hashes and counts the sealed bytes as they are written."""

    def __init__(self) -> None:
        self._hash, self.size = hashlib.sha256(), 0

    def write(self, file: BinaryIO, piece: bytes) -> None:
        self._hash.update(piece)
        self.size += len(piece)
        file.write(piece)

    def name(self) -> str:
        return self.content_id.hex()

    @property
    def content_id(self) -> bytes:
        return self._hash.digest()


@contextmanager
def _here() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise Trouble("file-not-here", _("This file is not on this PC: it has not arrived, or it was lost.")) from error
    except OSError as error:
        told = why_refused(error) or _("The file “{path}” cannot be read. Try again, and run the store check.")
        raise Trouble("file-unreadable", told, path=str(error.filename or "")[-16:]) from error


def is_content(name: str) -> bool:
    """Tell whether a file has the name of a sealed one."""
    return len(name) == _DIGITS and set(name) <= set("0123456789abcdef")
