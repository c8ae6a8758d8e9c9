"""The first rows of a sheet, without its empty columns; a cell that cannot be taken is marked, and why is told."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.services.import_export.imported import RowProblem
from tipdesk.services.import_export.preview import Preview, SeenRow
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.room import take_away

_BEFORE = 2
"""The columns that stand before those of the sheet: the number of the row, and what is wrong with it."""
_LONGEST_CELL = 60


class PreviewTable(QFrame):
    """A table that is made anew with each sheet, since each has columns of its own; Tab reaches it after `before`."""

    def __init__(self, before: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = before
        self.setProperty("guise", "plain")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._table: LineTable | None = None
        self.lines: Sequence[Line] = ()
        self._show(["", ""], ())

    def show_preview(self, preview: Preview) -> None:
        """Show the first rows of a sheet."""
        told = {at: one for at, one in enumerate(preview.columns) if one.example}
        heads = [_("Row"), _("What is wrong"), *(f"{one.letters}  {one.heading}".strip() for one in told.values())]
        self._show(heads, [_line(row, {at: one.letters for at, one in told.items()}) for row in preview.rows])

    def show_problems(self, problems: Sequence[RowProblem]) -> None:
        """Show what is wrong in the whole sheet, by row and column."""
        heads = [_("Row"), _("What is wrong"), _("Column")]
        lines = [
            Line((str(one.row), one.why.text(_), one.column), at, tip=one.why.text(_))
            for at, one in enumerate(problems)
        ]
        self._show(heads, lines, wide=1)

    def _show(self, heads: Sequence[str], lines: Sequence[Line], wide: int = -1) -> None:
        """Make the table; `wide` is the column that takes what room is left, the last one unless another is named."""
        if self._table is not None:
            take_away(self._column, self._table)
        empty = EmptyState("list-check", _("No rows to show"), _("The first rows of the sheet stand here."))
        widths = (56, 300, *[130] * (len(heads) - _BEFORE))
        self._table = LineTable(_("First rows"), heads, widths, empty, wide=wide % len(heads), least=3)
        self.lines = lines
        self._table.show_lines(lines)
        self._column.addWidget(self._table)
        if self._before.window() is self.window():
            QWidget.setTabOrder(self._before, self._table.table)


def _line(row: SeenRow, letters: Mapping[int, str]) -> Line:
    wrong = {one.column: one.why.text(_) for one in reversed(row.problems)}
    cells = [row.cells[at][:_LONGEST_CELL] if at < len(row.cells) else "" for at in letters]
    said = " · ".join(f"{one.column}: {one.why.text(_)}" if one.column else one.why.text(_) for one in row.problems)
    marked = {at: wrong[letter] for at, letter in enumerate(letters.values(), _BEFORE) if letter in wrong}
    return Line((str(row.row), said, *cells), row.row, tones=dict.fromkeys(marked, "danger"), tips={1: said, **marked})
