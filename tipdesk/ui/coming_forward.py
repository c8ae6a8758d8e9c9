"""Bring a window forward, with the windows of ours that stand over it.

Promises: what stood over it and was in use stands in front afterwards and has the keys: on a covered screen that is the
page that asks who is there, not the blank window behind it. Leaves to others: when.
"""

from PySide6.QtWidgets import QApplication, QWidget


def come_forward(front: QWidget) -> None:
    """Show a window in front of those of other programs."""
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
