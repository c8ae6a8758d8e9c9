"""Keeps a window on the screen: on a small one, or where everything is shown larger, a window must not reach below it.

At 150 % a usual laptop has 1280 by 680 points above its task bar, which is less than the windows would like. Their
pages scroll, so a window takes what there is then: all of the screen where even its smallest size has no room.
"""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(4, 36)
"""What a system draws around a window at most, in points: its title above, and a thin border."""


def fit(window: QWidget) -> None:
    """Give a window that is about to be shown a size for which its screen has room, and no larger least size."""
    from PySide6.QtCore import Qt

    smallest, room = window.minimumSize(), window.screen().availableSize() - FRAME
    window.setMinimumSize(smallest.boundedTo(room))
    window.resize(window.size().boundedTo(room))
    if smallest.boundedTo(room) != smallest:
        window.setWindowState(Qt.WindowState.WindowMaximized)
