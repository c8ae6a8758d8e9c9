"""The buttons below a list, which keep to one line: where there is no room for all words, later ones show signs alone.

What a button says stays its name and its tooltip, and its letter still presses it with Alt.
"""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from tipdesk.ui.plain import set_name, set_tip, without_access_key
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.flow import Flow

GAP = 8


class ListFoot(QWidget):
    """The buttons, of which the first keeps its words."""

    def __init__(self, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self, gap=GAP)
        self._words: dict[QPushButton, str] = {}
        for button in buttons:
            self.add(button)
        current().changed.connect(self._fit)

    def add(self, button: QPushButton) -> None:
        """Put a button after the others."""
        words = self._words[button] = button.text()
        if not button.accessibleName():
            set_name(button, without_access_key(words))
        if not button.toolTip():
            set_tip(button, button.accessibleName())
        self._flow.addWidget(button)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [button for button in self._words if not button.isHidden()]
        for button, words in self._words.items():
            _say(button, words, words)
        wanted = sum(button.sizeHint().width() for button in shown) + GAP * (len(shown) - 1)
        for button in reversed(shown[1:]):
            if wanted <= self.width():
                return
            before = button.sizeHint().width()
            _say(button, "", self._words[button])
            wanted -= before - button.sizeHint().width()


def _say(button: QPushButton, shown: str, words: str) -> None:
    """Show these words on a button, or none, and let it be pressed by the letter that is marked in its words."""
    if button.text() != shown:
        button.setText(shown)
        button.setShortcut(QKeySequence.mnemonic(words))
