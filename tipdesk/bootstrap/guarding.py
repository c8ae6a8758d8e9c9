"""The guard of an unlocked window: cover, lock, idleness, clipboard, captures, and what the system says of its user.

After a sleep, an absence is judged before anything is painted. A cover or a lock clears what TIPdesk copied to the
clipboard. What a cover is stands in `ui/cover`, what a lock is in `ui/lock`, and when one is due is decided by
`domain/rules/absence`.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QTimer

from tipdesk.domain.moments import clock_shown, wall_clock
from tipdesk.domain.rules.absence import Absence, Due, Moment
from tipdesk.domain.texts import _ as mark
from tipdesk.homes.pins import fits, keep_pin
from tipdesk.homes.training import read_training
from tipdesk.ui.capture import affinity_here, exclude
from tipdesk.ui.clipboard import ShortClipboard
from tipdesk.ui.cover.cover import Cover
from tipdesk.ui.cover.escape import EscapeTwice
from tipdesk.ui.translate import _
from tipdesk.ui.window_watch import ACTIVITY, JUDGED_MS, PAINTING, WindowWatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow

    from tipdesk.domain.rules.absence import Limits
    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import Desk
    from tipdesk.ui.actions import Action
    from tipdesk.ui.cover.cover import Answered, Failed
    from tipdesk.ui.lanes import Lanes
    from tipdesk.ui.seat import Seat


class Guard(QObject):
    """Guards one window from the moment it is made until `end`. `now` reads the two clocks of an absence."""

    def __init__(
        self, seat: Seat, session: Session, lock: Callable[[], object], now: Callable[[], Moment], limits: Limits
    ) -> None:
        super().__init__(seat.shell)
        self._now, self._lock, self._is_leaving = now, lock, False
        self.absence = Absence(limits, now())
        self.clipboard = ShortClipboard(self)
        ask = partial(_ask, seat.lanes, session, self)
        self.cover = Cover(seat.shell, ask, lock, partial(_time_of_day, seat))
        training = read_training(session.paths)
        if training is not None:
            self.cover.page.offer_training(training.passphrase)
        self.cover.covered.connect(self.clipboard.clear)
        self.cover.lifted.connect(self._see)
        self._escape = EscapeTwice(self)
        self._escape.twice.connect(self.cover.cover)
        self._watch = WindowWatch(self._hear, self)
        self._watch.came.connect(partial(_exclude, affinity_here(is_training=training is not None)))
        self._clock = QTimer(self)
        self._clock.setInterval(JUDGED_MS)
        self._clock.timeout.connect(self.judge)
        self._system = _listen(self, seat.shell.winId())
        self._watch.start()
        self._clock.start()

    def end(self) -> None:
        """Stop the clock and the watch, end the cover and clear the clipboard, before the process ends."""
        self._clock.stop()
        self._watch.stop()
        self.cover.end()
        self.clipboard.clear()

    def leave(self) -> None:
        """Cover at once, and lock as soon as the event under way is over, because nobody sits before the screen."""
        self.cover.cover()
        if not self._is_leaving:
            self._is_leaving = True
            QTimer.singleShot(0, self, self._lock)

    def judge(self) -> None:
        """Cover or lock, if the officer has been away for long enough by now."""
        due = self.absence.judge(self._now())
        if due is Due.LOCK:
            self.leave()
        elif due is Due.COVER:
            self.cover.cover()

    def _see(self) -> None:
        self.absence.see(self._now())

    def _hear(self, window: QWindow, event: QEvent) -> bool:
        """Judge the absence, and tell whether an event is to be kept from the window for which it is meant.

        It is asked about every event of every window, before the window is.
        """
        kind = event.type()
        if kind in PAINTING:
            self.judge()
            return False
        if kind not in ACTIVITY:
            return False
        self.judge()  # a key pressed after a sleep wakes nobody who was away too long
        if self.cover.is_covered:
            self._escape.forget()
            return False
        self._see()
        return self._escape.hear(window, event)


def guard(seat: Seat, session: Session, lock: Callable[[], object]) -> Guard:
    """Guard the window of an unlocked home, by this PC's clocks and the limits of its store."""
    from tipdesk.services.remembered.here import ABSENCE_LIMITS

    def now() -> Moment:
        return Moment(session.clock.now_ms(), session.clock.running_ms())

    with session.desk.read() as reader:
        limits = ABSENCE_LIMITS.get(reader)
    return Guard(seat, session, lock, now, limits)


def _fits(_desk: Desk, session: Session, words: str) -> bool:
    return fits(session, words)


def _ask(lanes: Lanes[Desk], session: Session, owner: QObject, words: str, then: Answered, failed: Failed) -> None:
    lanes.read(_fits, session, words, then=then, failed=failed, owner=owner)


def _time_of_day(seat: Seat) -> str:
    now = wall_clock(seat.now_ms(), seat.offset_minutes())
    return clock_shown(now) if now is not None else ""


def _exclude(wanted: int, window: QWindow) -> None:
    exclude(window, wanted)


def _listen(guard: Guard, window: int) -> object:
    """Have the guard leave when the system says that its user left, and return what has to be kept for that."""
    if sys.platform == "win32":
        from tipdesk.ui.lock.windows_messages import WindowsMessages, register

        messages = WindowsMessages(guard.leave)
        QAbstractEventDispatcher.instance().installNativeEventFilter(messages)
        register(window)
        return messages
    if sys.platform == "linux":
        from tipdesk.ui.lock.linux_signals import listen

        signals = listen(guard)
        signals.leave.connect(guard.leave)
        return signals
    return None


def guard_actions(guarded: Guard, seat: Seat, session: Session) -> list[Action]:
    """Return the actions that an officer can ask of the guard: to cover the screen, and to set a PIN.

    From then on, a cover that was lifted without a PIN offers to set one.
    """
    from tipdesk.services.keys.unlock.pins import has_pin
    from tipdesk.ui.actions import Action

    def ask_pin() -> None:
        from tipdesk.ui.cover.pin_dialog import PinDialog

        dialog = PinDialog(seat.shell)

        def kept(_done: None) -> None:
            dialog.accept()
            seat.shell.toast.say(_("The PIN is set. Esc Esc covers the screen."))

        def choose(passphrase: str, pin: str) -> None:
            keep = partial(keep_pin, session)
            seat.lanes.write(keep, passphrase, pin, then=kept, failed=dialog.refuse, owner=dialog)

        dialog.chosen.connect(choose)
        dialog.open()

    def offer(is_set: bool) -> None:  # noqa: FBT001 - the answer of a lane
        if not is_set:
            sentence = _("A PIN brings you back sooner than the passphrase.")
            seat.shell.toast.say(sentence, offer=_("Set a PIN"), undo=ask_pin, icon="lock")

    def look() -> None:
        seat.lanes.read(has_pin, then=offer, owner=seat.shell)

    guarded.cover.lifted.connect(look)
    words = mark("hide away screen privacy")
    return [
        Action(
            "cover", mark("Cover the screen"), guarded.cover.cover, "Esc Esc", "eye-off", words=words, is_bound=False
        ),
        Action("pin", mark("Set or change your PIN"), ask_pin, icon="lock", words=mark("cover screen digits")),
    ]
