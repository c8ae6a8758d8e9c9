"""The stick (or a network share, or a synced folder) as a carrier, and the same stick as headquarters sees it.

Names are neutral, files are whole or absent, and nothing on a stick is opened but small plain files with our suffixes;
nothing on it is ever run. What somebody called a file is bytes, and is shown by `shown_file_name`. A bundle (`.tdb`) is
removed only when its receipt has been settled; a fetch document (`.tdf`) tells headquarters where the stick goes back
to; receipts are `.tdr`.
"""

import errno
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from tipdesk.adapters.carriers.files import (
    digest_file,
    read_file,
    read_head,
    stick_full,
    stick_trouble,
    stopped,
    write_file,
)
from tipdesk.disk import PART, remove
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.file_names import shown_file_name
from tipdesk.domain.texts import _
from tipdesk.services.sticks.sifting import EMPTY, HEAD_BYTES, TOO_LARGE, Sieve
from tipdesk.services.sticks.stick import BUNDLE, FETCH, RECEIPT
from tipdesk.services.sticks.worth import Sift, take_all
from tipdesk.services.sync.carrier import Cancelled, Step, never, no_step
from tipdesk.sync.bundle import read_outer
from tipdesk.sync.limits import LIMITS

ROOM_TO_SPARE: Final = 64 * 1024
"""How many bytes a stick must have beyond what is written: a full file system may lose the name of what it took."""
_LIMITS: Final = {BUNDLE: LIMITS.sealed, RECEIPT: LIMITS.document, FETCH: LIMITS.document}
_NAME: Final = re.compile(r"[0-9A-Za-z]{8,64}")
_WORD: Final = 20


def free_bytes(folder: Path) -> int:
    """Return how many bytes the medium under a folder can still take; raises OSError when it is gone."""
    return shutil.disk_usage(folder).free


class FolderStick:
    """A folder outside the home, on a stick or a share.

    `shown` returns how the name of a file that lies there is shown; no two must be alike. Raises UserError
    `stick-in-home` for a folder inside the home, and Trouble `stick-gone` where the folder is not there.
    """

    def __init__(
        self,
        folder: Path,
        home: Path,
        room: Callable[[Path], int] = free_bytes,
        shown: Callable[[str], str] = shown_file_name,
    ) -> None:
        self._room, self._shown = room, shown
        self._met: dict[str, str] = {}
        try:
            self._folder = folder.resolve(strict=True)
            if not self._folder.is_dir():
                raise NotADirectoryError(folder)
            own = home.resolve()
        except OSError as error:
            raise stick_trouble(error) from error
        if self._folder.is_relative_to(own):
            raise UserError("stick-in-home", _("Choose the stick, not a folder inside this program's own."))

    def sieve(
        self,
        suffix: str,
        sift: Sift = take_all,
        *,
        besides: Collection[str] = (),
        most: int = LIMITS.stick_files,
        cancelled: Cancelled = never,
    ) -> Sieve:
        """Return the files with this suffix, judged by their beginnings.

        `besides` are names that are left out, and `most` is how many that are signed are read at most. Raises
        Trouble `stick-gone` and UserError `stopped`.
        """
        sieve = Sieve(sift, self._fetch, self._digest, most)
        try:
            with os.scandir(self._folder) as found:
                for entry in found:
                    if cancelled():
                        raise stopped()
                    if entry.name not in besides and _is_ours(entry.name, suffix):
                        self._meet(sieve, entry, _LIMITS[suffix])
        except OSError as error:
            raise stick_trouble(error) from error
        return sieve

    def _meet(self, sieve: Sieve, entry: os.DirEntry[str], limit: int) -> None:
        """Judge one file by its beginning; no link is followed, and nothing too large is opened."""
        state = entry.stat(follow_symlinks=False)
        if not stat.S_ISREG(state.st_mode):
            return
        if not 0 < state.st_size <= limit:
            sieve.pass_by(TOO_LARGE if state.st_size else EMPTY)
            return
        begun = read_head(self._folder / entry.name, limit, HEAD_BYTES)
        if begun is not None:
            name = self._shown(entry.name)
            if sieve.meet(name, begun[1], state.st_mtime, begun[0]):
                self._met[name] = entry.name

    def _fetch(self, name: str) -> bytes | None:
        """Return the content of a file that was met, by the name that is shown for it."""
        return self._of(name, read_file)

    def _digest(self, name: str) -> bytes | None:
        return self._of(name, digest_file)

    def _of(self, name: str, read: Callable[[Path, int], bytes | None]) -> bytes | None:
        path = self._folder / self._met[name]
        try:
            return read(path, _LIMITS[path.suffix.lower()])
        except OSError as error:
            raise stick_trouble(error) from error

    def put(self, content: bytes, suffix: str) -> str:
        """Write a bundle or receipt under a name made of its hash, and return that name; raises what `write` raises."""
        name = hashlib.sha256(content).hexdigest()[:_WORD] + suffix
        self.write(name, content)
        return name

    def remove(self, name: str) -> None:
        """Delete a file of ours, or one that was met; one that is gone is no error.

        Raises Trouble `stick-locked` when it cannot be deleted.
        """
        path = self._folder / self._met[name] if name in self._met else self._path(name)
        for each in (path, path.with_name(path.name + PART)):
            try:
                remove(each)
            except OSError as error:
                if error.errno != errno.ENAMETOOLONG:
                    raise stick_trouble(error) from error

    def write(self, name: str, content: bytes, step: Step = no_step, cancelled: Cancelled = never) -> None:
        """Write a file of ours whole, unless it is there already.

        Raises Trouble `stick-full`, `stick-gone`, `stick-locked` or `stick-unreliable`, and UserError `stopped`; then
        nothing of it is left.
        """
        path = self._path(name)
        try:
            if read_file(path, _LIMITS[path.suffix]) == content:
                return
            room = self._room(self._folder)
        except OSError as error:
            raise stick_trouble(error) from error
        if room < len(content) + ROOM_TO_SPARE:
            raise stick_full()
        write_file(path, content, step, cancelled)

    def room_left(self) -> int:
        """Return how many bytes can still be written; raises Trouble `stick-gone`."""
        try:
            return max(0, self._room(self._folder) - ROOM_TO_SPARE)
        except OSError as error:
            raise stick_trouble(error) from error

    def lies(self, name: str) -> bool:
        """Tell whether a bundle of this name lies here, with all the bytes that its header tells of.

        Raises Trouble `stick-gone`.
        """
        try:
            content = read_file(self._path(name), _LIMITS[BUNDLE])
            outer, ciphertext = read_outer(content or b"", None, None)
        except OSError as error:
            raise stick_trouble(error) from error
        except Distrust:
            return False
        return len(ciphertext) == outer.length and hashlib.sha256(ciphertext).digest() == outer.digest

    def _path(self, name: str) -> Path:
        """Return where a file of ours lies.

        The name may come from a caller that read it on a stick, so ValueError is raised where it leads outside.
        """
        path = self._folder / name
        if path.parent != self._folder or path.suffix.lower() not in _LIMITS or name.startswith("."):
            raise ValueError(name)
        return path


