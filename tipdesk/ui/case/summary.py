"""The summary of a case: what is to settle, its own answers, the elements recorded, the reports that opened it.

Elements of trafficking are shown as recorded or not; the program decides nothing about them. The presenter opens the
editors.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.services.case.calls import find_calls
from tipdesk.services.case.confirm_author import is_unverified
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.calls.calls_list import CallsList
from tipdesk.ui.case.openers_card import OpenersCard
from tipdesk.ui.case.rows_card import RowsCard
from tipdesk.ui.case.unverified import UnverifiedReports
from tipdesk.ui.records.facts import facts_of, hidden_fact
from tipdesk.ui.records.lines import conflict_line, line_of
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.facts import Fact, Facts
from tipdesk.ui.wording import Wording

ELEMENTS = ("acts", "means", "purposes")
_IN_HEAD = ("reference", "title", "status", "risk_level")


class SummaryTab(QFrame):
    """The first tab of a case.

    `edit_asked` is emitted with a row, and `add_asked` with the name of a record and what is known of its new row.
    """

    edit_asked = Signal(object)
    add_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._workspace: Workspace | None = None
        self._facts, self._elements = Facts(), Facts()
        own = Card(_("Case"))
        edit = plain(_("Edit"), icon="pencil", pressed=self._edit)
        edit.setAccessibleName(_("Edit the case"))
        own.add_beside(edit)
        own.add(self._facts)
        self._found = Card(_("Elements recorded"))
        self._found.add(self._elements)
        self._conflicts = RowsCard(_("To settle: posts answered differently"))
        self._conflicts.opened.connect(self.edit_asked)
        self._reports = RowsCard(_("Reports"), add=_("Add report"), empty=_("No report belongs to this case."))
        self._reports.opened.connect(self.edit_asked)
        self._reports.add_pressed.connect(lambda: self.add_asked.emit("Report", {}))
        self.openers, self.calls = OpenersCard(), CallsList()
        self.calls.add_beside(quiet(_("Note a call"), icon="phone", pressed=lambda: self.add_asked.emit("Call", {})))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._sources = RowsCard(_("Sources"), add=_("Add source"), empty=_("Nobody who told is recorded."))
        self._sources.opened.connect(self.edit_asked)
        self._sources.add_pressed.connect(lambda: self.add_asked.emit("Source", {}))
        self.unverified = UnverifiedReports()
        for card in (
            self.unverified, self._conflicts, own, self._found, self._reports, self.calls, self._sources, self.openers,
        ):  # fmt: skip
            column.addWidget(card)
        column.addStretch(1)
        self._conflicts.hide()
        self._found.hide()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the case, with its conflicts, reports, calls and sources."""
        self._workspace = workspace
        self._facts.show_facts(*facts_of(workspace.case, wording, _IN_HEAD))
        self._conflicts.show_rows([(row, conflict_line(row, wording)) for row in workspace.in_conflict])
        self._conflicts.setVisible(bool(workspace.in_conflict))
        self.unverified.show_reports([row for row in workspace.reports if is_unverified(row)])
        self._reports.show_rows([(row, line_of(row, wording, most=4)) for row in workspace.reports])
        self.calls.show_calls(find_calls(workspace.view), wording)
        self._sources.show_rows([(row, line_of(row, wording, most=3)) for row in workspace.view.of("Source")])
        elements = _elements(workspace, wording)
        self._elements.show_facts(elements)
        self._found.setVisible(bool(elements))

    def _edit(self) -> None:
        if self._workspace is not None:
            self.edit_asked.emit(self._workspace.case)


def _elements(workspace: Workspace, wording: Wording) -> list[Fact]:
    """Return what has been recorded of act, means and purpose over all episodes of the case, or that it is hidden."""
    facts = []
    episodes = workspace.view.of("Episode")
    for name in ELEMENTS if episodes else ():
        field = episodes[0].record.by_name[name]
        values = dict.fromkeys(words for row in episodes if (words := wording.value(field, row[name])))
        hidden = [row for row in episodes if name in row.masked]
        if values or not hidden:
            facts.append(Fact(_(field.label), "; ".join(values) or _("Not recorded")))
        else:
            facts.append(hidden_fact(field, hidden[0]))
    return facts
