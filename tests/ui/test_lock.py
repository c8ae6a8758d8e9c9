"""Locking and closing: the store is closed, the process ends, a fresh one is asked for only after a lock."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from tests.lab.dead_ends import dropping, is_trying, silent
from tests.ui.desktops import PASSPHRASE, Program, make_home, press, tab_to, type_keys
from tests.ui.linked import found_world
from tipdesk.domain.errors import UserError
from tipdesk.homes.opening import open_session
from tipdesk.services.drafts import get_draft
from tipdesk.services.sync.enrolment import change_address
from tipdesk.ui.lock.lock import Lock, window_program
from tipdesk.ui.worry.draft import DRAFT_KEY

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.lab.dead_ends import Address
    from tipdesk.ui.theme import Theme


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A locked home."""
    return make_home(tmp_path / "home")


def test_locking_ends_the_process_and_starts_a_fresh_one(theme: Theme, qtbot: QtBot, home: Path) -> None:
    """Ctrl+L hides the window, closes the store, and asks for one fresh process over the same home."""
    program = Program(theme, home)
    shell = program.unlock(qtbot)
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.fresh == [home])
    assert not shell.isVisible()
    program.end()
    assert program.fresh == [home]
    open_session(home, None, PASSPHRASE).close()


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("/opt/tipdesk/tipdesk-cli", "/opt/tipdesk/tipdesk"),
        ("/opt/tipdesk/tipdesk-cli.exe", "/opt/tipdesk/tipdesk.exe"),
        ("/opt/tipdesk/tipdesk.exe", "/opt/tipdesk/tipdesk.exe"),
        ("/usr/bin/python3.13", "/usr/bin/python3.13"),
    ],
)
def test_a_fresh_window_comes_without_a_console(program: str, expected: str) -> None:
    """Whichever of the two programs opened the window, the one after a lock is started by the one without a console."""
    assert window_program(program) == expected


def test_what_was_typed_survives_the_lock(theme: Theme, qtbot: QtBot, home: Path) -> None:
    """A word typed a moment before the lock is in the store afterwards, before its second had passed."""
    program = Program(theme, home)
    shell = program.unlock(qtbot)
    shell.open_page("worry")
    tab_to("Who is with them?")
    type_keys("An uncle")
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.fresh == [home])
    program.end()
    session = open_session(home, None, PASSPHRASE)
    draft = get_draft(session.desk, DRAFT_KEY)
    session.close()
    assert draft is not None
    assert draft["who_is_with_them"] == "An uncle"


def test_closing_the_window_starts_nothing(theme: Theme, qtbot: QtBot, home: Path) -> None:
    """Closing ends the process and no other one follows."""
    program = Program(theme, home)
    shell = program.unlock(qtbot)
    shell.close()
    QCoreApplication.processEvents()
    assert program.fresh == []
    open_session(home, None, PASSPHRASE).close()
    program.end()


def test_a_home_has_one_window(theme: Theme, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second program over the same home is told that the first is open."""
    monkeypatch.setattr("tipdesk.bootstrap.one_window.PATIENCE_MS", 50)
    first = Program(theme, home)
    first.begin()
    second = Program(theme, home)
    with pytest.raises(UserError) as caught:
        second.begin()
    assert caught.value.code == "window-open"
    first.end()


def test_a_lock_ends_the_process_even_if_something_hangs(qapp: object) -> None:
    """What will not close is not waited for: the fresh process starts and this one ends, as in a power cut."""
    hangs, told = threading.Event(), list[object]()

    def give_up(status: int) -> None:
        told.append(status)
        hangs.set()

    lock = Lock(lambda: hangs.wait(20), lambda: told.append("fresh"), give_up=give_up, last_seconds=0.05)
    lock.lock()
    assert told[:2] == ["fresh", 1]


@pytest.mark.parametrize("address", [silent, dropping])
def test_a_lock_waits_for_no_wire(address: Address, theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """Taken and never answered, or never taken at all, which lasts a minute each: the lock is done while it lasts."""
    with address() as port:
        world = found_world(tmp_path)
        world.enrol()
        change_address(world.post.desk, f"https://127.0.0.1:{port}")
        world.worry()
        home = world.post.paths.folder
        world.post.close()
        world.headquarters.close()
        program = Program(theme, home)
        program.unlock(qtbot)
        qtbot.waitUntil(is_trying, timeout=20_000)
        press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: program.fresh == [home])
        assert is_trying(), "what it did not wait for still goes on, and is left to itself"
        program.end()
    open_session(home, None, PASSPHRASE).close()
