"""An opaque sheet over everything that one window shows, for as long as the screen is covered.

It lies above every part of the window, also one that appears later. The window's title is neutral meanwhile, and the
focus is not touched. `lift` gives all of it back.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tipdesk.ui.plain import set_title
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _

_FILLS = (QEvent.Type.Resize, QEvent.Type.Show)
_RISES = (QEvent.Type.ZOrderChange, QEvent.Type.Show)


def neutral_title() -> str:
    """Return the title that every window has while the screen is covered."""
    return _("Paused")


class Sheet(QWidget):
    """A sheet that covers `window` from the moment it is made."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._title = window, window.windowTitle()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hide_title()
        self._watch(window)
        self._fill()
        self.show()
        self.raise_()
        self.repaint()

    def lift(self) -> None:
        """Take the sheet away, and give the window the title that it should have by now."""
        self._window.removeEventFilter(self)
        if self._window.windowTitle() == neutral_title():
            set_title(self._window, self._title)
        self.hide()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the sheet with one colour."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), current().colour("bg"))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window and above its parts; remember a new title of the window, and hide it."""
        kind = event.type()
        if watched is self._window:
            if kind in _FILLS:
                self._fill()
            elif kind == QEvent.Type.WindowTitleChange and self._window.windowTitle() != neutral_title():
                self._title = self._window.windowTitle()
                self._hide_title()
            elif kind == QEvent.Type.ChildPolished:
                self._watch(self._window)
                self.raise_()
        elif kind in _RISES:
            self.raise_()
        return False

    def _watch(self, window: QWidget) -> None:
        for part in (window, *window.children()):
            if not isinstance(part, Sheet) and isinstance(part, QWidget) and (part is window or not part.isWindow()):
                part.installEventFilter(self)

    def _fill(self) -> None:
        self.setGeometry(self._window.rect())

    def _hide_title(self) -> None:
        self._window.setWindowTitle(neutral_title())
