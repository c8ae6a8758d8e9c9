"""What the program does again and again while a window is open."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def ticking(owner: QObject, every_ms: int, deed: Callable[[], object]) -> QTimer:
    """Do something every so many milliseconds from now on, for as long as its owner lives; return the timer."""
    timer = QTimer(owner)
    timer.setInterval(every_ms)
    timer.timeout.connect(deed)
    timer.start()
    return timer
