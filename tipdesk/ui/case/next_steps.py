"""The next steps of a case on its summary: what is open, the first due first, each ticked off where it stands.

A step that was done stays in its place, ticked, until the case is opened again, and a new one comes below the others,
so that nothing moves under the pointer. All tasks stand on their own page.
"""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value, is_done, live_values
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.plain import button_text, set_name
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import muted, small
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.wording import Wording

MOST, BESIDE = 6, 5
"""How many steps stand on the summary; pixels by which the words of a button stand in."""


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
        self._none, self._lines = muted(_("Nothing is left to be done.")), Lines(6)
        self._all = quiet("", pressed=self.all_pressed.emit)
        self.add_beside(self._all)
        self.add_beside(add)
        for part in (self._none, self._lines):
            self.add(part)

    def begin(self) -> None:
        """Choose anew what stands here when the case is shown next, because another case is coming."""
        self._shown = []
        self._lines.fill(())

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the steps that stand here, and those that have come."""
        open_ones = [row for row in sorted(workspace.tasks, key=_order) if not is_done(live_values(row, "status"))]
        known = {row.id: row for row in workspace.tasks}
        self._shown = [one for one in self._shown if one in known]
        self._shown += [row.id for row in open_ones if row.id not in self._shown][: max(0, MOST - len(self._shown))]
        today = wording.now().date()
        self._lines.fill(self._line(known[one], wording, today) for one in self._shown)
        self._none.setVisible(not self._shown)
        self._all.setText(plural("All tasks: {count} open", "All tasks: {count} open", len(open_ones)))

    def _line(self, task: Row, wording: Wording, today: date) -> QWidget:
        title, is_over = wording.title(task), is_done(live_values(task, "status"))
        line = QFrame()
        line.setProperty("guise", "plain")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        tick = QCheckBox()
        tick.setChecked(is_over)
        tick.setEnabled(not is_over)
        set_name(tick, _("Done: {task}").format(task=title))
        tick.clicked.connect(lambda _checked=False: self.done_asked.emit(task))
        words = quiet(button_text(title), pressed=partial(self.opened.emit, task))
        words.setProperty("guise", "task")
        set_name(words, _("Open the task: {task}").format(task=title))
        words.setToolTip(words.accessibleName())
        who, due = _who(task, wording), _due(task, wording, today)
        under = ElidedLabel("small")
        under.setText(who)
        under.setContentsMargins(BESIDE, 0, 0, 0)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(words)
        both.addWidget(under)
        day = small(due[0])
        day.setWordWrap(False)
        dye(day, "ink", due[1])
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(both, 1)
        row.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        return line


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