class FolderCarrier:
    """The carrier over a stick; `mark` is something that no other installation has (its device id)."""

    def __init__(self, folder: Path, home: Path, mark: bytes) -> None:
        self._stick = FolderStick(folder, home)
        # Always the same name, so that fetch documents do not pile up; and it says nothing to a finder.
        self._fetch_name = hashlib.sha256(b"tipdesk fetch v1" + mark).hexdigest()[:_WORD] + FETCH
        self._own: set[str] = set()
        self._sieves: list[Sieve] = []
        self._brought: dict[bytes, str] = {}

    @property
    def answers_later(self) -> bool:
        """Return True: a stick brings the receipt when it comes back."""
        return True

    def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> None:
        """Write a bundle to the stick and read it back.

        Nothing is returned, since the receipt comes when the stick does. Raises what `FolderStick.write` raises.
        """
        self._stick.write(_file_name(name), bundle, step, cancelled)
        self._own.add(_file_name(name))

    def room_left(self) -> int:
        """Return how many bytes the stick can still take; raises Trouble `stick-gone`."""
        return self._stick.room_left()

    def lies(self, name: str) -> bool:
        """Tell whether a bundle of this name lies on the stick as it was signed."""
        return self._stick.lies(_file_name(name))

    def collect(
        self, fetch: bytes, step: Step = no_step, cancelled: Cancelled = never, sift: Sift = take_all
    ) -> Iterator[bytes]:
        """Yield all receipts, then all bundles on the stick but those just delivered.

        The fetch document is written to the stick first. Raises what `FolderStick.write` and `FolderStick.sieve` raise.
        """
        self._stick.write(self._fetch_name, fetch)
        size = 0
        self._sieves = []
        for suffix in (RECEIPT, BUNDLE):
            sieve = self._stick.sieve(suffix, sift, besides=self._own, cancelled=cancelled)
            self._sieves.append(sieve)
            for one, content in sieve.read():
                if cancelled():
                    raise stopped()
                head = one.head if content is None else content
                self._brought[_digest(head)] = one.name
                if content is not None:
                    size += len(content)
                    step(size, 0)
                    yield content

    def sieves(self) -> Sequence[Sieve]:
        """Return the sieves of the last `collect`, of receipts and then of bundles, which know what was held back."""
        return self._sieves

    def receipted(self, names: Collection[str]) -> None:
        """Delete these bundles, which headquarters has, from the stick.

        Raises Trouble `stick-locked` when they cannot be deleted.
        """
        for name in names:
            self._stick.remove(_file_name(name))

    def taken(self, collected: Collection[bytes]) -> None:
        """Delete these receipts and down-bundles from the stick; raises Trouble `stick-locked` when that fails."""
        for content in collected:
            name = self._brought.pop(_digest(content), None)
            if name is not None:
                self._stick.remove(name)

    def close(self) -> None:
        """Do nothing: nothing is held open, and the stick may be pulled out at any time between two calls."""


def _is_ours(name: str, suffix: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() == suffix


def _file_name(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise ValueError(name)
    return name + BUNDLE


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
