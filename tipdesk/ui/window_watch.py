"""Hears what reaches every window of this process before the window does.

Promises: `hear` is asked about each event of each window, menus and dialogs included, and may keep it; `came` tells of
every window once, soon after it is there. It listens at the windows and not at the application: that would be asked
about each event of each widget. Leaves to others: what is to be done (the guard of the screen).
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

EVERY_MS = 500
JUDGED_MS = 1_000
"""How often an absence is judged when nothing happens."""
ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)
PAINTING = frozenset({QEvent.Type.Expose, QEvent.Type.UpdateRequest})
"""What an officer does, and what comes before anything is painted."""


class WindowWatch(QObject):
    """One a session. `hear(window, event)`: True keeps the event from the window."""

    came = Signal(QWindow)

    def __init__(self, hear: Callable[[QWindow, QEvent], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hear = hear
        self._mark = f"known-to-{id(self)}"
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.find_windows)

    def start(self) -> None:
        """Begin with the windows that are there."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.find_windows)
        self._clock.start()
        self.find_windows()

    def stop(self) -> None:
        """Hear nothing more."""
        self._clock.stop()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self.find_windows)
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)

    def find_windows(self) -> None:
        """Find windows that are new."""
        for window in QGuiApplication.allWindows():
            if window.property(self._mark) is None:  # a note on the window: Python forgets what it wraps
                window.setProperty(self._mark, True)
                window.installEventFilter(self)
                self.came.emit(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask about an event of a window."""
        return isinstance(watched, QWindow) and self._hear(watched, event)
