"""The workspace on the screen: the head of the case, its tabs, and over them the page on which one row is written.

That page may also be one on which the row is only read. The head is outside whatever scrolls. A page is filled when it
comes to the front, so that a long case opens as fast as a short one, and comes back as it was left, also when another
case was open between. The screen emits what was pressed and shows what it is told; `CasePresenter` does the rest.
"""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.pages import Page, children_of, page_of, pages_for
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.access.deeds import AccessBar
from tipdesk.ui.case.case_tabs import CaseTabs
from tipdesk.ui.case.filling import Filling
from tipdesk.ui.case.foot import CaseFoot
from tipdesk.ui.case.header import CaseHeader
from tipdesk.ui.case.history import HistoryTab
from tipdesk.ui.case.journey import JourneyTab
from tipdesk.ui.case.notes import NotesTab
from tipdesk.ui.case.people import PERSON, PeopleTab
from tipdesk.ui.case.reading_page import ReadingPage
from tipdesk.ui.case.record_page import RecordPage
from tipdesk.ui.case.summary import SummaryTab
from tipdesk.ui.case.tasks import TasksTab
from tipdesk.ui.round import Part, sides_of
from tipdesk.ui.timeline.page import TimelinePage
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.progress_card import ProgressCard
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.widgets.shrinking_stack import ShrinkingStack
from tipdesk.ui.widgets.watermark import Watermark
from tipdesk.ui.wording import Wording

TABS = ("summary", "people", "journey", "notes", "tasks", "timeline", "history")
"""The pages that have a widget made for them."""
SHOWN_THERE = frozenset({"Case", "Report", "Call", "Acknowledgement", "Source", PERSON, "JourneyLeg", "Note", "Task"})
"""The records that those widgets show; any other record gets a list on its page."""


OwnPage: TypeAlias = SummaryTab | PeopleTab | JourneyTab | NotesTab | TasksTab | TimelinePage | HistoryTab


