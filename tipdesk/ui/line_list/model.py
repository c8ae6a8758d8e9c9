"""The rows of the sheet and how they change: what is typed into them, what was saved, what came in from elsewhere.

Nothing is ever resorted here but by `arrange`, which an officer asks for.
"""

from PySide6.QtCore import QObject, Qt, Signal

from tipdesk.services.case.record_passport import Passport
from tipdesk.services.line_list.cells import read_needs
from tipdesk.services.line_list.columns import BY_COLUMN, COLUMNS, NEEDS, TAG
from tipdesk.services.line_list.lines import Line, LineList
from tipdesk.services.line_list.ordering import Order, equal_tags, sort_lines
from tipdesk.services.line_list.signs import BY_LETTER
from tipdesk.ui.line_list.cell_words import CellWords
from tipdesk.ui.line_list.sheet_cells import AT, SheetCells
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.table_model import NOWHERE, Index


class LineListModel(SheetCells):
    """The sheet; `typed` is emitted with a row in which something was typed."""

    typed = Signal(int)

    def __init__(self, words: CellWords, parent: QObject | None = None) -> None:
        super().__init__(words, parent)
        self.clear()

    def clear(self) -> None:
        """Show no case any more."""
        self.beginResetModel()
        self.entries[:] = []
        self.entries.append(self.entries.blank())
        self.range, self.twice, self.can_edit = None, frozenset(), False
        self.endResetModel()

    def arrange(self, read: LineList, order: Order) -> None:
        """Show the lines of a case in an order that was asked for."""
        self.beginResetModel()
        self.can_edit = read.can_edit
        self.entries.fill(read, sort_lines(read.lines, order, self.cell_words.today()), self.cell_words.judge)
        self.twice = equal_tags(self.entries.lines())
        self.endResetModel()

    def refresh(self, read: LineList) -> list[Line]:
        """Show in its place what has changed; return the lines that came and are not shown yet."""
        new = self.entries.refresh(read)
        self.note_changed()
        return new

    def note_changed(self) -> None:
        """Let every cell be painted anew, because a line was saved or came in."""
        self.twice = equal_tags(self.entries.lines())
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def hide_names(self, *, is_hidden: bool) -> None:
        """Show tags alone, or names too."""
        self.cell_words.hides_names = is_hidden
        self.note_changed()

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
        self._note_typed(row)

    def take_passport(self, row: int, passport: Passport) -> None:
        """Let a row hold what was taken over from a passport; a blank row gets the next tag with it."""
        entry = self.entries[row]
        if entry.is_blank and (tag := self.next_tag()) is not None:
            entry.type(TAG, tag)
        entry.passport, entry.problem = passport, ""
        self._note_typed(row)

    def _note_typed(self, row: int) -> None:
        """Show what a row holds now, and a blank one below the last."""
        if row == len(self.entries) - 1:
            self.beginInsertRows(NOWHERE, row + 1, row + 1)
            self.entries.append(self.entries.blank())
            self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.typed.emit(row)

    def tick(self, row: int, place: int, letter: str) -> bool:
        """Tick the need of a letter in *Needs now*, or take the tick away.

        Words that cannot be read are left for the officer.
        """
        column, entry = BY_COLUMN[NEEDS], self.entries[row]
        letter = letter.upper()
        if place != AT[NEEDS] or letter not in BY_LETTER:
            return False
        words = self.cell_words.editable(entry, column)
        if column.name in entry.refused:
            return True
        kinds = read_needs(self.cell_words.wording.codes, words, _) ^ {BY_LETTER[letter].kind}
        self.type(row, NEEDS, "; ".join(self.cell_words.need(kind) for kind in sorted(kinds)))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be edited but that of the need, those that are hidden, and those of whoever may only read."""
        flags = super().flags(index)
        column = self.column_at(index.column()) if index.isValid() else None
        if column is None or not self.can_edit:
            return flags
        entry = self.entries[index.row()]
        is_shut = entry.is_gone or self.cell_words.hides(entry, column)
        return flags if is_shut else flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take the words of an editor."""
        column = self.column_at(index.column()) if index.isValid() else None
        if column is None or role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        self.type(index.row(), column.name, value)
        return True
