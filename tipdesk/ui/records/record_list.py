"""The rows of one record as a table, made from its declaration: which fields are columns, in which order rows stand.

Enter or a double click asks to read a row, and the button adds one. Any record has such a list, of a case or of the
directory, so that one declared tomorrow can be seen and added without any further work on a screen.
"""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.ordering import in_order
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.records.lines import cell_of, line_of
from tipdesk.ui.records.rows_table import RowsPage
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.wording import Wording

STATE = mark("State")


class RecordList(QFrame):
    """The table of one record.

    `read_asked` is emitted with a row, and `add_asked` with the record's name and what is known of the new row.
    `chosen` is emitted when another row has come under the cursor. With `has_trash`, rows that were put away may stand
    among the others; a column marks them, and is there while any of them is.
    """

    read_asked = Signal(object)
    add_asked = Signal(str, object)
    chosen = Signal()

    def __init__(self, record: RecordType, *, has_trash: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._record, self._has_trash = record, has_trash
        heads = [field.label for field in record.columns] or [record.label]
        heads += [STATE] if has_trash else []
        name = _(record.plural)
        self.add, self._add_first = (plain(add_words(record), icon="plus", pressed=self._add) for _place in range(2))
        empty = EmptyState(
            record.icon or "folder",
            _("{records}: nothing has been recorded").format(records=name),
            _("What is added stands here. An answer that is not known yet can be left out."),
            self._add_first,
        )
        self.page = RowsPage(name, [(head, 0) for head in heads], empty, [self.add], is_fitted=True)
        self.page.opened.connect(self.read_asked)
        self.page.table.selectionModel().currentRowChanged.connect(lambda *_rows: self.chosen.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def count(self) -> int:
        """Return how many rows are listed."""
        return self.page.model.rowCount()

    def offer_add(self, *, is_offered: bool) -> None:
        """Let rows be added, or not: the officer may not, or they come about in another way."""
        self.add.setVisible(is_offered)
        self._add_first.setVisible(is_offered)

    def show_rows(self, rows: Iterable[Row], wording: Wording) -> None:
        """Show these rows in the order that the record declares."""
        found = in_order(rows, wording.codes)
        if self._has_trash:
            self.page.table.setColumnHidden(self.page.model.columnCount() - 1, not any(row.deleted for row in found))
        self.page.show_lines([self._line(row, wording) for row in found])

    def _line(self, row: Row, wording: Wording) -> Line:
        cells = [cell_of(row, field, wording) for field in self._record.columns] or [(line_of(row, wording), "")]
        if self._has_trash:
            cells.append((_("In the trash"), "neutral") if row.deleted else ("", ""))
        tones = {column: tone for column, (_words, tone) in enumerate(cells) if tone}
        return Line(tuple(words for words, _tone in cells), row, tones)

    def _add(self) -> None:
        self.add_asked.emit(self._record.name, {})


def add_words(record: RecordType) -> str:
    """Return the words of a button that adds a row of a record, such as "Add exhibit"."""
    label = _(record.label)
    return _("Add {record}").format(record=label[:1].lower() + label[1:])
