"""Idleness, sleep, five wrong answers and the system's word, each on the real window with clocks of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.cover.answers import Clocks, come_back, is_blank
from tests.ui.desktops import PASSPHRASE, Program
from tipdesk.ui.lock.windows_messages import WM_POWERBROADCAST, WM_QUERYENDSESSION, WM_WTSSESSION_CHANGE, calls_for_lock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.bootstrap.guarding import Guard

MINUTE = 60_000


@pytest.fixture
def clocks(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> Clocks:
    """The clocks of the guard, standing still; the officer has just pressed a key."""
    made = Clocks(guard._now())
    guard.absence.see(made.moment)
    monkeypatch.setattr(guard, "_now", made.now)
    return made


def test_three_idle_minutes_cover(guard: Guard, clocks: Clocks, qtbot: QtBot) -> None:
    """The clock alone covers; the officer's key counts from the moment it is pressed; coming back begins anew."""
    clocks.go(2 * MINUTE, 2 * MINUTE)
    guard.judge()
    assert not guard.cover.is_covered
    QTest.keyClick(QApplication.focusWindow(), Qt.Key.Key_Shift)
    clocks.go(2 * MINUTE, 2 * MINUTE)
    guard.judge()
    assert not guard.cover.is_covered
    clocks.go(MINUTE, MINUTE)
    qtbot.waitUntil(lambda: guard.cover.is_covered)
    come_back(qtbot, guard, PASSPHRASE)
    guard.judge()
    assert not guard.cover.is_covered


def test_what_is_pressed_on_the_covered_screen_does_not_keep_it_open(guard: Guard, clocks: Clocks) -> None:
    """Keys and mouse of whoever sits there now do not put the lock off."""
    clocks.go(4 * MINUTE, 4 * MINUTE)
    guard.judge()
    seen = guard.absence._seen
    QTest.keyClick(guard.cover.page.windowHandle(), Qt.Key.Key_A)
    assert guard.absence._seen == seen


def test_after_sleep_the_cover_is_up_before_anything_is_painted(guard: Guard, clocks: Clocks, program: Program) -> None:
    """The first event after the lid was opened, a request to paint, finds the sheet already over the window."""
    clocks.go(20 * MINUTE, 0)
    assert not guard.cover.is_covered
    program.front.windowHandle().requestUpdate()
    program.front.repaint(QRegion(program.front.rect()))
    QApplication.sendEvent(program.front.windowHandle(), QEvent(QEvent.Type.UpdateRequest))
    assert guard.cover.is_covered
    assert is_blank(program.front.grab().toImage())


def test_a_key_pressed_after_an_absence_counts_for_nothing(guard: Guard, clocks: Clocks, program: Program) -> None:
    """The first key after three minutes is judged before it is taken for an officer's."""
    clocks.go(3 * MINUTE, 0)
    QTest.keyClick(program.front.windowHandle(), Qt.Key.Key_A)
    assert guard.cover.is_covered


@pytest.mark.parametrize(
    ("message", "parameter", "is_leaving"),
    [
        (WM_WTSSESSION_CHANGE, 0x7, True),
        (WM_WTSSESSION_CHANGE, 0x8, False),
        (WM_WTSSESSION_CHANGE, 0x6, True),
        (WM_WTSSESSION_CHANGE, 0x4, True),
        (WM_WTSSESSION_CHANGE, 0x1, False),
        (WM_POWERBROADCAST, 0x4, True),
        (WM_POWERBROADCAST, 0x7, True),
        (WM_POWERBROADCAST, 0x12, True),
        (WM_POWERBROADCAST, 0xA, False),
        (WM_QUERYENDSESSION, 0x7, False),
    ],
)
def test_the_messages_of_windows(message: int, parameter: int, is_leaving: bool) -> None:
    """Session lock, logoff, disconnection, suspend and resume call for a lock; unlock and battery news do not."""
    assert calls_for_lock(message, parameter) is is_leaving
