"""Covers the whole screen of the program at once, and gives it back as it was.

Promises: every window, dialog, menu and tip of ours is hidden before the key that asked for it has been answered;
nothing behind takes a key, a click or a shortcut; a window that comes up meanwhile is covered too; the right answer
brings back the same window with the same focus, cursor and half-typed text. Five wrong answers lock. Leaves to others:
when (`cover` is called), whether an answer is right (`fits`, run on a lane), locking (`lock`). Keys stay in memory.
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
    """One a window. `shell`: the main window. `covered` and `lifted` tell what has just happened."""

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
        """Cover everything now. Does nothing while it is covered."""
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
        """Give everything back."""
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
        """Let go before the process ends; nothing is shown again."""
        self._turn += 1
        self._keep_out(is_on=False)
        self.page.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While covered, asked about every event of the program: keep out input, cover what comes up."""
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
        """The window behind was asked for, as a second start of the program does: its page answers."""
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
        """Cover one window; what floats (a tip, a drop-down list) just goes."""
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
        """A window came up meanwhile and, if it is a dialog, took the input: take it back."""
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
        """A try that could not be checked counts too: nobody tries for ever by filling the disk."""
        self._wrong += 1
        if self._wrong >= TRIES:
            self._lock()
            return
        left = _("That is not right. Tries left: {count}.").format(count=TRIES - self._wrong)
        self.page.show_refusal(sentence or left)
