"""Brings a window forward, together with those of our windows that stand over it.

What stood over it and was in use stands in front afterwards and gets the keys. On a covered screen that is the page
that asks who is there, and not the blank window behind it.
"""

from PySide6.QtWidgets import QApplication, QWidget


def come_forward(front: QWidget) -> None:
    """Show a window, and what stands over it, in front of the windows of other programs."""
    if front.isMinimized():
        front.showNormal()
    active = QApplication.activeWindow()
    over = [one for one in QApplication.topLevelWidgets() if _is_over(one, front)]
    order = [front, *sorted(over, key=lambda one: one is active)]
    for window in order:
        window.raise_()
    order[-1].activateWindow()
    QApplication.alert(front)


def _is_over(window: QWidget, front: QWidget) -> bool:
    handle = window.windowHandle() if window.isVisible() else None
    return handle is not None and handle.transientParent() is front.windowHandle()
