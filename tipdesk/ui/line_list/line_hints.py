"""Hints below the sheet: who the person of the row under the cursor could be.

What was said of somebody whose row was not saved yet is written as soon as it is.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tipdesk.ui.line_list.entry import Entry
from tipdesk.ui.seat import Seat
from tipdesk.ui.similar.hinting import Hinting
from tipdesk.ui.similar.strip import HintStrip

if TYPE_CHECKING:
    from tipdesk.services.similar.said import Said

TOLD = ("given_names", "family_name", "birth_date", "document_number", "phone")
"""The columns that tell who somebody is."""


class LineHints(QObject):
    """Follows the cursor of one sheet."""

    def __init__(self, seat: Seat, strip: HintStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._hinting = Hinting(seat, strip, self)
        self._entry: Entry | None = None
        self._about: bytes | None = None
        self._unwritten: list[tuple[Entry, Said]] = []

    def follow(self, entry: Entry | None, case: bytes) -> None:
        """Seek who the person of a row of a case could be, by what is saved of the row and what is typed over it."""
        about = entry.line.person.id if entry is not None and entry.line is not None else None
        typed = {name: words for name, words in entry.typed.items() if name in TOLD} if entry is not None else {}
        if entry is self._entry and about == self._about:
            self._hinting.seek(typed)
        else:
            said = self._hinting.turn_to(about, typed, case)
            if self._entry is not None:
                self._unwritten += [(self._entry, one) for one in said]
            self._entry, self._about = entry, about
        self._write()

    def _write(self) -> None:
        """Write what was said of rows that are saved by now."""
        for entry, said in self._unwritten:
            if entry.line is not None:
                self._hinting.write(entry.line.person.id, said)
        self._unwritten = [(entry, said) for entry, said in self._unwritten if entry.line is None]
