"""What each cell of the sheet shows: its words, what the delegate paints, and what is told about it.

The first column says how urgent a line is; the others are those of `services/line_list/columns`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tipdesk.domain.texts import _ as mark
from tipdesk.services.line_list.columns import COLUMNS, FAMILY, GIVEN, NEEDS, TAG
from tipdesk.services.line_list.family_letters import family_here
from tipdesk.services.line_list.ordering import next_tag
from tipdesk.services.sheets.columns import Column
from tipdesk.ui.line_list.cell_words import URGENCY_WORDS, CellWords
from tipdesk.ui.line_list.entry import Entries, Entry
from tipdesk.ui.sheet.painted import Cell, Frame, Painted, Shape, SheetModel
from tipdesk.ui.translate import _

if TYPE_CHECKING:
    from tipdesk.services.remembered.shapes import TagRange

URGENCY_AT = 0
AT = {column.name: place for place, column in enumerate(COLUMNS, 1)}
"""The place of each column by its name."""


FROZEN = (URGENCY_AT, AT[TAG], AT[FAMILY], AT[GIVEN])
_WIDTHS: Mapping[str, int] = {
    TAG: 66, FAMILY: 80, GIVEN: 130, "family_name": 122, "sex": 72, "about_age": 98, "citizenships": 100, NEEDS: 170,
    "document_number": 120, "whereabouts": 110, "description": 220,
}  # fmt: skip
_FRAMES = {TAG: Frame.TAG, FAMILY: Frame.FAMILY}


def line_list_shape() -> Shape:
    """Return how the columns of a line list stand and are gone through; its first one says how urgent a line is."""
    return Shape(
        names=("", *(column.name for column in COLUMNS)),
        frozen=FROZEN,
        first=AT[TAG],
        widths=_WIDTHS,
        called=(_("People: tag and name"), _("People: all else")),
        passive=frozenset({URGENCY_AT}),
    )


class SheetCells(SheetModel):
    """The cells of the sheet, which others fill: `entries` are its rows, and `range` the tags of this PC."""

    def __init__(self, words: CellWords, parent: QObject | None = None) -> None:
        super().__init__((mark("Need"), *(column.label for column in COLUMNS)), parent)
        self.cell_words, self.entries = words, Entries()
        self.range: TagRange | None = None
        self.can_edit = False
        self.twice: frozenset[str] = frozenset()

    def next_tag(self) -> str | None:
        """Return the tag that comes next on this PC; None where its range is used up."""
        return next_tag([self.tag_of(entry) for entry in self.entries], self.range)

    def tag_of(self, entry: Entry) -> str:
        """Return the tag of a row, as it is typed or saved."""
        return entry.typed.get(TAG, entry.line.tag if entry.line is not None else "")

    def column_at(self, place: int) -> Column | None:
        """Return the column at a place; None for that of the need."""
        return COLUMNS[place - 1] if place != URGENCY_AT else None

    def told(self, row: int, place: int) -> str:
        """Return the longer words about a cell."""
        return self.cell_words.told(self.entries[row], self.column_at(place), self.twice)

    def count(self) -> int:
        """Return how many rows there are, the blank one too."""
        return len(self.entries)

    def subject(self, row: int) -> object:
        """Return the row's entry."""
        return self.entries[row]

    def edited(self, row: int, place: int) -> str | None:
        """Return the words with which the editor of a cell opens."""
        column = self.column_at(place)
        return self.cell_words.editable(self.entries[row], column) if column is not None else None

    def painted(self, row: int, place: int) -> Painted:
        """Return what the delegate paints of a cell."""
        entry, column = self.entries[row], self.column_at(place)
        bracket = self._bracket(row)
        if column is None:
            word, tone = URGENCY_WORDS[self.cell_words.urgency(entry)]
            pills = ((_(word), tone or "plain"),) if entry.line is not None else ()
            return Painted(Cell("", pills), is_family=bool(bracket), is_gone=entry.is_gone)
        ghost = (self.next_tag() or "") if column.name == TAG and entry.is_blank and self.can_edit else ""
        cell = self.cell_words.cell(entry, column, self.twice)
        frame = _FRAMES.get(column.name, Frame.NONE)
        return Painted(cell, frame, bracket if frame is Frame.FAMILY else "", bool(bracket), ghost, entry.is_gone)

    def is_blank(self, row: int) -> bool:
        """Tell whether a row holds nobody yet."""
        return self.entries[row].is_blank

    def _bracket(self, row: int) -> str:
        """Return which part of a family's bracket a row has: those with one letter that stand together."""
        family = self._family(row)
        if not family:
            return ""
        above, below = self._family(row - 1) == family, self._family(row + 1) == family
        return {(True, True): "inner", (True, False): "last", (False, True): "first"}.get((above, below), "alone")

    def _family(self, row: int) -> str:
        """Return the family of a row, as it is saved or will be; "" for none."""
        if not 0 <= row < len(self.entries):
            return ""
        entry = self.entries[row]
        typed = entry.typed.get(FAMILY)
        if typed is not None:
            return family_here(typed, self.tag_of(entry), self.range)
        return entry.line.family if entry.line is not None else ""
