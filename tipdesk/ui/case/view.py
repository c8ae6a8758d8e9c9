"""The workspace on the screen: the head of the case, its tabs, and over them the page on which a row is written.

Promises: says what was pressed; the tab that was open stays open while things change. Leaves to others:
everything else.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.case.history import HistoryLine
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.access.deeds import AccessBar
from tipdesk.ui.case.authorship import authors_of
from tipdesk.ui.case.header import CaseHeader
from tipdesk.ui.case.history import HistoryTab
from tipdesk.ui.case.journey import JourneyTab
from tipdesk.ui.case.notes import NotesTab
from tipdesk.ui.case.people import PeopleTab
from tipdesk.ui.case.summary import SummaryTab
from tipdesk.ui.case.tasks import TasksTab
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.progress_card import ProgressCard
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.widgets.shrinking_stack import ShrinkingStack
from tipdesk.ui.widgets.watermark import Watermark
from tipdesk.ui.wording import Wording

FOOT = 48
TABS = ("summary", "people", "journey", "notes", "tasks", "history")


class CaseView(QFrame):
    """One case."""

    left = Signal()
    unmask_pressed = Signal()
    print_pressed = Signal(bool)
    edit_asked = Signal(object)
    add_asked = Signal(str, object)
    correct_asked = Signal(object)
    save_asked = Signal(str, object)
    done_asked = Signal(object)
    restore_asked = Signal(object)

    def __init__(self, wording: Wording, *, can_print: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.header = CaseHeader(can_print=can_print)
        self.access = AccessBar()
        self.problem = Banner("", "danger")
        self.printing = ProgressCard(_("Printing the case file"))
        self.summary, self.people, self.journey = SummaryTab(), PeopleTab(), JourneyTab()
        self.notes, self.tasks, self.history = (
            NotesTab(_note_list(wording, "kind"), _note_list(wording, "privacy")),
            TasksTab(wording.now),
            HistoryTab(),
        )
        self.tabs, self.stack = QTabWidget(), ShrinkingStack()
        self.editor: QWidget | None = None
        self.watermark = Watermark(self.tabs)  # over what tells names, never over a page on which one writes
        self._lay_out()
        self._connect()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show a case as it stands."""
        self.show_problem("")
        if self.stack.isHidden():
            self.stack.show()
            self.focus_tabs()
        self.header.show_case(workspace, wording)
        for tab in (self.summary, self.people, self.journey, self.notes, self.tasks):
            tab.show_case(workspace, wording)
        counts = (0, self.people.count(), self.journey.count(), self.notes.count(), self.tasks.count(), 0)
        for at, (label, count) in enumerate(zip(_labels(), counts, strict=True)):
            self.tabs.setTabText(at, f"{label}  {count}" if count else label)

    def show_nothing(self) -> None:
        """Take the case off the screen: another one is coming, and may not be open to the officer."""
        self.header.clear()
        self.show_problem("")
        self.stamp("")
        self.stack.hide()

    def show_history(self, lines: Sequence[HistoryLine], trash: Sequence[Row], wording: Wording) -> None:
        """Show what happened, what is in the trash, and who wrote the notes."""
        self.history.show_lines(lines, wording)
        self.history.show_trash(trash, wording)
        self.notes.show_authors(authors_of(lines))

    def show_problem(self, sentence: str) -> None:
        """Show what went wrong with the case as a whole; "" takes it away."""
        if sentence:
            self.access.give_way()
            self.problem.refuse(sentence)
        else:
            self.problem.hide()

    def stamp(self, words: str) -> None:
        """Say across everything who looks; "" while nothing is shown that tells who somebody is."""
        self.watermark.say(words)

    def show_tab(self, name: str) -> None:
        """Open a tab."""
        self.tabs.setCurrentIndex(TABS.index(name))

    def focus_tabs(self) -> None:
        """Go to the tabs: Left and Right move between them."""
        self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_editor(self, page: QWidget) -> None:
        """Put a page for one row over the tabs: to read it, or to write it."""
        self.close_editor()
        self.editor = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def close_editor(self) -> None:
        """Take it away; the focus goes back to the tabs."""
        page, self.editor = self.editor, None
        if page is not None:
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
            self.stack.setCurrentIndex(0)
            self.focus_tabs()

    def saved(self, record: str) -> None:
        """A quick note or task was saved."""
        if record == "Note":
            self.notes.clear()
        else:
            self.tasks.clear()

    def refuse(self, record: str, sentence: str) -> None:
        """A quick note or task was refused; it stays as typed."""
        if record == "Task":
            self.tasks.show_problem(sentence)
        else:
            self.notes.refuse(sentence)

    def _lay_out(self) -> None:
        self.tabs.setAccessibleName(_("Parts of the case"))
        self.tabs.setDocumentMode(True)
        pages: Mapping[str, QWidget] = {
            "summary": scrolled(self.summary),
            "people": self.people,
            "journey": self.journey,
            "notes": self.notes,
            "tasks": self.tasks,
            "history": self.history,
        }
        for name, label in zip(TABS, _labels(), strict=True):
            holder = QWidget()
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(0, 10, 0, 0)
            inner.addWidget(pages[name])
            self.tabs.addTab(holder, label)
        self.stack.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        column.addWidget(self._foot())
        column.addStretch(0)
        self.header.add(self.access.more)
        self.problem.hide()

    def _foot(self) -> QWidget:
        """What may come has its room from the start: no tab and no row moves."""
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.access, 1)
        row.addWidget(self.problem, 1)
        foot.setMinimumHeight(current().pixels(FOOT))
        return foot

    def _connect(self) -> None:
        self.header.left.connect(self.left)
        self.header.unmask_pressed.connect(self.unmask_pressed)
        self.header.print_pressed.connect(self.print_pressed)
        for tab in (self.summary, self.people, self.journey, self.notes, self.tasks):
            tab.edit_asked.connect(self.edit_asked)
        self.summary.calls.correct_pressed.connect(self.correct_asked)
        for adding in (self.summary, self.people, self.journey, self.tasks):
            adding.add_asked.connect(self.add_asked)
        for saving in (self.notes, self.tasks):
            saving.save_asked.connect(self.save_asked)
        self.tasks.done_asked.connect(self.done_asked)
        self.history.restore_asked.connect(self.restore_asked)


def _labels() -> tuple[str, ...]:
    return (_("Summary"), _("People"), _("Journey"), _("Notes"), _("Tasks"), _("History"))


def _note_list(wording: Wording, name: str) -> Sequence[Choice]:
    return wording.choices_of(BY_NAME["Note"].by_name[name])
