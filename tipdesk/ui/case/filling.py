"""Filling the pages of a case: each when it comes to the front, and again only when something has changed since.

So a long case opens as fast as a short one. Where an officer was on a page is found again, when it is filled anew and
when the case is opened again while the window is open.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from tipdesk.ui.case.case_tabs import CaseTabs
from tipdesk.ui.case.places import Places, focus_again, focus_in, go_to, place_on
from tipdesk.ui.case.told import CaseTold

SUMMARY = "summary"
"""The one page for which nothing of the past is asked; any other one tells who wrote what it shows."""
HISTORY = "history"
"""The page that waits for the whole history of a long case."""


class Filling(QObject):
    """Fills the pages of one workspace: `fill` builds a page, if need be, and shows a case on it.

    `past_wanted` is emitted when the page of the whole history is in front and that is not there yet, and
    `authors_wanted` when a page has been filled that tells who wrote its rows, and nobody has asked for that yet.
    """

    past_wanted = Signal()
    authors_wanted = Signal()

    def __init__(self, tabs: CaseTabs, fill: Callable[[str, CaseTold], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tabs, self._fill_page = tabs, fill
        self._shown: CaseTold | None = None
        self._stale, self._filled = set[str](), set[str]()
        self._front = ""
        self._places = Places()
        tabs.currentChanged.connect(lambda _at: self._turn())

    def show(self, told: CaseTold) -> None:
        """Show a case as it stands; one that was not in sight comes with the page that was in front when it went."""
        is_new = self._shown is None
        self._shown, self._stale = told, set(self._tabs.names())
        if is_new:
            self._tabs.show_page(self._places.page_of(told.workspace.view.id))
        self._fill()

    def show_past(self, told: CaseTold) -> None:
        """Use what has been read of the past of the case that is shown; the page of the history is filled with it."""
        self._shown = told
        if told.workspace.has_whole_history:
            self._stale.add(HISTORY)
            self._fill()

    def know(self, told: CaseTold) -> None:
        """Use this for the pages that are filled from now on; what stands in those that are is still right."""
        self._shown = told

    def is_filled(self, name: str) -> bool:
        """Tell whether a page has been filled for the case that is shown."""
        return name in self._filled

    def leave(self) -> None:
        """Forget the case, but not where one was in it."""
        self._keep(self._tabs.current_name())
        self._shown = None
        self._filled.clear()

    def _turn(self) -> None:
        """Remember where one was on the page that goes, and fill the one that comes."""
        self._keep(self._front)
        self._fill()

    def _fill(self) -> None:
        name = self._front = self._tabs.current_name()
        page, told = self._tabs.widget_of(name), self._shown
        if told is None or page is None or name not in self._stale:
            return
        if name == HISTORY and not told.workspace.has_whole_history:
            self.past_wanted.emit()
            return
        self._stale.discard(name)
        place = place_on(page) if name in self._filled else self._places.of(told.workspace.view.id, name)
        focused = focus_in(page)
        self._fill_page(name, told)
        self._filled.add(name)
        if focused is not None:
            focus_again(page, focused)
        if place is not None:
            go_to(page, place)
        if name != SUMMARY and told.workspace.authors is None:
            self.authors_wanted.emit()

    def _keep(self, name: str) -> None:
        page = self._tabs.widget_of(name)
        if self._shown is not None and page is not None and name in self._filled:
            self._places.keep(self._shown.workspace.view.id, name, place_on(page), front=self._tabs.current_name())
