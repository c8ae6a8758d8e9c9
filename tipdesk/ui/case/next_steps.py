"""The next steps of a case on its summary: what is open, the first due first, each ticked off where it stands.

A step that was done stays in its place, ticked, until the case is opened again. A new one takes free room below the
others; where there is none it is told in the number of all, so that nothing moves under the pointer. All tasks stand on
their own page.
"""

from datetime import date
from heapq import nsmallest

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value, is_done, live_values
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import muted, small
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.wording import Wording

LEAST, MOST = 3, 6
"""For how many steps there is room on the summary, and how many stand there."""
LINE, BESIDE = 41, 5
"""Pixels that a step takes with the gap below it; by which the words of a button stand in."""


class NextSteps(Card):
    """The card. `done_asked` and `opened` are emitted with a task; `add_pressed` and `all_pressed` by their buttons."""

    done_asked = Signal(object)
    opened = Signal(object)
    add_pressed = Signal()
    all_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Next steps"), parent)
        self._shown: list[bytes] = []
        add = quiet(_("Add"), icon="plus", pressed=self.add_pressed.emit)
        set_name(add, _("Add a task"))
        self._made: dict[bytes, StepLine] = {}
        self._room = 0
        self._none, self._ground = muted(_("No task is open.")), QWidget()
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        self._all = quiet("", pressed=self.all_pressed.emit)
        self.add_beside(self._all)
        self.add_beside(add)
        self.add(self._ground)

    def begin(self) -> None:
        """Choose anew what stands here when the case is shown next, because another case is coming."""
        for one in list(self._shown):
            self._drop(one)
        self._room = 0

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the steps that stand here, and those that have come."""
        open_ones = [row for row in workspace.tasks if not is_done(live_values(row, "status"))]
        known = {row.id: row for row in workspace.tasks}
        for gone in [one for one in self._shown if one not in known]:
            self._drop(gone)
        self._room = self._room or min(max(len(open_ones), LEAST), MOST)
        came = [row for row in open_ones if row.id not in self._shown]
        self._shown += [row.id for row in nsmallest(self._room - len(self._shown), came, key=_order)]
        today = wording.now().date()
        for one in self._shown:
            if one not in self._made:
                line = self._made[one] = StepLine()
                line.done_asked.connect(self.done_asked)
                line.opened.connect(self.opened)
                self._column.insertWidget(self._column.count() - 1, line)
            self._made[one].show_task(known[one], wording, today)
        self._none.setVisible(not self._shown)
        self._ground.setMinimumHeight(current().pixels(LINE) * self._room)
        self._all.setText(plural("All tasks: {count} open", "All tasks: {count} open", len(open_ones)))

    def _drop(self, one: bytes) -> None:
        self._shown.remove(one)
        take_away(self._column, self._made.pop(one))


class StepLine(QFrame):
    """One step: a box to tick, what is to be done, and below it for whom and when.

    What is to be done has the whole line, and ends in "…" where even that is too short. `done_asked` and `opened` carry
    the task.
    """

    done_asked = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._task: Row | None = None
        self._title = ""
        self.tick = QCheckBox()
        self._words = quiet("", pressed=lambda: self.opened.emit(self._task))
        self._words.setProperty("guise", "task")
        self._who, self._day = ElidedLabel("small"), small()
        self._who.setContentsMargins(BESIDE, 0, 0, 0)
        self._day.setWordWrap(False)
        self.tick.clicked.connect(lambda _checked=False: self.done_asked.emit(self._task))
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        both, below = QVBoxLayout(), QHBoxLayout()
        both.setSpacing(0)
        both.addWidget(self._words)
        both.addLayout(below)
        below.addWidget(self._who, 1)
        below.addWidget(self._day)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(both, 1)

    def show_task(self, task: Row, wording: Wording, today: date) -> None:
        """Show a task as it stands now; what is done is ticked and cannot be ticked again."""
        title, is_over = wording.title(task), is_done(live_values(task, "status"))
        self._task, self._title = task, title
        self.tick.setChecked(is_over)
        if is_over and self.tick.hasFocus():
            self._words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tick.setEnabled(not is_over)
        set_name(self.tick, _("Done: {task}").format(task=title))
        self._elide()
        set_name(self._words, _("Open the task: {task}").format(task=title))
        set_tip(self._words, self._words.accessibleName())
        self._who.setText(_who(task, wording))
        day, ink = _due(task, wording, today)
        self._day.setText(day)
        dye(self._day, "ink", ink)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of what is to be done as fits into the line."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self._words.width() - 2 * BESIDE
        words = self._words.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self._words.setText(button_text(words))


def _who(task: Row, wording: Wording) -> str:
    fields = task.record.by_name
    parts = [wording.value(fields[name], cautious_value(task, name)) for name in ("assigned_to", "priority")]
    return "   ·   ".join(part for part in parts if part) or _("Given to nobody")


def _due(task: Row, wording: Wording, today: date) -> tuple[str, str]:
    """Return when a task is due, and the colour of that: what is late is red, and what is due today amber."""
    due = cautious_value(task, "due")
    if not isinstance(due, PartialDate):
        return "", ""
    words = wording.value(task.record.by_name["due"], due)
    if is_done(live_values(task, "status")):
        return words, ""
    if due.last_day < today:
        return _("Late: {day}").format(day=words), "danger"
    return (_("Today"), "warn") if due.last_day == today else (words, "")


def _order(task: Row) -> tuple[date, bytes]:
    due = cautious_value(task, "due")
    return (due.last_day if isinstance(due, PartialDate) else date.max, task.id)
