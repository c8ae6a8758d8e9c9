"""The one window: navigation, title, search, state of the link, lock, the pages and the status line.

A page is built when it is first opened. The window works at 1024 by 700 pixels. It knows no feature: the pages
(`Page.factory`), the actions and what its signals mean are registered by bootstrap.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.actions import Action, Actions, Finder
from tipdesk.ui.fronts import show_front
from tipdesk.ui.plain import without_access_key
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.nav_rail import NavRail
from tipdesk.ui.widgets.palette import Palette
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.widgets.toast import Toast
from tipdesk.ui.widgets.top_bar import TopBar
from tipdesk.ui.window_name import WindowName

SMALLEST = QSize(1024, 700)
OPEN_PAGE = mark("Go to {page}")


@dataclass(frozen=True)
class Page:
    """A page of the window, and the `factory` that builds it when it is first opened.

    `label` is a message id, in which "&&" stands for "&". `under` is the page of the rail from which it is reached, ""
    for one in the rail itself. Without a `shortcut` it gets the next digit. If it `counts`, it shows how much waits.
    """

    id: str
    label: str
    icon: str
    factory: Callable[[], QWidget]
    under: str = ""
    shortcut: str = ""
    counts: bool = False


class Shell(QMainWindow):
    """The window; `top` and `rail` say what was pressed, `opened` carries the id of the page that came to the front."""

    opened = Signal(str)
    closing = Signal()

    def __init__(self, actions: Actions, finder: Finder | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = WindowName(self)
        self.setMinimumSize(SMALLEST)
        self.actions_known = actions
        self._pages, self._built = dict[str, Page](), dict[str, QWidget]()
        self.rail, self.top, self._stack = NavRail("TIPdesk"), TopBar(), QStackedWidget()
        self.rail.chosen.connect(self.open_front)
        body = QWidget()
        body.setProperty("guise", "page")
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = self._column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.top)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(body)
        self._status = ElidedLabel("status")
        self.toast = Toast(self._status)
        self.statusBar().addWidget(self._status, 2)
        self.statusBar().addWidget(self.toast, 3)
        self.palette_box = Palette(self, actions, finder)
        self.top.search_pressed.connect(self.palette_box.open_with)
        current().changed.connect(self._fit)
        words, search = mark("Search everything"), self.palette_box.open_with
        actions.add(Action("palette", words, search, "Ctrl+K", "search", is_offered=self._is_shut))

    def add_page(self, page: Page) -> None:
        """Add a page; one of the rail also gets an action "Go to …" (Ctrl+1 … Ctrl+9)."""
        self._pages[page.id], label = page, _(page.label)
        name = self.actions_known.names[page.id] = without_access_key(label)
        if page.under:
            return
        self.rail.add_page(page.id, label, page.icon, counts=page.counts)
        number = sum(not known.under and not known.shortcut for known in self._pages.values())
        text = _(OPEN_PAGE).format(page=name)
        shortcut = page.shortcut or (f"Ctrl+{number}" if number <= len("123456789") else "")
        self.actions_known.add(Action(f"open-{page.id}", text, lambda: self.open_front(page.id), shortcut, page.icon))

    def open_page(self, page_id: str) -> QWidget:
        """Bring a page to the front, building it if need be, and return it. Raises KeyError when there is none."""
        page = self._pages[page_id]
        if page_id not in self._built:
            self._built[page_id] = page.factory()
            self._stack.addWidget(scrolled(self._built[page_id]))
        widget = self._built[page_id]
        self._stack.setCurrentIndex(list(self._built).index(page_id))
        self.rail.mark(page.under or page_id)
        self.actions_known.page, self.actions_known.front = page_id, widget
        self.show_title(self.actions_known.names[page_id])
        self.opened.emit(page_id)
        return widget

    def open_front(self, page_id: str) -> None:
        """Bring a page to the front with its first face: of the cases that is the list, whatever was open before."""
        show_front(self.open_page(page_id))

    def show_title(self, text: str) -> None:
        """Show what is open, at the top of the page and in the name of the window."""
        self.top.title.setText(text)
        self.name.show_page(text)

    def show_banner(self, banner: QWidget) -> None:
        """Show a strip above every page; it stays there until whoever gave it hides it."""
        self._column.insertWidget(0, banner)

    def show_below(self, banner: QWidget) -> None:
        """Show a strip below every page, where it may come at any moment and moves nothing that can be clicked."""
        self._column.addWidget(banner)

    def show_status(self, text: str) -> None:
        """Show these words in the status line."""
        self._status.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep an open palette in its place, and give a narrow window a narrow rail and narrow margins."""
        super().resizeEvent(event)
        self.palette_box.stay()
        self._fit()

    def _fit(self) -> None:
        side = 16 if self.rail.fit_window(self.width()) else 20
        self._column.setContentsMargins(side, 14, side, 12)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Emit `closing`, so that bootstrap closes lanes and store."""
        self.closing.emit()
        super().closeEvent(event)

    def _is_shut(self) -> bool:
        return not self.palette_box.isVisible()
