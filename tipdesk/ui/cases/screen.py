"""The page "Cases" of the window: the list, the case that is open, a new case. One of the three is in front.

`open_case` is called from anywhere (home, my work, the palette). Leaving a case leads back to its line in the list, and
what is being typed is kept when the window goes. `bootstrap/pages` puts the page into the window.
"""

from collections.abc import Sequence

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.ui.case.presenter import CasePresenter
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.cases.actions import SHEETS_PAGE
from tipdesk.ui.cases.bulk_deeds import BulkDeeds
from tipdesk.ui.cases.case_count import CasesSource
from tipdesk.ui.cases.habits import CaseHabits
from tipdesk.ui.cases.names_strip import NamesStrip
from tipdesk.ui.cases.new_case_page import NewCasePage
from tipdesk.ui.cases.new_casing import NewCasing
from tipdesk.ui.cases.presenter import CasesPresenter
from tipdesk.ui.cases.view import CasesView
from tipdesk.ui.counting import Counting
from tipdesk.ui.round import Part, sides_of
from tipdesk.ui.seat import LINE_LIST_PAGE, Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.shrinking_stack import ShrinkingStack


class CasesScreen(QFrame):
    """The page of cases, which the window makes when it is first opened."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._seat = seat
        self._list = CasesPresenter(seat, self)
        self.list_view = CasesView(self._list.model)
        self.case_view = CaseView(seat.wording, can_print=seat.print_case is not None, officer=seat.officer)
        self.case = seat.case = CasePresenter(seat, self.case_view, self)
        self.new_page: NewCasePage | None = None
        self._casing: NewCasing | None = None
        self._stack = ShrinkingStack()
        self._stack.addWidget(self.list_view)
        self._stack.addWidget(self.case_view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.names = NamesStrip(seat)
        column.addWidget(self._stack, 1)
        column.addWidget(self.names)
        self._stack.currentChanged.connect(lambda _at: self._name_case())
        self.case.shown.connect(lambda _reference: self._name_case())
        self._connect()
        self._list.attach(self.list_view)
        self.bulk = BulkDeeds(seat, self.list_view, self)
        self.bulk.done.connect(self._list.refresh)
        self.counting = Counting(seat, self.list_view)
        self.habits = CaseHabits(seat, self.list_view, self._list, self)
        self._list.start()

    def open_case(self, case: bytes, row: bytes | None = None) -> None:
        """Bring a case to the front, and a row of it where one is given.

        A new case that is being typed stays as a draft.
        """
        self._leave_new()
        self._list.remember(case)
        self._stack.setCurrentWidget(self.case_view)
        self.case_view.focus_tabs()
        self.case.open(case, row)

    def new_case(self) -> None:
        """Bring an empty case, or the draft of one, to the front."""
        if self._casing is not None:
            return
        page = self.new_page = NewCasePage(self._seat.wording)
        self._casing = NewCasing(self._seat, page, self)
        self._casing.done.connect(self._made)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._casing.start()
        page.person.focus_first()

    def seek(self) -> None:
        """Bring the list to the front, with the focus on the line that finds cases."""
        self.show_list()
        self.list_view.enter_search()

    def count(self) -> None:
        """Open the count of the cases in the list."""
        self.show_list()
        asked = self._list.asked
        self.counting.open(CasesSource(self._seat, asked, self._list.words.rule(asked), self))

    def show_list(self) -> None:
        """Bring the list to the front, with the cursor on the case that was open."""
        self._leave_new()
        self._stack.setCurrentWidget(self.list_view)
        self.list_view.enter_table()

    def show_front(self) -> None:
        """Bring the list to the front, whatever case was open; a search that was left stands in it as a chip."""
        self.show_list()

    def is_list_shown(self) -> bool:
        """Tell whether the list is in front."""
        return self._stack.currentWidget() is self.list_view

    def parts(self) -> Sequence[Part]:
        """Return the parts of what is in front, for the key that goes round them: those of the case, or of the list."""
        if self._stack.currentWidget() is self.case_view:
            return self.case_view.parts()
        return [[], *sides_of(self.new_page or self.list_view)]

    def save(self) -> None:
        """Save what is being written, if anything is."""
        if self._casing is not None:
            self._casing.save()
        elif not self.is_list_shown():
            self.case.save()

    def open_lines(self) -> None:
        """Open the line list of the case in front, or say that a case is to be opened first."""
        workspace = self.case.workspace
        if self.is_list_shown() or workspace is None:
            self._seat.say(_("Open a case first: its line list is opened from there."))
        else:
            self._seat.go(LINE_LIST_PAGE, workspace.view.id)

    def read_passport(self) -> None:
        """Read a passport for somebody new in the case in front, or say that a case is to be opened first."""
        if self.is_list_shown() or self.case.workspace is None:
            self._seat.say(_("Open a case first: passports are read among its people."))
        else:
            self.case.passports.add()

    def showEvent(self, event: QShowEvent) -> None:
        """Name the open case to the window, and give the focus to what is in front."""
        super().showEvent(event)
        self._name_case()
        if self.is_list_shown():
            self.list_view.enter_table()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed at once: another page comes, or the window locks."""
        self.case.keep_draft()
        if self._casing is not None:
            self._casing.keep()
        self._seat.name_case("")
        self._show_line(is_open=False)
        super().hideEvent(event)

    def _name_case(self) -> None:
        workspace = self.case.workspace
        is_open = self._stack.currentWidget() is self.case_view and workspace is not None
        self._seat.name_case(workspace.view.reference if workspace is not None and is_open else "")
        self._show_line(is_open=is_open)
        self.names.show_case(workspace if is_open else None)

    def _show_line(self, *, is_open: bool) -> None:
        """Let the window's top bar name the case while that is in front, so that it takes no line of the page."""
        if self.window() is self._seat.shell:
            is_seen = is_open and self.isVisible()
            search = (_("Search this case   (Ctrl+Shift+F)"), _("Search this case"), _("Search"), "") if is_seen else ()
            self._seat.shell.top.show_line(self.case_view.header.line if is_seen else None, search)

    def _made(self, case: bytes | None) -> None:
        self._end_new()
        if case is not None:
            self.open_case(case)
        else:
            self.show_list()

    def _leave_new(self) -> None:
        if self._casing is not None:
            self._casing.done.disconnect(self._made)
            self._casing.leave()
            self._end_new()

    def _end_new(self) -> None:
        casing, page = self._casing, self.new_page
        self._casing = self.new_page = None
        if casing is not None:
            casing.deleteLater()
        if page is not None:
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _connect(self) -> None:
        view = self.list_view
        view.case_opened.connect(self.open_case)
        view.new_pressed.connect(self.new_case)
        view.count_pressed.connect(self.count)
        view.sheets_pressed.connect(lambda: self._seat.go(SHEETS_PAGE))
        self.case.left.connect(self.show_list)
        self._seat.shell.top.find_pressed.connect(self.case.find)
