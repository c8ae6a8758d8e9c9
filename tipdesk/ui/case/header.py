"""The head of an open case: reference, neutral title, stage, risk, what is to settle, and what can be done with it.

Nothing here tells a person, a place or a form of exploitation. The presenter does what the buttons ask for.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.disputes import Shown, answer_of
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import figures, heading
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.wording import Wording

PILLS = 24


class CaseHeader(QFrame):
    """Two lines: what the case is, and how it stands.

    `left` is emitted when the officer goes back to the list, `unmask_pressed` when names and places are asked for, and
    `print_pressed` with whether these are to be printed too.
    """

    left = Signal()
    unmask_pressed = Signal()
    print_pressed = Signal(bool)

    def __init__(self, *, can_print: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._reference, self._title = figures(), heading()
        self._stage, self._risk, self._conflicts = Pill(), Pill(), Pill("", "danger")
        self._sealing = Pill(_("For these people only"), "info")
        self._hidden = plain(_("Show names and places"), icon="eye", pressed=self.unmask_pressed.emit)
        self._print = plain(_("Print case file"), icon="printer")
        self._print.setMenu(self._kinds_of_print())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(quiet(_("All cases"), icon="chevron-left", pressed=self.left.emit))
        row.addWidget(self._title)
        row.addWidget(self._reference)
        row.addStretch(1)
        row.addWidget(self._hidden)
        row.addWidget(self._print)
        self._row = row
        column.addLayout(row)
        pills = QWidget()
        flow = Flow(pills)
        for pill in (self._stage, self._risk, self._sealing, self._conflicts):
            flow.addWidget(pill)
        pills.setMinimumHeight(current().pixels(PILLS))  # the room is there before any pill is
        column.addWidget(pills)
        self._hidden.hide()
        self._can_print = can_print
        self._print.hide()

    def add(self, widget: QWidget) -> None:
        """Add a widget with what else can be done at the end of the first line."""
        self._row.addWidget(widget)

    def clear(self) -> None:
        """Show no case, because another one is coming."""
        for label in (self._reference, self._title):
            label.clear()
        for part in (self._stage, self._risk, self._sealing, self._conflicts, self._hidden, self._print):
            part.hide()

    def _kinds_of_print(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Without names and places"), lambda: self.print_pressed.emit(False))
        self._with_names = menu.addAction(_("With names and places"), lambda: self.print_pressed.emit(True))
        return menu

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show how the case stands, and what this officer can do with it."""
        case = workspace.case
        stage, risk = (answer_of(case, name, wording.label) for name in ("status", "risk_level"))
        self._reference.setText(workspace.view.reference)
        self._title.setText(str(case["title"] or ""))
        _show(self._stage, stage.tip if stage.is_disputed else stage.words, stage)
        _show(self._risk, risk.tip if risk.is_disputed else _("Risk: {level}").format(level=risk.words.lower()), risk)
        self._sealing.setVisible(is_restricted(cautious_value(case, "sealing")))
        count = len(workspace.in_conflict)
        self._conflicts.setText(plural("{count} record to settle", "{count} records to settle", count))
        self._conflicts.setVisible(count > 0)
        rows = (case, *(row for rows in workspace.view.rows.values() for row in rows))
        self._hidden.setVisible(any(row.masked - row.sealed for row in rows))
        self._print.setVisible(self._can_print)
        self._with_names.setEnabled(workspace.rights.to_print >= Level.IDENTITY)


def _show(pill: Pill, words: str, shown: Shown) -> None:
    """Show an answer on a pill; an empty one is hidden."""
    pill.show_state(words, shown.tone)
    pill.setVisible(bool(shown.words))
