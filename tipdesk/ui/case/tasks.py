"""The tasks of a case: a line to add one at once, then all of them, what is open first and by the day it is due.

`Quickly` saves what is written here; the presenter marks a task done and opens its editor.
"""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value, is_done, live_values
from tipdesk.domain.texts import _ as mark
from tipdesk.domain.values import PartialDate
from tipdesk.domain.when import Lies
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.records.rows_table import RowsPage
from tipdesk.ui.spoken import speak
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.partial_date_edit import PartialDateEdit
from tipdesk.ui.widgets.pill import Tone
from tipdesk.ui.widgets.problem_line import ProblemLine
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.wording import Wording

COLUMNS = (
    (mark("What is to be done"), 280),
    (mark("Due"), 120),
    (mark("Given to"), 140),
    (mark("Priority"), 100),
    (mark("Status"), 110),
)
TONES: dict[str, Tone] = {"open": "info", "in_progress": "accent", "done": "ok", "cancelled": "neutral"}
PRIORITIES: dict[str, Tone] = {"urgent": "danger", "high": "warn"}


class TasksTab(QFrame):
    """The line for a new task, and the table of all tasks.

    `save_asked` is emitted with "Task" and the answers of a new task, `done_asked` and `edit_asked` with a task, and
    `add_asked` when the whole editor of a new one is asked for.
    """

    edit_asked = Signal(object)
    add_asked = Signal(str, object)
    save_asked = Signal(str, object)
    done_asked = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.what = TextEdit(_("What is to be done"), most=200)
        self.what.set_name(_("New task"))
        self.due = PartialDateEdit(now, Lies.AHEAD)
        self.due.set_name(_("Due"))
        self.due.show_example(_("Due: 25 11, tomorrow"))
        self._problem = ProblemLine(1)
        self.add = primary(_("Add task"), icon="plus", pressed=self._save)
        self.done = plain(_("Mark done"), icon="check", pressed=self._mark_done)
        more = plain(_("Task with more answers…"), icon="pencil", pressed=self._add_whole)
        empty = EmptyState(
            "list-check",
            _("There is nothing to do in this case"),
            _("A task has a day and an officer. It stands in that officer's own work."),
        )
        self.page = RowsPage(_("Tasks"), COLUMNS, empty, [self.done, more])
        self.page.opened.connect(self.edit_asked)
        new = Card()
        line = QHBoxLayout()
        line.addWidget(self.what, 2)
        line.addWidget(self.due, 1)
        line.addWidget(self.add)
        new.column.addLayout(line)
        new.add(self._problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(new)
        column.addWidget(self.page, 1)
        self.what.line.returnPressed.connect(self._save)
        self.due.line.returnPressed.connect(self._save)

    def count(self) -> int:
        """Return how many tasks are listed, done or not."""
        return self.page.model.rowCount()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the tasks of a case."""
        tasks = sorted(workspace.tasks, key=_order)
        self.page.show_lines([_line(task, wording) for task in tasks])
        self.done.setEnabled(bool(tasks))

    def clear(self) -> None:
        """Empty the line for a new task, because it was saved."""
        self.what.set_value(None)
        self.due.set_value(None)
        self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        """Say why the task was not saved, so that it can be pressed again; "" hides the sentence."""
        self._problem.setText(sentence)
        speak(self._problem, sentence)
        self.add.setEnabled(True)

    def _save(self) -> None:
        what = self.what.value()
        try:
            due = self.due.value()
        except UserError as problem:
            self.show_problem(problem.text(_))
            self.due.setFocus()
            return
        if what is None:
            self.show_problem(_("Say first what is to be done."))
            self.what.setFocus()
            return
        self.add.setEnabled(False)
        self.save_asked.emit("Task", {"title": what, "due": due, "status": "open"})

    def _mark_done(self) -> None:
        task = self.page.chosen()
        if isinstance(task, Row) and not is_done(live_values(task, "status")):
            self.done_asked.emit(task)

    def _add_whole(self) -> None:
        self.add_asked.emit("Task", {"status": "open"})


def _order(task: Row) -> tuple[bool, date, bytes]:
    due, is_over = cautious_value(task, "due"), is_done(live_values(task, "status"))
    return (is_over, due.last_day if isinstance(due, PartialDate) else date.max, task.id)


def _line(task: Row, wording: Wording) -> Line:
    fields = task.record.by_name
    shown = {name: cautious_value(task, name) for name in ("title", "due", "assigned_to", "priority", "status")}
    status, priority = str(shown["status"] or ""), str(shown["priority"] or "")
    text = {name: wording.value(fields[name], value) for name, value in shown.items()}
    tones = {3: PRIORITIES.get(priority), 4: TONES.get(status)}
    return Line(tuple(text.values()), task, {column: tone for column, tone in tones.items() if tone})
