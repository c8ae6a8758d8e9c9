"""Covers the whole screen of the program at once, and gives it back as it was.

Every window, dialog, menu and tip of ours is hidden before the key that asked for it has been answered. Nothing behind
takes a key, a click or a shortcut, and a window that comes up meanwhile is covered too. The right answer brings back
the same window with the same focus, cursor and half-typed text; five wrong answers lock. The keys stay in memory, so
covered is not locked. When to cover, whether an answer is right (`ask`, run on a lane) and locking (`lock`) are up to
others.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.pins import TRIES
from tipdesk.ui.cover.page import CoverPage
from tipdesk.ui.cover.sheet import Sheet
from tipdesk.ui.translate import _

Answered = Callable[[bool], object]
Failed = Callable[[TipdeskError], object]
Ask = Callable[[str, Answered, Failed], object]
"""Asked with what was typed; answers later, on the GUI thread."""

_KEPT_OUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
        QEvent.Type.ToolTip,
        QEvent.Type.Close,
    }
)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange, QEvent.Type.Show)
_FLOATING = (Qt.WindowType.ToolTip, Qt.WindowType.Popup, Qt.WindowType.SplashScreen)


class Cover(QObject):
    """The cover of a window; there is one of it. `shell` is the main window.

    `ask` checks what was typed, `lock` locks, and `time` gives the time of day as the page shows it. `covered` and
    `lifted` are emitted when the screen has just been covered and given back.
    """

    covered = Signal()
    lifted = Signal()

    def __init__(self, shell: QWidget, ask: Ask, lock: Callable[[], object], time: Callable[[], str]) -> None:
        super().__init__(shell)
        self._shell, self._ask, self._lock = shell, ask, lock
        self._sheets: dict[QWidget, Sheet] = {}
        self._wrong = 0
        self._turn = 0
        self._before: tuple[QWidget | None, QWidget | None] = (None, None)
        self.is_covered = False
        self.page = CoverPage(time)
        self.page.entered.connect(self._try)
        self.page.lock_pressed.connect(lock)
        shell.destroyed.connect(self.page.deleteLater)

    def cover(self) -> None:
        """Cover everything now. Nothing happens while it is covered already."""
        if self.is_covered:
            return
        self.is_covered = True
        self._before = (QApplication.activeWindow(), QApplication.focusWidget())
        while (menu := QApplication.activePopupWidget()) is not None:
            menu.close()
            menu.hide()
        QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            self._spread(window)
        self._keep_out(is_on=True)
        self._show_page()
        self.page.begin()
        self.covered.emit()

    def lift(self) -> None:
        """Give everything back as it was, with its window, focus and cursor."""
        if not self.is_covered:
            return
        self.is_covered, self._wrong = False, 0
        self._turn += 1
        self._keep_out(is_on=False)
        is_active = self.page.isActiveWindow()
        self.page.end()
        for window, sheet in self._sheets.items():
            if isValid(window) and isValid(sheet):
                sheet.lift()
        self._sheets.clear()
        active, focused = (one if one is not None and isValid(one) else None for one in self._before)
        if is_active:
            (self._shell if active is None else active).activateWindow()
        if focused is not None and focused.isVisible():
            focused.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        self.lifted.emit()

    def end(self) -> None:
        """Let go before the process ends, without showing anything again."""
        self._turn += 1
        self._keep_out(is_on=False)
        self.page.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep input away from what is covered, and cover windows that come up.

        While the screen is covered it is asked about every event of the program.
        """
        kind = event.type()
        if kind in _KEPT_OUT and isinstance(watched, QWidget) and not self._is_ours(watched):
            event.ignore()
            return True
        if kind in _MOVES and isinstance(watched, QWidget) and watched.isWindow():
            if watched is self._shell:
                self._place_page()
            elif kind == QEvent.Type.Show and watched is not self.page and watched not in self._sheets:
                self._spread(watched)
                QTimer.singleShot(0, self, self._come_forward)
        if kind == QEvent.Type.WindowActivate and watched is self._shell:
            QTimer.singleShot(0, self, self._keep_front)
        return False

    def _keep_front(self) -> None:
        """Bring the page forward when the window behind it was asked for, as a second start of the program does."""
        if self.is_covered:
            self.page.raise_()
            self.page.activateWindow()

    def _keep_out(self, *, is_on: bool) -> None:
        app = QApplication.instance()
        if app is not None:
            (app.installEventFilter if is_on else app.removeEventFilter)(self)

    def _is_ours(self, widget: QWidget) -> bool:
        return widget is self.page or self.page.isAncestorOf(widget)

    def _spread(self, window: QWidget) -> None:
        """Cover one window; what merely floats (a tip, a drop-down list) is hidden instead."""
        if window is self.page or not window.isVisible():
            return
        if window.windowType() in _FLOATING:
            window.hide()
            return
        self._sheets[window] = Sheet(window)

    def _show_page(self) -> None:
        is_ours = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        self.page.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not is_ours)
        self.page.winId()
        self.page.windowHandle().setTransientParent(self._shell.windowHandle())
        self._place_page()
        self.page.show()
        if is_ours:
            self.page.raise_()
            self.page.activateWindow()

    def _place_page(self) -> None:
        if self._shell.isMinimized():
            return
        self.page.setGeometry(self._shell.geometry())

    def _come_forward(self) -> None:
        """Take the input back from a window that came up meanwhile, as a dialog does."""
        if self.is_covered:
            typed = self.page.edit.line.text()
            self.page.hide()
            self._show_page()
            self.page.edit.line.setText(typed)
            self.page.edit.line.setFocus()

    def _try(self, words: str) -> None:
        self.page.show_busy(is_busy=True)
        turn = self._turn

        def answered(is_right: bool) -> None:  # noqa: FBT001 - a verdict, called by the lane alone
            if turn != self._turn or not self.is_covered:
                return
            if is_right:
                self.lift()
            else:
                self._refuse("")

        def failed(problem: TipdeskError) -> None:
            if turn == self._turn and self.is_covered:
                self._refuse(problem.text(_))

        self._ask(words, answered, failed)

    def _refuse(self, sentence: str) -> None:
        """Count a wrong try and lock at the last one.

        A try that could not be checked counts too: nobody tries for ever by filling the disk.
        """
        self._wrong += 1
        if self._wrong >= TRIES:
            self._lock()
            return
        left = _("That is not right. Tries left: {count}.").format(count=TRIES - self._wrong)
        self.page.show_refusal(sentence or left)
