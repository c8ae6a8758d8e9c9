"""What the windows say of a disk that is full and of a home that was open: before the passphrase, and at work."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.lab.full.disk import disk_of, fill, why_not
from tests.ui.desktops import Program, make_home
from tests.ui.probes import grab, words
from tipdesk.adapters.store.ballast import ballast_of
from tipdesk.bootstrap.watching import RoomWatch
from tipdesk.homes.readying import CLOSED, LET_GO, NEARLY_FULL

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

SETTLED = "Not enrolled yet"
"""What the link's button says once the store has been asked; until then it has other words, and another width."""


def buttons_of(shell: QWidget) -> dict[str, QPoint]:
    """Return where each button that is seen stands, by its words."""
    buttons = [button for button in shell.findChildren(QPushButton) if button.isVisible()]
    return {button.text() or button.accessibleName(): button.mapTo(shell, QPoint()) for button in buttons}


def laid_out(shell: QWidget) -> dict[str, QPoint]:
    """Return where they stand once all that was said lately has its room."""
    before, now = None, buttons_of(shell)
    while now != before:
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        before, now = now, buttons_of(shell)
    return now


def test_the_unlock_window_says_what_was_mended(theme: Theme, tmp_path: Path) -> None:
    """A home that others could open is closed before anything is typed, and it is told."""
    home = make_home(tmp_path / "home")
    home.chmod(0o777)
    program = Program(theme, home)
    view = program.begin()
    QApplication.processEvents()
    assert CLOSED in words(view)
    assert home.stat().st_mode & 0o077 == 0
    program.end()


def test_a_full_disk_is_told_before_and_after_the_unlock(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """The reserve is let go so that the officer can unlock and work; the strip goes when there is room again."""
    if reason := why_not():
        pytest.skip(reason)
    with disk_of(64, tmp_path / "disk") as disk, pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_STATE_HOME", str(disk / "state"))
        home = make_home(disk / "home")
        ballast_of(home).path.write_bytes(bytes(6 << 20))
        filler = fill(disk)
        program = Program(theme, home)
        told = program.begin()
        QApplication.processEvents()
        assert LET_GO in words(told)
        assert ballast_of(home).size == 0
        shell = program.unlock(qtbot)
        window = program.desktop.window
        assert window is not None
        qtbot.waitUntil(lambda: NEARLY_FULL in words(shell) and SETTLED in buttons_of(shell))
        qtbot.waitUntil(lambda: not window.lanes.is_busy)
        with_strip = laid_out(shell)
        grab(shell, "disk-nearly-full")
        filler.unlink()
        subprocess.run(["mount", "-o", "remount,size=300m", str(disk)], check=True)
        [watch] = shell.findChildren(RoomWatch)
        watch.look()
        qtbot.waitUntil(lambda: NEARLY_FULL not in words(shell))
        assert laid_out(shell) == with_strip, "nothing moves under the pointer"
        assert ballast_of(home).size
        program.end()
