"""The workspace on the screen: the head of the case, its pages behind tabs, and over them the pane of one row.

That pane is for rows that stand in no list: the case itself, its reports and calls. The head is outside whatever
scrolls. A page is filled when it comes to the front, so that a long case opens as fast as a short one, and comes back
as it was left, also when another case was open between. The screen emits what was pressed and shows what it is told;
`CasePresenter` and `CaseBoards` do the rest.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.schema import RecordType
from tipdesk.ui.access.deeds import AccessBar
from tipdesk.ui.case.case_tabs import CaseTabs
from tipdesk.ui.case.filling import SUMMARY
from tipdesk.ui.case.foot import CaseFoot
from tipdesk.ui.case.header import CaseHeader
from tipdesk.ui.case.history import HistoryTab
from tipdesk.ui.case.loose_rows import LooseRows
from tipdesk.ui.case.notes import QuickNote
from tipdesk.ui.case.pages import CasePages, Show
from tipdesk.ui.case.people import PERSON
from tipdesk.ui.case.summary import SummaryTab
from tipdesk.ui.case.tasks import QuickTask
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.documents.strip import TakingStrip
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.round import HasParts, Part, sides_of
from tipdesk.ui.timeline.page import TimelinePage
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.progress_card import ProgressCard
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.widgets.shrinking_stack import ShrinkingStack
from tipdesk.ui.widgets.watermark import Watermark
from tipdesk.ui.wording import Wording


class CaseView(QFrame):
    """The screen with one case.

    `seen` is emitted when the case comes into sight. `left`, `unmask_pressed` and `print_pressed` (with names, or
    without) come from the head. `edit_asked`, `turn_asked`
    (to where a row is shown) and `correct_asked` are emitted with a row, `add_asked` with the name of a record and what
    is known of its new row, and `save_asked` with the name of a record and the answers of a quick note or task.
    `done_asked` is emitted with a task, `restore_asked` with a row of the trash, and `lines_asked` with the id of the
    case whose line list is to be opened. `past_wanted` asks for the whole history, `authors_wanted` for who wrote what.
    """

    left = Signal()
    seen = Signal()
    unmask_pressed = Signal()
    print_pressed = Signal(bool)
    edit_asked = Signal(object)
    turn_asked = Signal(object)
    add_asked = Signal(str, object)
    correct_asked = Signal(object)
    save_asked = Signal(str, object)
    done_asked = Signal(object)
    restore_asked = Signal(object)
    lines_asked = Signal(object)
    past_wanted = Signal()
    authors_wanted = Signal()

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
        self.records = records
        self.setProperty("guise", "plain")
        self.header, self.access = CaseHeader(officer, can_print=can_print), AccessBar()
        self.problem = Banner("", "danger")
        self.printing = ProgressCard(_("Making the document"))
        self.summary, self.history, self.timeline = SummaryTab(officer), HistoryTab(), TimelinePage(wording)
        self.notes = QuickNote(_note_list(wording, "kind"), _note_list(wording, "privacy"))
        self.tasks = QuickTask(wording.now, self)
        self.tasks.hide()  # until the list is made above which it stands
        self.loose, self.files = LooseRows(), TakingStrip()
        self.tabs, self.stack = CaseTabs(records), ShrinkingStack()
        self.pages = self._made_pages(wording)
        self.over: QWidget | None = None
        self._case: bytes | None = None
        self.watermark = Watermark(self.tabs)  # over what tells names
        self.mark_on_page: Watermark | None = None
        self._lay_out()
        self._connect()

    def show_case(self, told: CaseTold) -> None:
        """Show a case as it stands: its head, and the page in front. Any other page is filled when it is opened."""
        self.show_problem("")
        self._case = told.workspace.view.id
        self.header.show_case(told.workspace, told.wording)
        self.notes.show_case(told.workspace, told.wording)
        self.loose.show_case(told)
        self.files.offer(is_offered=told.can_write)
        self.pages.show_case(told)
        if self.stack.isHidden():
            self.stack.show()
            self.focus_tabs()

    def show_past(self, told: CaseTold) -> None:
        """Show what has been read of the past of the case that is shown already."""
        if self.pages.is_filled(SUMMARY):
            self.summary.show_past(told.workspace, told.wording)
        self.timeline.show_past(told.workspace)
        self.pages.show_past(told)

    def show_nothing(self) -> None:
        """Take the case off the screen, because another one is coming that may not be open to the officer."""
        self.summary.begin()
        self.header.clear()
        self.show_problem("")
        self.stamp("")
        self.stack.hide()
        self.pages.forget()
        self._case = None
        self.show_tab(SUMMARY)
        self.timeline.leave()

    def parts(self) -> Sequence[Part]:
        """Return head, list, pane and foot, for the key that goes round them."""
        front = self.stack.currentWidget()
        inner = self.tabs.currentWidget() if front is self.tabs else front
        board = self.pages.front() if front is self.tabs else None
        sides: Sequence[Part] = sides_of(inner) if inner is not None else []
        if isinstance(told := board or inner, HasParts):
            sides = told.parts()
        sides = sides if self.stack.isVisible() else []
        return [[self.header, self.tabs.tabBar()], *sides, [self.access, self.problem]]

    def turn_page(self, step: int) -> None:
        """Go to the next page, or with -1 to the one before; after the last comes the first.

        The focus goes to the rows or events of the page, so that the arrows choose one at once, or else to the tabs.
        """
        if self.over is None:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())
            self._focus_front()

    def showEvent(self, event: QShowEvent) -> None:
        """Emit `seen`."""
        super().showEvent(event)
        self.seen.emit()

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

    def focus_tabs(self) -> None:
        """Move the focus to the tabs, among which Left and Right move."""
        self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_over(self, page: QWidget) -> None:
        """Put the pane of one row over the tabs."""
        self.close_over()
        self.over = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.mark_on_page = Watermark(page)
        self.mark_on_page.say(self.watermark.words)

    def close_over(self) -> None:
        """Take the pane over the tabs away; the focus goes back to the list in front, or to the tabs."""
        page, self.over = self.over, None
        self.mark_on_page = None
        if page is not None:
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
            self.stack.setCurrentIndex(0)
            self._focus_front()

    def _focus_front(self) -> None:
        front, name = self.pages.front(), self.tabs.current_name()
        quick = {"notes": self.notes.text, "tasks": self.tasks.what, "documents": self.files.choose}.get(name)
        if quick is not None and not quick.isHidden() and front is not None and not front.list.count():
            quick.setFocus(Qt.FocusReason.OtherFocusReason)  # on an empty page the first of its rows comes by this
        elif front is not None:
            front.focus_front()
        elif name == "timeline":
            self.timeline.focus_first()
        elif name == "history":
            self.history.page.table.setFocus()
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

    def _made_pages(self, wording: Wording) -> CasePages:
        summary, timeline, history = self.summary, self.timeline, self.history
        own: dict[str, tuple[Callable[[], QWidget], Show]] = {
            SUMMARY: (partial(scrolled, summary), lambda told: summary.show_case(told.workspace, told.wording)),
            "timeline": (lambda: timeline, lambda told: timeline.show_case(told.workspace, told.wording)),
            "history": (lambda: history, lambda told: history.show_case(told.workspace, told.wording)),
        }
        beside = {
            "notes": (self.notes, None),
            "people": (None, self.loose),
            "documents": (self.files, self.files.below),
        }
        return CasePages(self.tabs, self.records, wording, own, beside, self)

    def _lay_out(self) -> None:
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

    def _connect(self) -> None:
        self.header.left.connect(self.left)
        self.header.people_pressed.connect(lambda: self.show_tab("people"))
        self.header.unmask_pressed.connect(self.unmask_pressed)
        self.header.print_pressed.connect(self.print_pressed)
        self.summary.edit_asked.connect(self.edit_asked)
        self.loose.opened.connect(self.edit_asked)
        self.timeline.opened.connect(self.turn_asked)
        for adding in (self.summary, self.timeline):
            adding.add_asked.connect(self.add_asked)
        self.summary.calls.correct_pressed.connect(self.correct_asked)
        for saving in (self.notes, self.tasks):
            saving.save_asked.connect(self.save_asked)
        self.tabs.add_asked.connect(lambda record: self.add_asked.emit(record, {}))
        self.summary.done_asked.connect(self.done_asked)
        self.summary.page_asked.connect(self.show_tab)
        self.summary.disputes.opened.connect(self.edit_asked)
        self.history.restore_asked.connect(self.restore_asked)
        self.pages.past_wanted.connect(self.past_wanted)
        self.pages.authors_wanted.connect(self.authors_wanted)
        self.pages.board_made.connect(self._dress)

    def _dress(self, board: RecordBoard) -> None:
        """Give the boards of some records what these alone have."""
        if board.record.name == "Task":
            board.above.addWidget(self.tasks)
            self.tasks.show()
            board.list.add_button(plain(_("Mark done"), icon="check", pressed=lambda: self._mark_done(board)))
        if board.record.name == PERSON:
            board.list.add_button(plain(_("&Line list"), icon="users", pressed=self._ask_lines))
            board.list.head.chips.show_lines(2)

    def _mark_done(self, board: RecordBoard) -> None:
        task = board.list.row()
        if task is not None:
            self.done_asked.emit(task)

    def _ask_lines(self) -> None:
        if self._case is not None:
            self.lines_asked.emit(self._case)


def _note_list(wording: Wording, name: str) -> Sequence[Choice]:
    return wording.choices_of(BY_NAME["Note"].by_name[name])
