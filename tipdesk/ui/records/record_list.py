"""The rows of one record as a table, made from its declaration: which fields are columns, in which order rows stand.

Enter or a double click asks to read a row; the button adds one. Any record has such a list, so that one declared
tomorrow can be seen and added without any further work on a screen.
"""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.ordering import in_order
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.ui.records.lines import cell_of, line_of
from tipdesk.ui.records.rows_table import RowsPage
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.wording import Wording


class RecordList(QFrame):
    """`read_asked` carries a row, `add_asked` the record's name and what is known of the new row."""

    read_asked = Signal(object)
    add_asked = Signal(str, object)

    def __init__(self, record: RecordType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._record = record
        heads = [field.label for field in record.columns] or [record.label]
        name = _(record.plural)
        empty = EmptyState(
            record.icon or "folder",
            _("{records}: nothing has been recorded").format(records=name),
            _("What is added stands here. An answer that is not known yet can be left out."),
            plain(add_words(record), icon="plus", pressed=self._add),
        )
        self.add = plain(add_words(record), icon="plus", pressed=self._add)
        self.page = RowsPage(name, [(head, 0) for head in heads], empty, [self.add], is_even=True)
        self.page.opened.connect(self.read_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def count(self) -> int:
        """Return how many rows are listed."""
        return self.page.model.rowCount()

    def show_rows(self, rows: Iterable[Row], wording: Wording) -> None:
        """Show these rows in the record's natural order."""
        self.page.show_lines([self._line(row, wording) for row in in_order(rows)])

    def _line(self, row: Row, wording: Wording) -> Line:
        cells = [cell_of(row, field, wording) for field in self._record.columns]
        if not cells:
            return Line((line_of(row, wording),), row)
        tones = {column: tone for column, (_words, tone) in enumerate(cells) if tone}
        return Line(tuple(words for words, _tone in cells), row, tones)

    def _add(self) -> None:
        self.add_asked.emit(self._record.name, {})


def add_words(record: RecordType) -> str:
    """Return the words of a button that adds a row of a record."""
    label = _(record.label)
    return _("Add {record}").format(record=label[:1].lower() + label[1:])
