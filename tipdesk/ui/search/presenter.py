"""Asks what the page Search shows. The newest words win, and at most one question is under way.

While one types, nothing that identifies anybody is shown and nothing is audited. Enter searches in earnest: that is
audited, shows what the officer may see, and moves the focus to what was found.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.case.find_words import MOST_HITS, Found, find_words
from tipdesk.services.desk import Desk
from tipdesk.services.registers.find_in_registers import FoundRow, find_in_registers
from tipdesk.ui.search.lines import told_found
from tipdesk.ui.search.view import SearchView
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.entry_delegate import Entry

KEY = SEARCH_PAGE = "search"
Answer = tuple[str, bool, list[Found], list[FoundRow]]


class SearchPresenter(QObject):
    """Connects the page with the search; it lives as long as its page."""

    def __init__(self, seat: Seat, view: SearchView) -> None:
        super().__init__(view)
        self._seat, self._view = seat, view
        self._words = ""
        self._is_asking = self._is_earnest = False
        self._came_from = ""
        self._follow(seat.shell.actions_known.page)
        seat.shell.opened.connect(self._follow)
        view.back_pressed.connect(self._go_back)
        view.asked.connect(self.find)
        view.entered.connect(self.search)
        view.opened.connect(self._open)
        seat.names_switch.turned.connect(self._forget_names)

    def find(self, words: str) -> None:
        """Search for what is being typed."""
        if words == self._words:
            return
        self._words, self._is_earnest = words, False
        self._ask_soon()

    def search(self, words: str) -> None:
        """Search in earnest for words."""
        self._words, self._is_earnest = words, True
        self._ask_soon()

    def _follow(self, page: str) -> None:
        """Note which page comes to the front, to know from where one came to this one."""
        if page != SEARCH_PAGE:
            self._came_from = page

    def _go_back(self) -> None:
        if self._came_from:
            self._seat.shell.open_page(self._came_from)

    def _forget_names(self) -> None:
        """Show again what is shown while one types, which names nobody; Enter searches in earnest as lists do now."""
        self._is_earnest = False
        self._ask_soon()

    def _ask_soon(self) -> None:
        if not self._words:
            self._view.show_found((), "", "")
        elif not self._is_asking:
            self._is_asking = True
            lanes, words, earnest = self._seat.lanes, self._words, self._is_earnest
            names = not self._seat.names_switch.is_on
            lanes.read(_find, words, earnest, names, then=self._show, failed=self._fail, key=KEY, owner=self)

    def _show(self, answer: Answer) -> None:
        self._is_asking = False
        words, is_earnest, found, rows = answer
        if (words, is_earnest) != (self._words, self._is_earnest):
            self._ask_soon()  # more has been typed since
            return
        self._view.show_found(told_found(found, words, rows), words, _told((*found, *rows)))
        if is_earnest:
            self._view.enter_list()

    def _fail(self, problem: TipdeskError) -> None:
        self._is_asking = False
        self._seat.say_problem(problem)

    def _open(self, entry: Entry) -> None:
        found = entry.subject
        if isinstance(found, Found):
            self._seat.open_case(found.case, found.row)
        elif isinstance(found, FoundRow):
            self._seat.open_row(found.record, found.row)


def _find(desk: Desk, words: str, is_earnest: bool, names: bool) -> Answer:  # noqa: FBT001 - as the lane hands it on
    found = find_words(desk, words, limit=MOST_HITS, finished=is_earnest, names=names)
    return words, is_earnest, found, find_in_registers(desk, words, finished=is_earnest and names)


def _told(found: Sequence[Found | FoundRow]) -> str:
    if len(found) >= MOST_HITS:
        return _("The latest {count} are shown. Type more to find fewer.").format(count=len(found))
    return plural("{count} found", "{count} found", len(found)) if found else ""
