"""Shortcuts pressed while the window that understands them is still being made.

An officer unlocks and presses Ctrl+3 in one go. The window in front keeps such keys, and goes once the one that comes
is in use, which then does what they say. Words are not kept: they may be a passphrase.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

PATIENCE_MS = 600
"""How long a window stays that another takes the place of, where no desktop says which one is in use."""


class TypedAhead(QObject):
    """Keeps in `shortcuts` what is pressed in a window with Ctrl held, until it is to `forget` that."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.shortcuts: list[str] = []
        window.installEventFilter(self)

    def forget(self) -> None:
        """Keep nothing of what was pressed before: it was for nothing."""
        self.shortcuts.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a shortcut that nothing in the window has taken."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            is_held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if is_held and event.key() not in (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt):
                self.shortcuts.append(QKeySequence(event.keyCombination()).toString())
        return super().eventFilter(watched, event)


class GivingWay(QObject):
    """Takes a window away once `after` is in use, and then does with `press` what was pressed in it meanwhile."""

    def __init__(self, before: QWidget, after: QWidget, press: Callable[[str], object] | None) -> None:
        super().__init__(after)
        self._before: QWidget | None = before
        self._after, self._press = after, press
        after.installEventFilter(self)
        if after.isActiveWindow():
            self._end()
        else:
            QTimer.singleShot(PATIENCE_MS, self, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the window away when the other one is in use."""
        if event.type() == QEvent.Type.WindowActivate:
            self._end()
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        before, self._before = self._before, None
        if before is None:
            return
        self._after.removeEventFilter(self)
        kept = [shortcut for one in before.findChildren(TypedAhead) for shortcut in one.shortcuts]
        before.hide()
        before.deleteLater()
        if self._press is not None:
            for shortcut in kept:
                QTimer.singleShot(0, self, partial(self._press, shortcut))
