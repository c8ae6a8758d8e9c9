"""What a list shows in its place while it has nothing: an icon, a sentence, and what one can do about it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.labels import PlainLabel, muted, strong

GAP, SIGN = 8, 40


class EmptyState(QFrame):
    """Centred words in place of an empty list, with an optional line of advice and a button under them.

    Where all of it is higher than the list, the icon gives way, so that no word is cut.
    """

    def __init__(
        self,
        icon: str,
        sentence: str,
        advice: str = "",
        button: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        set_name(self, sentence)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 0, GAP, 0)
        column.setSpacing(GAP)
        self._sign = PlainLabel()
        current().dress(self._sign, icon, "muted", SIGN)
        column.addStretch(1)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (strong(sentence), muted(advice)):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
            label.setVisible(bool(label.text()))
        if button is not None:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the icon where there is room for it above the words."""
        super().resizeEvent(event)
        needed = self._column.totalHeightForWidth(self.width())
        if self._sign.isHidden():
            needed += self._sign.sizeHint().height() + GAP
        self._sign.setVisible(needed <= self.height())
