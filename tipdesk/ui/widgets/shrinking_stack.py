"""A stack of pages that scroll by themselves, which does not let its largest page make the whole window scroll too."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

LEAST_HEIGHT = 160


class ShrinkingStack(QStackedWidget):
    """A stack that may be made smaller than its pages ask for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(LEAST_HEIGHT)

    def hasHeightForWidth(self) -> bool:
        """Tell Qt that the height does not depend on the width.

        Otherwise wrapped words on one page would decide the height of all.
        """
        return False
