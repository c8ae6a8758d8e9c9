"""The summary of a case: elements, what differs, the first report, its answers, what is next and what happened last.

Elements of trafficking are shown as recorded or not; the program decides nothing about them. What is missing and due
heads the right column, and the elements of each victim head the left. Where
there is little room both columns become one, and what is missing and due stands above all. The presenters do what is
pressed.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from tipdesk.services.case.calls import find_calls
from tipdesk.services.case.confirm_author import is_unverified
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.gates.review_breach import Owed
from tipdesk.ui.calls.calls_list import CallsList
from tipdesk.ui.case.disputes_card import DisputesCard
from tipdesk.ui.case.elements_card import ElementsCard
from tipdesk.ui.case.latest import LatestCard
from tipdesk.ui.case.missing_card import MissingCard
from tipdesk.ui.case.missing_items import Item, bail_items, breach_item, has_ended, in_order, items_of, wanted_items
from tipdesk.ui.case.next_steps import NextSteps
from tipdesk.ui.case.openers_card import OpenersCard
from tipdesk.ui.case.owed_card import OwedCard
from tipdesk.ui.case.report_card import ReportCard
from tipdesk.ui.case.rows_card import RowsCard
from tipdesk.ui.case.unverified import UnverifiedReports
from tipdesk.ui.records.facts import facts_of
from tipdesk.ui.records.lines import line_of
from tipdesk.ui.theme import current
from tipdesk.ui.ticking import ticking
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.facts import Facts
from tipdesk.ui.wording import Wording

_IN_HEAD = ("reference", "title", "status", "risk_level", "owner")
EVERY_MS = 60_000
RIGHT, TWO_FROM = 424, 1010
"""Width of the right column, and from where there is room for two, at the ordinary size of letters."""


class SummaryTab(QFrame):
    """The first tab of a case.

    `edit_asked` is emitted with a row, and `add_asked` with the name of a record and what is known of its new row.
    `done_asked` carries a task that is done, and `page_asked` the name of a page that tells more.
    """

    edit_asked = Signal(object)
    add_asked = Signal(str, object)
    done_asked = Signal(object)
    page_asked = Signal(str)

    def __init__(self, officer: bytes = b"", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._workspace: Workspace | None = None
        self._wording: Wording | None = None
        self.is_headquarters = False
        self._facts, self.elements = Facts(), ElementsCard()
        self._own = Card(_("Case"))
        edit = plain(_("Edit"), icon="pencil", pressed=self._edit)
        edit.setAccessibleName(_("Edit the case"))
        self._own.add_beside(edit)
        self._own.add(self._facts)
        self.disputes, self.report, self.steps, self.latest = DisputesCard(), ReportCard(), NextSteps(), LatestCard()
        self._reports = RowsCard(_("Further reports"), add=_("Add report"), empty=_("No further report."))
        self._sources = RowsCard(_("Sources"), add=_("Add source"), empty=_("Nobody who told is recorded."))
        self._links = RowsCard(
            _("Links to other cases"), add=_("Link another case"), empty=_("No other case is linked to this one.")
        )
        self.openers, self.calls, self.unverified = OpenersCard(), CallsList(), UnverifiedReports()
        self.owed, self._breaches = OwedCard(officer), tuple[Item, ...]()
        self.missing, self._ticks = MissingCard(), ticking(self, EVERY_MS, self._show_missing)
        self.calls.add_beside(quiet(_("Note a call"), icon="phone", pressed=lambda: self.add_asked.emit("Call", {})))
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Choose anew what stands here, because another case is coming."""
        self.disputes.begin()
        self.missing.begin()
        self.steps.begin()
        self.elements.begin()
        self._workspace, self._breaches = None, ()
        self.unverified.begin()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the case, with what differs in it, its reports, steps, calls and sources."""
        self._workspace, self._wording = workspace, wording
        self._show_missing()
        self._facts.show_facts(*facts_of(workspace.case, wording, _IN_HEAD))
        self.disputes.show_case(workspace, wording)
        self.report.show_case(workspace, wording)
        self.unverified.show_reports([row for row in workspace.reports if is_unverified(row)])
        self._reports.show_rows([(row, line_of(row, wording, most=4)) for row in workspace.reports[1:]])
        self.calls.show_calls(find_calls(workspace.view), wording)
        self._sources.show_rows([(row, line_of(row, wording, most=3)) for row in workspace.view.of("Source")])
        self._links.show_rows([(row, line_of(row, wording, most=3)) for row in workspace.view.of("CaseLink")])
        self.elements.show_case(workspace, wording)
        self.steps.show_case(workspace, wording)
        self.latest.show_case(workspace, wording)

    def show_owed(self, owed: Owed, wording: Wording) -> None:
        """Show what the case asks of others; what stands past a rule is missing, too."""
        self.owed.show_owed(owed, wording)
        self._breaches = tuple(breach_item(one, wording) for one in owed.breaches)
        self._show_missing()

    def show_past(self, workspace: Workspace, wording: Wording) -> None:
        """Show what the past tells: who wrote the first report."""
        self.report.show_case(workspace, wording)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns where there is room for them."""
        super().resizeEvent(event)
        self._turn()

    def _lay_out(self) -> None:
        left = _column(
            self.elements,
            self.disputes,
            self.report,
            self.unverified,
            self._reports,
            self._own,
            self._sources,
            self._links,
        )
        self._right = _column(self.steps, self.owed, self.latest, self.openers, self.calls)
        self._whole, self._sides = QVBoxLayout(self), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._whole.setContentsMargins(0, 0, 0, 0)
        for one in (self._whole, self._sides):
            one.setSpacing(10)
        self._whole.addLayout(self._sides)
        self._sides.addWidget(left, 1)
        self._sides.addWidget(self._right, 0, Qt.AlignmentFlag(0))
        current().changed.connect(self._turn)

    def _turn(self) -> None:
        theme = current()
        is_wide = self.width() >= theme.pixels(TWO_FROM)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        top = self._right.layout() if is_wide else self._whole
        if isinstance(top, QBoxLayout) and top.indexOf(self.missing) < 0:
            top.insertWidget(0, self.missing)
        self._right.setMinimumWidth(theme.pixels(RIGHT) if is_wide else 0)
        self._right.setMaximumWidth(theme.pixels(RIGHT) if is_wide else _UNBOUND)

    def _show_missing(self) -> None:
        """Show what is missing and due, and again each minute, since a clock runs out without being written."""
        if self._workspace is not None and self._wording is not None:
            now = int(self._wording.now().timestamp() * 1000)
            clocks = items_of(self._workspace, self._wording, now, is_headquarters=self.is_headquarters)
            wanted = [*wanted_items(self._workspace), *bail_items(self._workspace, self._wording, now)]
            items = in_order([*clocks, *wanted, *self._breaches])
            self.missing.show_items(items, has_ended=has_ended(self._workspace))

    def _connect(self) -> None:
        self._reports.opened.connect(self.edit_asked)
        self._sources.opened.connect(self.edit_asked)
        self._links.opened.connect(self.edit_asked)
        self.elements.opened.connect(self.edit_asked)
        self.elements.add_asked.connect(self.add_asked)
        self._links.add_pressed.connect(lambda: self.add_asked.emit("CaseLink", {}))
        self.report.opened.connect(self.edit_asked)
        self.steps.opened.connect(self.edit_asked)
        self.steps.done_asked.connect(self.done_asked)
        self._reports.add_pressed.connect(lambda: self.add_asked.emit("Report", {}))
        self.report.add_pressed.connect(lambda: self.add_asked.emit("Report", {}))
        self._sources.add_pressed.connect(lambda: self.add_asked.emit("Source", {}))
        self.steps.add_pressed.connect(lambda: self.add_asked.emit("Task", {"status": "open"}))
        self.steps.all_pressed.connect(lambda: self.page_asked.emit("tasks"))
        self.latest.all_pressed.connect(lambda: self.page_asked.emit("history"))

    def _edit(self) -> None:
        if self._workspace is not None:
            self.edit_asked.emit(self._workspace.case)


_UNBOUND = 16_777_215
"""No bound is Qt's largest number."""


def _column(*cards: QWidget) -> QWidget:
    side = QFrame()
    side.setProperty("guise", "plain")
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return side
