"""A dialog that is read and closed: a heading, what is below it, and the keys by which one reads on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QDialog, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name, set_title
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.labels import heading
from tipdesk.ui.widgets.scrolled import scrolled

HEIGHT = 560
OUTSIDE = 160
"""What heading, button and the frame of the window take of the height of the screen, in pixels, with room to spare."""
_SCROLLS = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class ReadingSheet(QDialog):
    """The dialog: it shows `inner` under its title, as wide as that and as high as there is room."""

    def __init__(self, title: str, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_title(self, title)
        set_name(self, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(heading(title))
        area = scrolled(inner)
        width = max(inner.sizeHint().width(), inner.minimumWidth())
        area.setMinimumWidth(width + current().pixels(20))
        whole = inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()
        wanted = min(whole, current().pixels(HEIGHT))
        area.setMinimumHeight(min(wanted, self.screen().availableSize().height() - OUTSIDE))
        column.addWidget(area, 1)
        self._bar = area.verticalScrollBar()
        close = primary(_("Close"), pressed=self.accept)
        column.addWidget(close)
        close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the keys by which one reads on; there is but one button, and it keeps the focus."""
        action = _SCROLLS.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            self._bar.triggerAction(action)
