"""Somebody who presses, types, turns the wheel and pulls at the window without knowing what any of it does.

Promises that the same seed presses in the same order; what the program answers meanwhile comes when it comes. Whatever
stops the program until it is answered (a box, a menu, the choice of a file) is played with and closed by a clock of its
own; no file is ever chosen.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget

from tests.lab.strangers.changed_post import BOTH
from tests.ui.probes import focusable

if TYPE_CHECKING:
    import random

    from tipdesk.bootstrap.window import Window

NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PLAIN_KEYS = [
    getattr(Qt.Key, f"Key_{name}")
    for name in (
        *("Tab", "Tab", "Backtab", "Return", "Return", "Escape", "Space", "Left", "Right", "Up", "Down", "Down"),
        *("Home", "End", "PageUp", "PageDown", "Delete", "Backspace", "F1", "F2", "F3", "F4", "F5", "F6", "Menu"),
        *("E", "N", "7", "Plus", "Minus", "Slash"),
    )
]
HELD_KEYS = [Qt.Key(key) for key in range(Qt.Key.Key_A, Qt.Key.Key_Z + 1)] + [
    getattr(Qt.Key, f"Key_{name}")
    for name in ("Return", "Return", "Tab", "PageUp", "PageDown", "Up", "Down", "Home", "End", "Space", "1", "4", "9")
]
TYPED = ("marisol", "07", "27 3 2007", "x" * 300, "12:60", BOTH, "a\nb", "K7Q-42MX", "yes", "+1 758 452 0000")
SHEET = "01\tInvented\tf\t34\n02\tOther\tm\n\t\t\t\n" + BOTH
BUTTONS = (Qt.MouseButton.LeftButton,) * 6 + (Qt.MouseButton.RightButton,)
REMEMBERED = 12
STUCK_TICKS, CLOSED_TICKS, TICK_MS = 2, 6, 40


class Monkey:
    """One of them before one window. `trail`: what it did last."""

    def __init__(self, window: Window, dice: random.Random) -> None:
        self.window, self.dice = window, dice
        self.trail: deque[str] = deque(maxlen=REMEMBERED)
        self.count = 0
        self._seen_count, self._ticks = -1, 0
        self._clock = QTimer()
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._unblock)
        self._clock.start()

    def end(self) -> None:
        """Stop the clock."""
        self._clock.stop()

    def act(self) -> None:
        """Do one thing."""
        self.count += 1
        acts = (
            self._key,
            self._key,
            self._held_key,
            self._press,
            self._press,
            self._press_control,
            self._press_control,
        )
        self.dice.choice((*acts, self._type, self._turn_wheel, self._pull, self._double))()
        if self.count % 97 == 0:
            self.window.shell.resize(self.dice.randrange(1024, 1500), self.dice.randrange(700, 1000))

    @property
    def front(self) -> QWidget:
        """Return what keys and presses reach: an open menu, a box, or the window."""
        shell = self.window.shell
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or shell

    def _key(self) -> None:
        self._send(self.dice.choice(PLAIN_KEYS), self.dice.choice((NONE, NONE, NONE, SHIFT)))

    def _held_key(self) -> None:
        self._send(self.dice.choice(HELD_KEYS), self.dice.choice((CTRL, CTRL, ALT, CTRL | SHIFT)))

    def _send(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        self._note(f"key {held.name} {key.name}")
        front = self.front
        if front is self.window.shell and self.dice.randrange(2):
            QTest.keyClick(front.windowHandle(), key, held)  # as it comes from the system, for guard and shortcuts
        else:
            QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget() or front, key, held)

    def _type(self) -> None:
        if self.dice.randrange(4) == 0:
            QApplication.clipboard().setText(self.dice.choice((SHEET, *TYPED)))
            self._send(Qt.Key.Key_V, CTRL)
            return
        words = self.dice.choice(TYPED)
        self._note(f"type {words[:12]!r}")
        for letter in words[: self.dice.randrange(1, 14)]:
            focus = QApplication.focusWidget()
            if focus is not None and letter.isascii() and letter.isprintable():
                QTest.keyClicks(focus, letter)

    def _press(self) -> None:
        front = self.front
        at = QPoint(self.dice.randrange(max(front.width(), 1)), self.dice.randrange(max(front.height(), 1)))
        self._click(front.childAt(at) or front, front, at)

    def _press_control(self) -> None:
        front = self.front
        controls = focusable(front)
        if controls:
            control = self.dice.choice(controls)
            inside = control.rect()
            at = QPoint(self.dice.randrange(max(inside.width(), 1)), self.dice.randrange(max(inside.height(), 1)))
            self._click(control, control, at)

    def _click(self, target: QWidget, holder: QWidget, at: QPoint) -> None:
        button = self.dice.choice(BUTTONS)
        place = target.mapFrom(holder, at) if target is not holder else at
        self._note(f"{button.name} on {_told(target)}")
        QTest.mouseClick(target, button, NONE, place)

    def _double(self) -> None:
        front = self.front
        at = QPoint(self.dice.randrange(max(front.width(), 1)), self.dice.randrange(max(front.height(), 1)))
        target = front.childAt(at) or front
        self._note(f"twice on {_told(target)}")
        QTest.mouseDClick(target, Qt.MouseButton.LeftButton, NONE, target.mapFrom(front, at))

    def _pull(self) -> None:
        front = self.front
        at = QPoint(self.dice.randrange(max(front.width(), 1)), self.dice.randrange(max(front.height(), 1)))
        target = front.childAt(at) or front
        self._note(f"pull {_told(target)}")
        place = target.mapFrom(front, at)
        QTest.mousePress(target, Qt.MouseButton.LeftButton, NONE, place)
        QTest.mouseMove(target, place + QPoint(self.dice.randrange(-90, 90), self.dice.randrange(-60, 60)))
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton, NONE, place)

    def _turn_wheel(self) -> None:
        front = self.front
        at = QPoint(self.dice.randrange(max(front.width(), 1)), self.dice.randrange(max(front.height(), 1)))
        target = front.childAt(at) or front
        self._note(f"wheel on {_told(target)}")
        turned = QPoint(0, self.dice.choice((-360, -120, 120, 360)))
        held = self.dice.choice((NONE, NONE, CTRL, SHIFT))
        place, is_inverted = QPointF(target.mapFrom(front, at)), False
        QApplication.sendEvent(
            target,
            QWheelEvent(
                place, QPointF(target.mapToGlobal(place.toPoint())), QPoint(), turned, Qt.MouseButton.NoButton, held,
                Qt.ScrollPhase.NoScrollPhase, is_inverted,
            ),
        )  # fmt: skip

    def _note(self, deed: str) -> None:
        self.trail.append(deed)

    def _unblock(self) -> None:
        """Play with what has stopped the window, and close it in the end; turn to the window where nothing has."""
        self._clock.start()  # anew: a clock comes again only after its slot, and this may open what stops the window
        stopping = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if stopping is None or self._seen_count != self.count:
            self._seen_count, self._ticks = self.count, 0
            return
        self._ticks += 1
        if isinstance(stopping, QFileDialog):
            stopping.reject()
        elif self._ticks > CLOSED_TICKS:
            close(stopping)
        elif self._ticks > STUCK_TICKS:
            QTest.keyClick(stopping, self.dice.choice((Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Return)))


def close(part: QWidget) -> None:
    """Close a menu or a box as Escape would."""
    if isinstance(part, QDialog):
        part.reject()
    elif isinstance(part, QMenu):
        part.close()
    else:
        QTest.keyClick(part, Qt.Key.Key_Escape)
        part.close()


def _told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()[:30]!r} in {type(widget.parentWidget()).__name__}"