class CaseView(QFrame):
    """The screen with one case.

    `left`, `unmask_pressed` and `print_pressed` (with names, or without) come from the head. `edit_asked`,
    `read_asked`, `turn_asked` (to the page of the row), `correct_asked`, `done_asked` and `restore_asked` are emitted
    with a row, `add_asked` with the name of a record and what is known of its new row, and `save_asked` with the name
    of a record and the answers of a quick note or task. `past_wanted` asks for the whole history.
    """

    left = Signal()
    unmask_pressed = Signal()
    print_pressed = Signal(bool)
    edit_asked = Signal(object)
    read_asked = Signal(object)
    turn_asked = Signal(object)
    add_asked = Signal(str, object)
    correct_asked = Signal(object)
    save_asked = Signal(str, object)
    done_asked = Signal(object)
    restore_asked = Signal(object)
    past_wanted = Signal()

    def __init__(
        self,
        wording: Wording,
        *,
        can_print: bool,
        officer: bytes = b"",
        records: Sequence[RecordType] = PLAIN_RECORDS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._records, self._order = records, pages_for(records)
        self.record_pages: dict[str, RecordPage] = {}
        self._wanted: tuple[str, bytes] | None = None
        self.setProperty("guise", "plain")
        self.header = CaseHeader(officer, can_print=can_print)
        self.access = AccessBar()
        self.problem = Banner("", "danger")
        self.printing = ProgressCard(_("Making the document"))
        self.summary, self.people, self.journey = SummaryTab(), PeopleTab(records), JourneyTab()
        notes = BY_NAME["Note"].by_name
        self.notes = NotesTab(wording.choices_of(notes["kind"]), wording.choices_of(notes["privacy"]))
        self.tasks, self.history = TasksTab(wording.now), HistoryTab()
        self.timeline = TimelinePage(wording)
        self.tabs, self.stack = CaseTabs(records), ShrinkingStack()
        self.editor: QWidget | None = None
        self.watermark = Watermark(self.tabs)  # over what tells names, never over a page on which one writes
        self.mark_on_page: Watermark | None = None
        self._lay_out()
        self._connect()

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show a case as it stands: its head, and the page in front. Any other page is filled when it is opened."""
        self.show_problem("")
        self.header.show_case(workspace, wording)
        self._count(workspace)
        self._filling.show(workspace, wording)
        if self.stack.isHidden():
            self.stack.show()
            self.focus_tabs()
        self.tabs.begin()
        self._show_wanted(workspace)

    def show_past(self, workspace: Workspace, wording: Wording) -> None:
        """Show what only the whole history tells of the case that is shown already."""
        if self._filling.is_filled(TABS[0]):
            self.summary.show_past(workspace, wording)
        self._filling.show_past(workspace, wording)

    def show_nothing(self) -> None:
        """Take the case off the screen, because another one is coming that may not be open to the officer."""
        self._filling.leave()
        self.summary.begin()
        self.header.clear()
        self.show_problem("")
        self.stamp("")
        self.stack.hide()
        self.tabs.leave()
        self.tabs.show_page(TABS[0])
        self.timeline.leave()
        for name in set(self.record_pages).difference(TABS):
            del self.record_pages[name]
        self._wanted = None

    def parts(self) -> Sequence[Part]:
        """Return head, list, pane and foot, for the key that goes round them."""
        front = self.stack.currentWidget()
        inner = self.tabs.currentWidget() if front is self.tabs else front
        sides = sides_of(inner) if inner is not None and self.stack.isVisible() else []
        return [[self.header, self.tabs.tabBar()], *sides, [self.access, self.problem]]

    def turn_page(self, step: int) -> None:
        """Go to the next page, or with -1 to the one before; after the last comes the first."""
        if self.editor is None:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())
            self.focus_tabs()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go one step back on Escape: what lies over the case takes it first, and then the list of cases comes."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_problem(self, sentence: str) -> None:
        """Show what went wrong with the case as a whole; "" hides the sentence."""
        if sentence:
            self.access.give_way()
            self.problem.refuse(sentence)
        else:
            self.problem.hide()

    def stamp(self, words: str) -> None:
        """Write across everything who looks; the words are "" while nothing is shown that tells who somebody is."""
        for mark in filter(None, (self.watermark, self.mark_on_page)):
            mark.say(words)

    def show_tab(self, name: str) -> None:
        """Bring the tab of a page to the front."""
        self.tabs.show_page(name)

    def choose(self, record: RecordType, row: bytes) -> None:
        """Put the cursor on a row that was saved, as soon as it has come with the case."""
        self._wanted = (record.name, row)
        if record.name == PERSON:
            self.people.choose(row)

    def focus_tabs(self) -> None:
        """Move the focus to the tabs, among which Left and Right move."""
        self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_editor(self, page: QWidget) -> None:
        """Put a page for one row over the tabs: to read it, or to write it."""
        self.close_editor()
        self.editor = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if isinstance(page, ReadingPage):
            self.mark_on_page = Watermark(page)
            self.mark_on_page.say(self.watermark.words)

    def close_editor(self) -> None:
        """Take the page of one row away; the focus goes back to the list in front, or to the tabs."""
        page, self.editor = self.editor, None
        self.mark_on_page = None
        if page is not None:
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
            self.stack.setCurrentIndex(0)
            front = self.record_pages.get(self.tabs.current_name())
            if front is not None and front.is_list_in_front():
                front.focus_list()
            else:
                self.focus_tabs()

    def saved(self, record: str) -> None:
        """Empty the quick line of a note or a task, because it was saved."""
        (self.notes if record == "Note" else self.tasks).clear()

    def refuse(self, record: str, sentence: str) -> None:
        """Say why a quick note or task was refused; it stays as typed."""
        if record == "Task":
            self.tasks.show_problem(sentence)
        else:
            self.notes.refuse(sentence)

    def _lay_out(self) -> None:
        own: Sequence[OwnPage] = (
            self.summary, self.people, self.journey, self.notes, self.tasks, self.timeline, self.history,
        )  # fmt: skip
        made = dict(zip(TABS, own, strict=True))
        for page in self._order:
            if page.name in made:
                widget = scrolled(self.summary) if page.name == TABS[0] else made[page.name]
                self.tabs.put(page, self._order, self._with_records(page, widget))
        self._filling = Filling(self.tabs, made, self.record_pages)
        self._filling.past_wanted.connect(self.past_wanted)
        self.stack.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        column.addWidget(CaseFoot(self.access, self.problem))
        column.addStretch(0)
        self.header.add(self.access.more)
        self.problem.hide()

    def _records_of(self, page: Page) -> list[RecordType]:
        """Return the records that a page lists, which are those of the page that no widget made for a page shows."""
        shown = {*SHOWN_THERE, *(child.name for child in children_of(PERSON, self._records) if page.name == "people")}
        return [record for record in self._records if page_of(record) == page and record.name not in shown]

    def _with_records(self, page: Page, widget: QWidget) -> QWidget:
        """Return the widget that was made for a page, together with the lists of what it does not show, if any."""
        records = self._records_of(page)
        return self._made(page, records, (_(page.label), widget)) if records else widget

    def _made(self, page: Page, records: Sequence[RecordType], first: tuple[str, QWidget] | None = None) -> RecordPage:
        made = self.record_pages[page.name] = RecordPage(records, first)
        made.read_asked.connect(self.read_asked)
        made.add_asked.connect(self.add_asked)
        return made

    def _count(self, workspace: Workspace) -> None:
        """Write on each tab how many rows its page has; a page that has got its first row gets its tab."""
        view, kinds = workspace.view, {"people": PERSON, "journey": "JourneyLeg", "notes": "Note", "tasks": "Task"}
        for page in self._order:
            records = self._records_of(page)
            count = sum(len(view.of(record.name)) for record in records)
            if count and page.name not in self.record_pages:
                self.tabs.put(page, self._order, self._made(page, records))
            if page.name in TABS:
                self.tabs.show_count(page.name, len(view.of(kinds.get(page.name, ""))))
            elif page.name in self.record_pages:
                self.tabs.show_count(page.name, count)

    def _show_wanted(self, workspace: Workspace) -> None:
        """Go to the list in which the row stands that was saved, once it has come."""
        record, row = self._wanted or ("", b"")
        if workspace.view.get_row(row) is None:
            return
        self._wanted = None
        for name, page in self.record_pages.items():
            if record in page.lists:
                self.tabs.show_page(name)
                page.choose(record, row)

    def _connect(self) -> None:
        self.header.left.connect(self.left)
        self.header.people_pressed.connect(lambda: self.show_tab("people"))
        self.header.unmask_pressed.connect(self.unmask_pressed)
        self.header.print_pressed.connect(self.print_pressed)
        for tab in (self.summary, self.people, self.journey, self.notes, self.tasks):
            tab.edit_asked.connect(self.edit_asked)
        self.summary.calls.correct_pressed.connect(self.correct_asked)
        self.timeline.opened.connect(self.turn_asked)
        for adding in (self.summary, self.people, self.journey, self.tasks, self.timeline):
            adding.add_asked.connect(self.add_asked)
        for saving in (self.notes, self.tasks):
            saving.save_asked.connect(self.save_asked)
        self.tabs.add_asked.connect(lambda record: self.add_asked.emit(record, {}))
        for doing in (self.tasks, self.summary):
            doing.done_asked.connect(self.done_asked)
        self.summary.page_asked.connect(self.show_tab)
        self.summary.disputes.opened.connect(self.edit_asked)
        self.history.restore_asked.connect(self.restore_asked)
