"""The foot of an open case, which has its room from the start, so that no tab and no row moves when something is said."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tipdesk.ui.theme import current

FOOT = 48


class CaseFoot(QFrame):
    """A row of strips of which at most one is seen at a time."""

    def __init__(self, *strips: QWidget) -> None:
        super().__init__()
        self.setProperty("guise", "plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for strip in strips:
            row.addWidget(strip, 1)
        self.setMinimumHeight(current().pixels(FOOT))
