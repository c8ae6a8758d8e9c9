"""The folder in which bundles lie sealed while the store is locked: `NAME.tdb` waits, `NAME.going` may have left.

A bundle is whole or not there. That it goes is decided by one renaming before its first byte leaves, so that whoever
takes it back and whoever sends it cannot both succeed.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tipdesk.adapters.system.files import read_plain_file, write_whole_file
from tipdesk.disk import move, remove
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _
from tipdesk.services.link_desk import GOING, WAITING

SHEET: Final = "sheet"
_BUNDLE, _GOING, _ASIDE = ".tdb", ".going", ".altered"
_STATES: Final = {_BUNDLE: WAITING, _GOING: GOING}
_LARGEST: Final = 18 * 1024 * 1024


@dataclass(frozen=True)
class Outbox:
    """The folder of one home, made when something is put there: implements `services.link_desk.SealedFiles`."""

    folder: Path

    def states(self) -> Mapping[str, str]:
        """Return the state of each file that lies there, waiting or going, by name."""
        try:
            return {path.stem: _STATES[path.suffix] for path in self.folder.iterdir() if path.suffix in _STATES}
        except OSError:
            return {}

    def aside(self) -> Collection[str]:
        """Return the names of the files that were set aside because somebody had changed them."""
        try:
            return {path.stem for path in self.folder.iterdir() if path.suffix == _ASIDE}
        except OSError:
            return ()

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file by its name, or None when it is gone, too large or no plain file."""
        for suffix in _STATES:
            content = read_plain_file(self.folder / (name + suffix), _LARGEST)
            if content is not None:
                return content
        return None

    def put(self, name: str, content: bytes) -> None:
        """Put a bundle there as one that waits; raises Trouble `file-unwritable`."""
        self._write(name + _BUNDLE, content)

    def take_back(self, name: str) -> bool:
        """Take a waiting file back for good, and tell whether it is; False where it is going, or has gone."""
        aside = self.folder / (name + ".back")
        try:
            move(self.folder / (name + _BUNDLE), aside)
        except OSError:
            return name not in self.states() and not (self.folder / (name + _GOING)).exists()
        with suppress(OSError):  # nobody sends it under that name
            remove(aside)
        return True

    def begin(self, name: str) -> bool:
        """Mark a file as going before it is sent, and tell whether it may be; False where it has been taken back."""
        going = self.folder / (name + _GOING)
        try:
            move(self.folder / (name + _BUNDLE), going)
        except OSError:
            return going.exists()
        return True

    def drop(self, name: str) -> None:
        """Delete a file, whatever its state; a failure is no error, since the list says which files count."""
        for suffix in _STATES:
            with suppress(OSError):
                remove(self.folder / (name + suffix))

    def set_aside(self, name: str) -> None:
        """Move a file out of the way, so that it can be looked at; where the disk refuses, it is met again."""
        for suffix in _STATES:
            with suppress(OSError):
                move(self.folder / (name + suffix), self.folder / (name + _ASIDE))

    def keep_sheet(self, document: bytes) -> None:
        """Keep the signed list of what lies there; raises Trouble `file-unwritable`."""
        self._write(SHEET, document)

    def read_sheet(self) -> bytes | None:
        """Return the signed list of what lies there, or None when there is none."""
        return read_plain_file(self.folder / SHEET, _LARGEST)

    def _write(self, name: str, content: bytes) -> None:
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Trouble("file-unwritable", _("This PC's disk takes no more.")) from error
        write_whole_file(self.folder / name, content)
