"""Hears what reaches every window of this process before the window does.

`hear` is asked about each event of each window, menus and dialogs included, and may keep it from the window; `came`
tells of every window once, soon after it is there. It listens at the windows and not at the application, since that
would be asked about each event of each widget. What is to be done is decided by the guard of the screen.
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
"""ACTIVITY has what an officer does, and PAINTING what comes before anything is painted."""


class WindowWatch(QObject):
    """Watches the windows of one session; there is one of it.

    `hear(window, event)` returns True to keep the event from the window. `came` carries a window that is new.
    """

    came = Signal(QWindow)

    def __init__(self, hear: Callable[[QWindow, QEvent], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hear = hear
        self._mark = f"known-to-{id(self)}"
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.find_windows)

    def start(self) -> None:
        """Begin to watch the windows that are there, and look for new ones."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.find_windows)
        self._clock.start()
        self.find_windows()

    def stop(self) -> None:
        """Stop hearing anything from any window."""
        self._clock.stop()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self.find_windows)
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)

    def find_windows(self) -> None:
        """Find the windows that are new and begin to listen at them."""
        for window in QGuiApplication.allWindows():
            if window.property(self._mark) is None:  # a note on the window: Python forgets what it wraps
                window.setProperty(self._mark, True)
                window.installEventFilter(self)
                self.came.emit(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask `hear` about an event of a window, and keep the event where it says so."""
        return isinstance(watched, QWindow) and self._hear(watched, event)
