"""Who changed what in a case, from what to what, when and where; and what lies in its trash.

The latest change comes first. What the officer may not see still shows that it was written. Whoever hears
`restore_asked` brings a row back.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.rows import DELETED_NAME
from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.history import HistoryLine
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.case.rows_card import RowsCard
from tipdesk.ui.case.signed_card import SignedCard
from tipdesk.ui.records.lines import line_of
from tipdesk.ui.records.rows_table import RowsPage
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.line_model import Line, SeenLines
from tipdesk.ui.wording import Wording

COLUMNS = (
    (mark("When"), 152),
    (mark("Who"), 90),
    (mark("Where"), 110),
    (mark("What"), 200),
    (mark("From"), 120),
    (mark("To"), 130),
)


class HistoryTab(QFrame):
    """A table of changes, and above it the trash when there is something in it.

    `restore_asked` is emitted with a row of the trash that is to be brought back.
    """

    restore_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        empty = EmptyState("history", _("Nothing has been written yet"), _("Every answer that is saved leaves a line."))
        self.page = RowsPage(_("History"), COLUMNS, empty, is_fitted=True)
        self._trash = RowsCard(_("In the trash: press to bring it back"))
        self._trash.opened.connect(self.restore_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.signed = SignedCard()
        column.addWidget(self.signed)
        column.addWidget(self._trash)
        column.addWidget(self.page, 1)
        column.addWidget(small(_("Times are on the clock of the PC on which it was written.")))
        self._trash.hide()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show what happened, what was moved to the trash, and who signed for what."""
        told = workspace.history
        self.page.show_lines(SeenLines(len(told), lambda at: Line(_cells(told[at], wording), told[at])))
        trash = workspace.view.trash
        self._trash.show_rows([(row, f"{_(row.record.label)}:   {line_of(row, wording)}") for row in trash])
        self._trash.setVisible(bool(trash))
        self.signed.show_signatures(workspace.signatures, wording)


def _cells(line: HistoryLine, wording: Wording) -> tuple[str, ...]:
    record = line.record
    field = record.by_name.get(line.field) if record else None
    what = _(record.label) if record else _("Record of a newer release")
    title = wording.rows.get(line.row, "")
    name = _("Trash") if line.field == DELETED_NAME else _(field.label) if field else line.field
    before = "; ".join(wording.written(field, line.field, value) for value in line.before)
    after = wording.written(field, line.field, line.after)
    hidden, is_hidden = _("Hidden"), line.masked or (field is not None and wording.hides_listed(field))
    return (
        wording.moment(line.at, line.offset),
        wording.names.officer(line.actor),
        wording.names.device(line.device),
        f"{name}   ({title if title and title != what else what})",
        hidden if is_hidden else before,
        hidden if is_hidden else after,
    )
