"""Pages one over the other that scroll by themselves, so that the largest does not make the window scroll too."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

LEAST_HEIGHT = 160


class ShrinkingStack(QStackedWidget):
    """A stack that may be smaller than its pages ask for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(LEAST_HEIGHT)

    def hasHeightForWidth(self) -> bool:
        """Wrapped words on some page do not decide the height of all."""
        return False
