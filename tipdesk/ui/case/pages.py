"""The pages of one case: each is built when it is first in front, and filled when it is in front again after a change.

A page without rows costs no place; its first row brings its tab. What the tabs count is what the lists have. The tabs
themselves are `CaseTabs`; what is done with rows is seen to by `CaseBoards`.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.pages import Page, is_within, pages_for, records_of
from tipdesk.domain.schema import RecordType
from tipdesk.ui.case.case_tabs import CaseTabs, Place
from tipdesk.ui.case.filling import Filling
from tipdesk.ui.case.record_page import RecordPage
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.records.board import RecordBoard, Widths
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

Show = Callable[[CaseTold], object]
UNLISTED = frozenset({"Case", "Report", "ReportOutcome", "Call", "Acknowledgement", "Source", "CaseLink"})
"""The records that stand on the summary, and open in a pane over the tabs."""


class LazyPage(QFrame):
    """The place of a page, which is built by `make` when it is first asked for."""

    def __init__(self, make: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._make = make
        self.made: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def build(self) -> QWidget:
        """Return the page, building it if need be."""
        if self.made is None:
            self.made = self._make()
            self._column.addWidget(self.made)
        return self.made


class CasePages(QObject):
    """The pages behind the tabs.

    `own` are the widgets made for a page: how to build one, and how to show a case on it. `beside` are widgets that
    stand above and below the lists of a page. `board_made` is emitted with each board when it has been built;
    `past_wanted` and `authors_wanted` are those of `Filling`.
    """

    board_made = Signal(object)
    past_wanted = Signal()
    authors_wanted = Signal()

    def __init__(
        self,
        tabs: CaseTabs,
        records: Sequence[RecordType],
        wording: Wording,
        own: dict[str, tuple[Callable[[], QWidget], Show]],
        beside: Mapping[str, tuple[QWidget | None, QWidget | None]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.tabs, self._records, self._wording, self._own, self._beside = tabs, records, wording, own, beside
        self._order, self._widths = pages_for(records), Widths()
        self._listed: dict[str, list[RecordType]] = {}
        self._places: dict[str, LazyPage] = {}
        self._shows: dict[str, Show] = {}
        self.record_pages: dict[str, RecordPage] = {}
        for page in self._order:
            if page.is_kept:
                self._put(page)
        tabs.currentChanged.connect(lambda _at: self._build())
        tabs.lists_of = self._lists_of
        self._build()
        self._filling = Filling(tabs, self._fill, self)
        self._filling.past_wanted.connect(self.past_wanted)
        self._filling.authors_wanted.connect(self.authors_wanted)

    def show_case(self, told: CaseTold) -> None:
        """Show a case: the page in front at once, each other one when it comes to the front."""
        for page in self._order:
            listed = self.records_on(page)
            count = sum(len(told.rows_of(record.name)) for record in listed)
            if count and page.name not in self._places:
                self._put(page)
            if page.name in self._places and listed:
                self.tabs.show_count(page.name, count)
        self._filling.show(told)
        self.tabs.begin()

    def show_past(self, told: CaseTold) -> None:
        """Show what has been read of the past of the case that is shown already."""
        for page in self.record_pages.values():
            page.show_authors(told)
        self._filling.show_past(told)

    def is_filled(self, name: str) -> bool:
        """Tell whether a page has been filled for the case that is shown."""
        return self._filling.is_filled(name)

    def forget(self) -> None:
        """Show no case any more; pages that are not kept in every case go with their tabs."""
        self._filling.leave()
        self.tabs.leave()
        kept = set(self.tabs.names())
        for name in [name for name in self._places if name not in kept]:
            del self._places[name], self._shows[name]
            self.record_pages.pop(name, None)
        for page in self.record_pages.values():
            page.forget()

    def records_on(self, page: Page) -> list[RecordType]:
        """Return the records that a page lists.

        Those that belong to another record of the same page are read in the pane of that one.
        """
        if page.name not in self._listed:
            here = [one for one in records_of(page, self._records) if one.name not in UNLISTED]
            self._listed[page.name] = [one for one in here if not is_within(one, here)]
        return self._listed[page.name]

    def _lists_of(self, page: Page) -> list[Place]:
        listed = self.records_on(page)
        return [(_(one.plural), partial(self._go_to, one.name)) for one in listed] if len(listed) > 1 else []

    def _go_to(self, record: str) -> None:
        board = self.board_of(record)
        if board is not None:
            board.list.focus_list()

    def lists(self, record: str) -> bool:
        """Tell whether a page has a list of the rows of a record."""
        return any(one.name == record for page in self._order for one in self.records_on(page))

    def board_of(self, record: str) -> RecordBoard | None:
        """Bring the list of a record to the front and return its board, or None where no page lists it."""
        for page in self._order:
            if any(one.name == record for one in self.records_on(page)):
                if page.name not in self._places:
                    self._put(page)
                self.tabs.show_page(page.name)
                return self.record_pages[page.name].show_board(record)
        return None

    def show_drafts(self, told: CaseTold) -> None:
        """Mark the rows of which a draft is kept, without filling the lists again."""
        self._filling.know(told)
        for page in self.record_pages.values():
            page.show_drafts(told)

    def boards(self) -> list[RecordBoard]:
        """Return all boards that have been built."""
        return [board for page in self.record_pages.values() for board in page.boards.values()]

    def front(self) -> RecordBoard | None:
        """Return the board in front, or None while something else is."""
        page = self.record_pages.get(self.tabs.current_name())
        return page.front() if page is not None else None

    def page(self, name: str) -> QWidget | None:
        """Return a page that has its place, building it if need be."""
        return self._places[name].build() if name in self._places else None

    def _build(self) -> None:
        """Build the page in front."""
        name = self.tabs.current_name()
        if name in self._places:
            self._places[name].build()

    def _fill(self, name: str, told: CaseTold) -> None:
        """Show a case on a page, building that if need be."""
        self._places[name].build()
        self._shows[name](told)

    def _put(self, page: Page) -> None:
        own = self._own.get(page.name)
        records = self.records_on(page)
        if records or own is None:
            place = LazyPage(partial(self._made, page, records))
            self._shows[page.name] = partial(self._show_records, page.name)
        else:
            make, self._shows[page.name] = own
            place = LazyPage(make)
        self._places[page.name] = place
        self.tabs.put(page, self._order, place)

    def _show_records(self, name: str, told: CaseTold) -> None:
        self.record_pages[name].show_case(told)

    def _made(self, page: Page, records: Sequence[RecordType]) -> RecordPage:
        own = self._own.get(page.name)
        first = (_(page.label), own[0](), own[1]) if own is not None else None
        beside = self._beside.get(page.name, (None, None))
        made = RecordPage(records, self._records, self._wording, self._widths, first=first, beside=beside)
        self.record_pages[page.name] = made
        made.board_made.connect(self.board_made)
        return made
