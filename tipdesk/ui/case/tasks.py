"""The quick line of the tasks: one is added at once, above the list of all tasks and no wider than that.

`Quickly` saves what is written here.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tipdesk.domain.errors import UserError
from tipdesk.domain.when import Lies
from tipdesk.ui.spoken import speak
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.partial_date_edit import PartialDateEdit
from tipdesk.ui.widgets.problem_line import ProblemLine
from tipdesk.ui.widgets.text_edit import TextEdit


class QuickTask(Card):
    """The line for a new task; `save_asked` is emitted with "Task" and its answers."""

    save_asked = Signal(str, object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.what = TextEdit(_("What is to be done"), most=200)
        self.what.set_name(_("New task"))
        self.due = PartialDateEdit(now, Lies.AHEAD)
        self.due.set_name(_("Due"))
        self.due.show_example(_("Due: 25 11, tomorrow"))
        self._problem = ProblemLine(1)
        self.add_task = primary(_("Add task"), icon="plus", pressed=self.save)
        self.column.setContentsMargins(10, 8, 10, 4)
        self.column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.due, 1)
        line.addWidget(self.add_task)
        self.add(self.what)
        self.column.addLayout(line)
        self.add(self._problem)
        self.what.line.returnPressed.connect(self.save)
        self.due.line.returnPressed.connect(self.save)

    def clear(self) -> None:
        """Empty the line for a new task, because it was saved."""
        self.what.set_value(None)
        self.due.set_value(None)
        self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        """Say why the task was not saved, so that it can be pressed again; "" hides the sentence."""
        self._problem.setText(sentence)
        speak(self._problem, sentence)
        self.add_task.setEnabled(True)

    def save(self) -> None:
        """Ask for the task to be saved, or say what is missing."""
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
        self.add_task.setEnabled(False)
        self.save_asked.emit("Task", {"title": what, "due": due, "status": "open"})
