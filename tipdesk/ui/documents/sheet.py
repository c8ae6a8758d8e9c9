"""One page of a file as pixels: fitted to the width, or closer, with keys that scroll, turn pages and change the zoom.

It paints what it is given, and asks for another page, or for more pixels, by its signals. What a page says cannot be
read out, since pixels are all that there is of it: the name of the sheet says which page it is.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from tipdesk.services.files.previewer import Picture
from tipdesk.ui.theme import current

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LOWEST, USUAL, LEAST_WIDE = 165, 320, 120
"""The height of a sheet at the least and where nothing says how much there is, and its least width."""
_BYTES_A_PIXEL = 3
_STEP_SHARE, _PAGE_SHARE = 10, 1
_TURNING = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End})


class PageSheet(QAbstractScrollArea):
    """The page. `turned` carries by how many pages, `zoomed` by how many steps (0 for the whole width).

    `resized` is emitted when another width is there for the page.
    """

    turned = Signal(int)
    zoomed = Signal(int)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(current().pixels(LOWEST))
        self._keys: Mapping[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_PageDown: lambda: self._page(1),
            Qt.Key.Key_PageUp: lambda: self._page(-1),
            Qt.Key.Key_Home: lambda: self.turned.emit(-(2**16)),
            Qt.Key.Key_End: lambda: self.turned.emit(2**16),
            Qt.Key.Key_Down: lambda: self._scroll(1),
            Qt.Key.Key_Up: lambda: self._scroll(-1),
            Qt.Key.Key_Right: lambda: self._aside(1),
            Qt.Key.Key_Left: lambda: self._aside(-1),
            Qt.Key.Key_Plus: lambda: self.zoomed.emit(1),
            Qt.Key.Key_Equal: lambda: self.zoomed.emit(1),
            Qt.Key.Key_Minus: lambda: self.zoomed.emit(-1),
            Qt.Key.Key_0: lambda: self.zoomed.emit(0),
        }

    def room_in(self, width: int) -> int:
        """Return how many pixels of the screen there are for the width of a page, where the sheet is so wide."""
        bar = self.verticalScrollBar().sizeHint().width()
        return round(max(LEAST_WIDE, width - 2 * self.frameWidth() - bar) * self.devicePixelRatioF())

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    def show_picture(self, picture: Picture) -> None:
        """Show a page from its top."""
        line = picture.width * _BYTES_A_PIXEL
        image = QImage(picture.pixels, picture.width, picture.height, line, QImage.Format.Format_RGB888).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._image = image
        self._measure()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def clear(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self._image = QImage()
        self._measure()
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Take the keys that turn pages, which else go from section to section of the pane."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) in _TURNING
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn pages or change the zoom."""
        deed = self._keys.get(Qt.Key(event.key()))
        is_plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if deed is not None and is_plain:
            deed()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again, and say when a page has another width."""
        super().resizeEvent(event)
        self._measure()
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page in the middle, and a ring where the focus is."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), current().colour("surface2"))
        size = self._image.deviceIndependentSize().toSize()
        left = max(0, (self.viewport().width() - size.width()) // 2) - self.horizontalScrollBar().value()
        painter.drawImage(left, -self.verticalScrollBar().value(), self._image)
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(current().colour("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _measure(self) -> None:
        size, room = self._image.deviceIndependentSize().toSize(), self.viewport().size()
        for bar, whole, seen in (
            (self.verticalScrollBar(), size.height(), room.height()),
            (self.horizontalScrollBar(), size.width(), room.width()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(max(1, seen))
            bar.setSingleStep(max(1, seen // _STEP_SHARE))

    def _scroll(self, by: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.singleStep())

    def _aside(self, by: int) -> None:
        """Scroll sideways, or where nothing is hidden there turn the page."""
        bar = self.horizontalScrollBar()
        if bar.maximum():
            bar.setValue(bar.value() + by * bar.singleStep())
        else:
            self.turned.emit(by)

    def _page(self, by: int) -> None:
        """Go on by what is in sight, and from the end of a page to the next one."""
        bar = self.verticalScrollBar()
        if bar.value() == (bar.maximum() if by > 0 else 0):
            self.turned.emit(by)
        else:
            bar.setValue(bar.value() + by * bar.pageStep())
