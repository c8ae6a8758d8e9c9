"""Filling the pages of a case: each when it comes to the front, and again only when something has changed since.

So a long case opens as fast as a short one. Where an officer was on a page is found again, when it is filled anew and
when the case is opened again while the window is open.
"""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.case.case_tabs import CaseTabs
from tipdesk.ui.case.places import Places, focus_again, focus_in, go_to, place_on
from tipdesk.ui.case.record_page import RecordPage
from tipdesk.ui.wording import Wording

WANTS_PAST, NEEDS_PAST = frozenset({"notes", "timeline", "history"}), frozenset({"history"})
"""The pages that tell who wrote what, and so are filled anew with the whole history; and those that wait for it."""


class ShowsCase(Protocol):
    """A page of a case that has a widget made for it."""

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the case as it stands now."""


class Filling(QObject):
    """Fills the pages of one workspace: `own` are those with a widget made for them, `lists` those made of lists.

    `past_wanted` is emitted when a page is in front that tells the whole history, and that is not there yet.
    """

    past_wanted = Signal()

    def __init__(self, tabs: CaseTabs, own: Mapping[str, ShowsCase], lists: Mapping[str, RecordPage]) -> None:
        super().__init__(tabs)
        self._tabs, self._own, self._lists = tabs, own, lists
        self._shown: tuple[Workspace, Wording] | None = None
        self._stale, self._filled = set[str](), set[str]()
        self._front = ""
        self._places = Places()
        tabs.currentChanged.connect(lambda _at: self._turn())

    def show(self, workspace: Workspace, wording: Wording) -> None:
        """Show a case as it stands; one that was not in sight comes with the page that was in front when it went."""
        is_new = self._shown is None
        self._shown, self._stale = (workspace, wording), set(self._tabs.names())
        if is_new:
            self._tabs.show_page(self._places.page_of(workspace.view.id))
        self._fill()

    def show_past(self, workspace: Workspace, wording: Wording) -> None:
        """Fill what waits for the whole history of the case that is shown."""
        self._shown = (workspace, wording)
        self._stale |= WANTS_PAST
        self._fill()

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
        page = self._tabs.widget_of(name)
        if self._shown is None or page is None or name not in self._stale:
            return
        workspace, wording = self._shown
        if name in WANTS_PAST and not workspace.has_whole_history:
            self.past_wanted.emit()
            if name in NEEDS_PAST:
                return
        self._stale.discard(name)
        case = workspace.view.id
        place = place_on(page) if name in self._filled else self._places.of(case, name)
        focused = focus_in(page)
        if name in self._own:
            self._own[name].show_case(workspace, wording)
        if name in self._lists:
            self._lists[name].show_case(workspace.view, wording)
        self._filled.add(name)
        if focused is not None:
            focus_again(page, focused)
        if place is not None:
            go_to(page, place)

    def _keep(self, name: str) -> None:
        page = self._tabs.widget_of(name)
        if self._shown is not None and page is not None and name in self._filled:
            self._places.keep(self._shown[0].view.id, name, place_on(page), front=self._tabs.current_name())
