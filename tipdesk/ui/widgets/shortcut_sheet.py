"""The list of keyboard shortcuts, which F1 or a question mark opens.

It is read from the registry of actions, so that it is never out of date: first what works everywhere, then what works
on each page, where a letter alone works while the list of that page has the focus.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QDialog, QFrame, QGridLayout, QVBoxLayout, QWidget

from tipdesk.ui.actions import Actions
from tipdesk.ui.letters import are_letters_keys
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.labels import body, heading, muted, strong
from tipdesk.ui.widgets.scrolled import scrolled

HEIGHT = 560
_SCROLLS = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class ShortcutSheet(QDialog):
    """A dialog that lists every shortcut and what it does."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setAccessibleName(_("Keyboard shortcuts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(heading(_("Keyboard shortcuts")))
        listed = QFrame()
        grid = QGridLayout(listed)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(24)
        page, row = "", 0
        for action in actions.find_shortcuts():
            if len(action.shortcut) == 1 and not are_letters_keys():
                continue
            if action.page != page:
                page = action.page
                grid.addWidget(muted(_("On the page {page}").format(page=actions.names.get(page, page))), row, 0, 1, 2)
                row += 1
            grid.addWidget(strong(action.shortcut), row, 0)
            words = body(_(action.text))
            words.setWordWrap(False)  # a dialog is as wide as its lines; one that wraps would be cut
            grid.addWidget(words, row, 1)
            row += 1
        area = scrolled(listed)
        area.setMinimumWidth(listed.sizeHint().width() + current().pixels(20))
        area.setMinimumHeight(min(listed.sizeHint().height(), current().pixels(HEIGHT)))
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
