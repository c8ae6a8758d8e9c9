"""The base of pages: it takes the focus when it comes to the front, and says at its foot what became of the last deed.

What it says stands outside the part that scrolls, in room that is kept for it, so that nothing moves; it is spoken as
well. A page puts its own widgets into `column` and names with `set_first` which of them gets the focus.
"""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.ui.spoken import speak
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.below import Below
from tipdesk.ui.widgets.scrolled import come_into_view, scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence


class FrontPage(QWidget):
    """A scrolling page with a banner at its foot.

    `shown` is emitted each time the page comes to the front. Whoever loads what the page shows asks again then, and not
    while the page lies behind others. The first of the widgets given to `set_first` that is visible and enabled gets
    the focus.
    """

    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: Sequence[QWidget] = ()
        self.banner = Banner("", "info")
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self._below = Below()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(scrolled(inner), 1)
        whole.addWidget(self._below)
        whole.addWidget(self.banner)
        self.banner.keep_room()
        self.banner.hide()

    def say(self, sentence: str, tone: Literal["info", "ok", "warn", "danger"]) -> None:
        """Show a sentence at the foot of the page and speak it; an empty one takes the banner away."""
        if sentence:
            self.banner.say(sentence, tone)
        self.banner.setVisible(bool(sentence))
        if sentence:
            come_into_view(self.banner)
            speak(self.banner, sentence)

    def add_foot(self, widget: QWidget) -> None:
        """Add a widget that may appear between the part that scrolls and the banner."""
        self._below.add(widget)

    def set_first(self, *widgets: QWidget) -> None:
        """Name the widgets that may get the focus when the page comes to the front, the best one first."""
        self._first = widgets

    def showEvent(self, event: QShowEvent) -> None:
        """Give the focus to the first widget, unless the whole window was only brought back by the system."""
        super().showEvent(event)
        if not event.spontaneous():
            self.focus_first()
        self.shown.emit()

    def focus_first(self) -> None:
        """Give the focus to the first widget that can take it."""
        for widget in self._first:
            if widget.isEnabled() and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
