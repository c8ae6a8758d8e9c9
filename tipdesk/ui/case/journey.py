"""The journeys of a case: every leg of every person, in the order of the days.

Legs are edited on the page of one row, which the presenter opens.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.ordering import in_order
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _ as mark
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.records.rows_table import RowsPage
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.wording import Wording

COLUMNS = (
    (mark("Day"), 110),
    (mark("Person"), 190),
    (mark("Kind of leg"), 130),
    (mark("From"), 170),
    (mark("To"), 170),
    (mark("Transport"), 110),
)


class JourneyTab(QFrame):
    """A table of legs. `edit_asked` is emitted with a leg, and `add_asked` when a new one is asked for."""

    edit_asked = Signal(object)
    add_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        empty = EmptyState(
            "route",
            _("No journey has been recorded"),
            _("One leg for each part of the way: from where, to where, when, how and with whom."),
            plain(_("Add leg"), icon="plus", pressed=self._add),
        )
        self.page = RowsPage(_("Journey"), COLUMNS, empty, [plain(_("Add leg"), icon="plus", pressed=self._add)])
        self.page.opened.connect(self.edit_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def count(self) -> int:
        """Return how many legs are listed."""
        return self.page.model.rowCount()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the legs of a case by day; those without a day come last."""
        legs = in_order(workspace.view.of("JourneyLeg"), wording.codes)
        self.page.show_lines([Line(_cells(leg, wording), leg) for leg in legs])

    def _add(self) -> None:
        self.add_asked.emit("JourneyLeg", {})


def _cells(leg: Row, wording: Wording) -> tuple[str, ...]:
    def text(name: str) -> str:
        return _("Hidden") if name in leg.masked else wording.value(leg.record.by_name[name], leg[name])

    def where(end: str) -> str:
        return ", ".join(part for part in (text(f"{end}_place"), text(f"{end}_country")) if part)

    days = " → ".join(dict.fromkeys(part for part in (text("began"), text("ended")) if part))
    return (days or _("No day"), text("person"), text("leg_type"), where("from"), where("to"), text("transport"))
