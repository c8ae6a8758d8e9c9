"""The pages of a case as tabs: those that are kept in every case, and those for which this case has rows.

A case begins with its pages in the order of the registry. A page whose first row comes while the case is open is put
after the last tab, and a page that has lost its last row stays until the case is left, so that no tab moves under the
pointer. Records whose page has no tab yet are added through the button at the right, but for those that belong to
another one of their page: such a row is added where that one is read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from tipdesk.domain.pages import Page, is_within, page_of, records_of
from tipdesk.domain.schema import RecordType
from tipdesk.ui.case.add_menu import AddMenu
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.nav_rail import NARROW_BELOW, NARROW_TEXT

Place = tuple[str, Callable[[], object]]
"""What a place is called, and what leads there."""


class CaseTabs(QTabWidget):
    """The tabs of one case.

    `add_asked` is emitted with the name of a record of which a row is to be added. `lists_of` returns the lists of a
    page that has several, and what leads to each.
    """

    add_asked = Signal(str)

    def __init__(self, records: Sequence[RecordType], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Parts of the case"))
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.lists_of: Callable[[Page], Iterable[Place]] = lambda _page: ()
        self._pages: list[Page] = []
        self._is_begun = False
        rare = [record for record in records if not page_of(record).is_kept]
        rare = [record for record in rare if not is_within(record, records_of(page_of(record), rare))]
        self.add = AddMenu(_("Add"), rare)
        set_name(self.add.button, _("Add"))
        self.add.chosen.connect(self.add_asked)
        if rare:
            self.setCornerWidget(self.add, Qt.Corner.TopRightCorner)
        self.add.setVisible(bool(rare))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the tabs stand closer where the window has little room; what does not fit then is scrolled to."""
        super().resizeEvent(event)
        is_tight = self.window().width() < NARROW_BELOW or current().text_percent >= NARROW_TEXT
        dye(self.tabBar(), "tight", is_tight)
        self.add.button.setText(
            "" if current().text_percent >= NARROW_TEXT else _("Add")
        )  # it is named and has its sign

    def names(self) -> list[str]:
        """Return the names of the pages that have a tab, from left to right."""
        return [page.name for page in self._pages]

    def places(self) -> Iterator[Place]:
        """Yield the pages that have a tab, and their lists, by what they are called, with what leads there."""
        for page in self._pages:
            yield _(page.label), partial(self.show_page, page.name)
            yield from self.lists_of(page)

    def put(self, page: Page, order: Sequence[Page], widget: QWidget) -> None:
        """Give a page its tab, where it stands among all pages, which are given in their `order`.

        In a case that is in sight already the tab comes last.
        """
        before = order[: order.index(page)]
        at = len(self._pages) if self._is_begun else sum(known in before for known in self._pages)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 10, 0, 0)
        inner.addWidget(widget)
        self._pages.insert(at, page)
        self.insertTab(at, holder, _(page.label))

    def begin(self) -> None:
        """Note that the case is in sight now, so that no tab moves any more."""
        self._is_begun = True

    def leave(self) -> None:
        """Take away the pages that are not kept in every case, because another case is coming."""
        self._is_begun = False
        for at in reversed(range(len(self._pages))):
            if not self._pages[at].is_kept:
                holder = self.widget(at)
                self.removeTab(at)
                del self._pages[at]
                if holder is not None:
                    holder.hide()
                    holder.deleteLater()

    def show_count(self, name: str, count: int) -> None:
        """Write on a page's tab how many rows it has; 0 is not written."""
        at = self.names().index(name)
        label = _(self._pages[at].label)
        self.setTabText(at, f"{label}  {count}" if count else label)

    def show_page(self, name: str) -> None:
        """Bring a page to the front, if it has a tab."""
        if name in self.names():
            self.setCurrentIndex(self.names().index(name))

    def widget_of(self, name: str) -> QWidget | None:
        """Return what stands on the tab of a page, or None where the page has no tab."""
        return self.widget(self.names().index(name)) if name in self.names() else None

    def current_name(self) -> str:
        """Return the name of the page in front."""
        return self._pages[self.currentIndex()].name if self._pages else ""
