"""Room for a page that may be larger than the window (large text, 1024 by 700). Leaves to others: the page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(page: QWidget) -> QScrollArea:
    """Return a frameless area that grows with `page` and scrolls only when it must. Focus scrolls to its field."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    if page.property("look") is None:
        page.setProperty("look", "plain")
    area.setWidget(page)
    area.viewport().setAutoFillBackground(False)
    return area
