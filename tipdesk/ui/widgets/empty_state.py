"""What a list shows in its place while it has nothing: an icon, a sentence, and what one can do about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.labels import PlainLabel, muted, strong


class EmptyState(QFrame):
    """Centred words in place of an empty list, with an optional line of advice and a button under them."""

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
        column = QVBoxLayout(self)
        column.setSpacing(8)
        sign = PlainLabel()
        current().dress(sign, icon, "muted", 40)
        column.addStretch(1)
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (strong(sentence), muted(advice)):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
            label.setVisible(bool(label.text()))
        if button is not None:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
