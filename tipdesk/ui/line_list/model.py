"""The rows of the sheet as Qt asks for them: cells by column, the words to edit, and the bracket of each family.

The first column says how urgent a line is; the others are those of `services/line_list/columns`, of which the view
hides those that are not wanted. Nothing is ever resorted here but by `arrange`, which an officer asks for.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

from tipdesk.domain.texts import _ as mark
from tipdesk.services.line_list.cells import read_needs
from tipdesk.services.line_list.columns import BY_COLUMN, COLUMNS, FAMILY, NEEDS, TAG, Column
from tipdesk.services.line_list.lines import Line, LineList
from tipdesk.services.line_list.ordering import Order, equal_tags, next_tag, sort_lines
from tipdesk.services.line_list.signs import BY_LETTER
from tipdesk.ui.line_list.cell_words import URGENCY_WORDS, Cell, CellWords
from tipdesk.ui.line_list.entry import Entries, Entry
from tipdesk.ui.plain import plain_cells
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.table_model import NOWHERE, Index, TableModel

if TYPE_CHECKING:
    from tipdesk.services.remembered.shapes import TagRange

CellRole = Qt.ItemDataRole.UserRole + 30
"""What the delegate paints: a `Painted`."""
URGENCY_AT = 0
AT = {column.name: place for place, column in enumerate(COLUMNS, 1)}
"""The place of each column by its name."""


class Painted(NamedTuple):
    """A cell as it is painted: where it stands in its row, the bracket of a family, and whether it is ghostly.

    `bracket` is "" or "first", "inner", "last". `ghost` are grey words for what a blank cell will be.
    """

    cell: Cell
    name: str
    bracket: str = ""
    is_family: bool = False
    ghost: str = ""
    is_gone: bool = False


class LineListModel(TableModel):
    """The sheet; `typed` is emitted with a row in which something was typed."""

    typed = Signal(int)

    def __init__(self, words: CellWords, parent: QObject | None = None) -> None:
        super().__init__((mark("Need"), *(column.label for column in COLUMNS)), parent)
        self.cell_words, self.entries = words, Entries()
        self.range: TagRange | None = None
        self.can_edit = False
        self._twice: frozenset[str] = frozenset()
        self.clear()

    def clear(self) -> None:
        """Show no case any more."""
        self.beginResetModel()
        self.entries[:] = []
        self.entries.append(self.entries.blank())
        self.range, self._twice, self.can_edit = None, frozenset(), False
        self.endResetModel()

    def arrange(self, read: LineList, order: Order) -> None:
        """Show the lines of a case in an order that was asked for."""
        self.beginResetModel()
        self.can_edit = read.can_edit
        self.entries.fill(read, sort_lines(read.lines, order, self.cell_words.today()), self.cell_words.judge)
        self._twice = equal_tags(self.entries.lines())
        self.endResetModel()

    def refresh(self, read: LineList) -> list[Line]:
        """Show in its place what has changed; return the lines that came and are not shown yet."""
        new = self.entries.refresh(read)
        self.note_changed()
        return new

    def note_changed(self) -> None:
        """Let every cell be painted anew, because a line was saved or came in."""
        self._twice = equal_tags(self.entries.lines())
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def hide_names(self, *, is_hidden: bool) -> None:
        """Show tags alone, or names too."""
        self.cell_words.hides_names = is_hidden
        self.note_changed()

    def next_tag(self) -> str | None:
        """Return the tag that comes next on this PC; None where its range is used up."""
        return next_tag([self.tag_of(entry) for entry in self.entries], self.range)

    def tag_of(self, entry: Entry) -> str:
        """Return the tag of a row, as it is typed or saved."""
        return entry.typed.get(TAG, entry.line.tag if entry.line is not None else "")

    def type(self, row: int, column: str, words: str) -> None:
        """Put words into a cell, unless they are those that stand there; a blank row gets the next tag with them."""
        entry, place = self.entries[row], COLUMNS[AT[column] - 1]
        plain = words.strip()
        if plain == self.cell_words.editable(entry, place).strip() and not entry.refused.get(column):
            return
        was_blank = entry.is_blank
        if was_blank and not plain:
            return
        entry.type(column, plain)
        if was_blank and column != TAG and (tag := self.next_tag()) is not None:
            entry.type(TAG, tag)
        if row == len(self.entries) - 1:
            self.beginInsertRows(NOWHERE, row + 1, row + 1)
            self.entries.append(self.entries.blank())
            self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.typed.emit(row)

    def toggle_need(self, row: int, letter: str) -> None:
        """Tick the need of a letter, or take the tick away; words that cannot be read are left for the officer."""
        column, entry = BY_COLUMN[NEEDS], self.entries[row]
        words = self.cell_words.editable(entry, column)
        if column.name in entry.refused:
            return
        kinds = read_needs(self.cell_words.wording.codes, words, _) ^ {BY_LETTER[letter].kind}
        self.type(row, NEEDS, "; ".join(self.cell_words.need(kind) for kind in sorted(kinds)))

    def column_at(self, place: int) -> Column | None:
        """Return the column at a place; None for that of the need."""
        return COLUMNS[place - 1] if place != URGENCY_AT else None

    def told(self, row: int, place: int) -> str:
        """Return the longer words about a cell."""
        return self.cell_words.told(self.entries[row], self.column_at(place), self._twice)

    def count(self) -> int:
        """Return how many rows there are, the blank one too."""
        return len(self.entries)

    def words(self, row: int, column: int) -> str | None:
        """Return what stands in a cell, its pills as words."""
        cell = self._painted(row, column).cell
        return "; ".join(part for part in (cell.words, *(words for words, _tone in cell.pills)) if part)

    def tone(self, row: int, column: int) -> str | None:
        """Return no tone: the delegate paints the pills of a cell itself."""
        return None

    def tip(self, row: int, column: int) -> str:
        """Return the words of a cell with the longer ones about it."""
        return "\n".join(part for part in (self.words(row, column), self.told(row, column)) if part)

    def subject(self, row: int) -> object:
        """Return the row's entry."""
        return self.entries[row]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be edited but that of the need, those that are hidden, and those of whoever may only read."""
        flags = super().flags(index)
        if not index.isValid() or index.column() == URGENCY_AT or not self.can_edit:
            return flags
        is_hidden = self._painted(index.row(), index.column()).cell.is_hidden
        return flags if is_hidden or self.entries[index.row()].is_gone else flags | Qt.ItemFlag.ItemIsEditable

    @plain_cells
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the delegate paints, the words to edit, or what every table answers."""
        if index.isValid() and role == CellRole:
            return self._painted(index.row(), index.column())
        column = self.column_at(index.column()) if index.isValid() else None
        if column is not None and role == Qt.ItemDataRole.EditRole:
            return self.cell_words.editable(self.entries[index.row()], column)
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take the words of an editor."""
        column = self.column_at(index.column()) if index.isValid() else None
        if column is None or role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        self.type(index.row(), column.name, value)
        return True

    def _painted(self, row: int, place: int) -> Painted:
        entry, column = self.entries[row], self.column_at(place)
        bracket = self._bracket(row)
        if column is None:
            word, tone = URGENCY_WORDS[self.cell_words.urgency(entry)]
            pills = ((_(word), tone or "plain"),) if entry.line is not None else ()
            return Painted(Cell("", pills), "", "", bool(bracket), is_gone=entry.is_gone)
        ghost = (self.next_tag() or "") if column.name == TAG and entry.is_blank and self.can_edit else ""
        cell = self.cell_words.cell(entry, column, self._twice)
        return Painted(cell, column.name, bracket if column.name == FAMILY else "", bool(bracket), ghost, entry.is_gone)

    def _bracket(self, row: int) -> str:
        """Return which part of a family's bracket a row has: those with one letter that stand together."""
        letter = _letter(self.entries, row)
        if not letter:
            return ""
        above, below = _letter(self.entries, row - 1) == letter, _letter(self.entries, row + 1) == letter
        return {(True, True): "inner", (True, False): "last", (False, True): "first"}.get((above, below), "alone")


def _letter(entries: Sequence[Entry], row: int) -> str:
    if not 0 <= row < len(entries):
        return ""
    entry = entries[row]
    typed = entry.typed.get(FAMILY)
    return typed.strip().upper() if typed is not None else entry.line.family if entry.line is not None else ""
