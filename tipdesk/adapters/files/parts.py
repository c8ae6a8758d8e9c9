"""Parts of sealed files that are under way to this home, each a small file, until all are there and become one.

They lie in `files/parts/<content id>/<index>`, both ends of a name told by numbers alone. A part is whole or not there,
and what came once need not come again, whichever way it came. When the last has come they are put together beside their
place, proved against the content id, and renamed into it; only then do the parts go. What does not prove itself is
nothing: its parts go too, and come again. Everything here is sealed, so that a part says nothing by itself.
"""

import errno
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tipdesk.disk import FULL, remove_folder, wait_for, write_whole, writing
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.domain.texts import _
from tipdesk.sync.part import PART_BYTES, part_count, part_size

FOLDER: Final = "parts"
_DIGITS: Final = 12
_PIECE: Final = 256 * 1024


class PartFolder:
    """The parts under way to the folder of sealed files.

    `part_bytes` is how large one is, and `reserve` tells how many bytes stay free on the disk for the records.
    """

    def __init__(self, folder: Path, part_bytes: int = PART_BYTES, reserve: Callable[[], int] = lambda: 0) -> None:
        self._folder = folder
        self._reserve = reserve
        self.part_bytes = part_bytes

    def keep_part(self, content_id: bytes, index: int, content: bytes) -> None:
        """Keep a part, whole and on the disk when this returns.

        Raises Trouble `no-room`, `disk-full` or `file-unwritable`; then it is not there.
        """
        path = self._of(content_id) / str(index)
        with _translated():
            _make(path.parent)
            self._need_room(len(content))
            write_whole(path, content)

    def parts_here(self, content_id: bytes) -> frozenset[int]:
        """Return the numbers of the parts of a file that have come."""
        return frozenset(int(path.name) for path in _listed(self._of(content_id)) if _is_number(path.name))

    def find_under_way(self) -> list[bytes]:
        """Return the content ids of the files of which parts have come."""
        return [bytes.fromhex(path.name) for path in _listed(self._folder / FOLDER) if _is_id(path.name)]

    def put_together(self, content_id: bytes, sealed_size: int) -> bool:
        """Make the file of its parts, and tell whether it is there now; False while a part is missing.

        Raises Distrust `file-altered` where the parts are not the file that they should be; then none of them stays.
        Raises Trouble as `keep_part` does; then all of them stay.
        """
        count = part_count(sealed_size, self.part_bytes)
        if not self.parts_here(content_id).issuperset(range(count)):
            return False
        with _translated():
            self._need_room(sealed_size)
            try:
                with writing(self._folder / content_id.hex()) as file:
                    summed = hashlib.sha256()
                    for piece in self._pieces(content_id, count, sealed_size):
                        summed.update(piece)
                        file.write(piece)
                    if summed.digest() != content_id:
                        raise _altered()
            except Distrust:
                self.drop_parts(content_id)
                raise
        self.drop_parts(content_id)
        return True

    def drop_parts(self, content_id: bytes) -> None:
        """Let the parts of a file go; one that has none is no error."""
        remove_folder(self._of(content_id))

    def _pieces(self, content_id: bytes, count: int, sealed_size: int) -> Iterator[bytes]:
        for index in range(count):
            path = self._of(content_id) / str(index)
            if path.lstat().st_size != part_size(sealed_size, index, self.part_bytes):
                raise _altered()
            with path.open("rb") as part:
                while piece := part.read(_PIECE):
                    yield piece

    def _need_room(self, size: int) -> None:
        if shutil.disk_usage(self._folder).free < size + self._reserve():
            raise Trouble("no-room", _("There is no room for a file on this disk. Free some space; it comes again."))

    def _of(self, content_id: bytes) -> Path:
        return self._folder / FOLDER / content_id.hex()


def _make(folder: Path) -> None:
    """Make a folder, and those above it, so that a power cut leaves it there with what is laid into it."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        wait_for(folder.parent)


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) <= _DIGITS and name == str(int(name))


def _is_id(name: str) -> bool:
    return len(name) == 2 * hashlib.sha256().digest_size and all(sign in "0123456789abcdef" for sign in name)


def _altered() -> Distrust:
    return Distrust("file-altered", _("The parts of a file do not make the file that was recorded. It comes again."))


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL or error.errno == errno.EFBIG:
            raise Trouble("disk-full", _("The disk is full. Free some space; the file comes again.")) from error
        raise Trouble("file-unwritable", _("A part of a file could not be kept on this PC's disk.")) from error
