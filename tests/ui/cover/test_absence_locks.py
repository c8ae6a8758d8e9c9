"""What ends in a lock: five wrong answers, thirty idle minutes, the end of a shift, the word of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cover.answers import PIN, Clocks, answer
from tests.ui.desktops import PASSPHRASE, Program, make_home
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.absence import Limits
from tipdesk.homes.opening import open_session
from tipdesk.homes.pins import keep_pin
from tipdesk.services.keys.unlock.limits import set_limits
from tipdesk.services.remembered.here import ABSENCE_LIMITS

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.bootstrap.guarding import Guard
    from tipdesk.ui.theme import Theme

MINUTE = 60_000


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own, for what ends in a lock."""
    return make_home(tmp_path / "home")


def unlocked(theme: Theme, qtbot: QtBot, home: Path) -> tuple[Program, Guard]:
    """Return a program and its guard."""
    program = Program(theme, home)
    program.unlock(qtbot)
    return program, program.desktop.window.guard


def test_five_wrong_answers_lock(theme: Theme, qtbot: QtBot, home: Path) -> None:
    """The fifth wrong PIN ends the process; a fresh one is asked for."""
    program, guard = unlocked(theme, qtbot, home)
    keep_pin(guard_session := program.desktop.window.session, guard_session.desk, PASSPHRASE, PIN)
    guard.cover.cover()
    for _time in range(5):
        assert program.fresh == []
        answer(guard, "718294")
        qtbot.waitUntil(lambda: not guard.cover.page.edit.line.isReadOnly() or bool(program.fresh))
    assert program.fresh == [home]
    program.end()


@pytest.mark.parametrize("clocks_of_pc", [(30 * MINUTE, 0), (-MINUTE, 30 * MINUTE), (12 * 60 * MINUTE, 0)])
def test_thirty_idle_minutes_lock(theme: Theme, qtbot: QtBot, home: Path, clocks_of_pc: tuple[int, int]) -> None:
    """By wall time through a sleep, by running time where the clock was set back; covered first, then locked."""
    program, guard = unlocked(theme, qtbot, home)
    clocks = Clocks(guard._now())
    guard._now = clocks.now
    clocks.go(*clocks_of_pc)
    guard.judge()
    assert guard.cover.is_covered
    qtbot.waitUntil(lambda: program.fresh == [home])
    program.end()


def test_stricter_limits_hold_from_the_next_unlock(theme: Theme, qtbot: QtBot, home: Path) -> None:
    """Limits that were set are read at unlock; what is kept but out of the rule is as if nothing was kept."""
    session = open_session(home, None, PASSPHRASE)
    set_limits(session.desk, Limits(30, 300, 8))
    session.close()
    program, guard = unlocked(theme, qtbot, home)
    assert guard.absence._limits == Limits(30, 300, 8)
    session = program.desktop.window.session
    with session.desk.work() as work:
        work.put_setting("absence-limits", b'{"cover_seconds": 99999}')
    with session.desk.read() as reader:
        assert ABSENCE_LIMITS.get(reader) == Limits()
    program.end()


def test_the_word_of_the_system_locks(theme: Theme, qtbot: QtBot, home: Path) -> None:
    """What the system says of its user covers within the same event and locks right after it."""
    program, guard = unlocked(theme, qtbot, home)
    guard.leave()
    assert guard.cover.is_covered
    qtbot.waitUntil(lambda: program.fresh == [home])
    program.end()


def test_wrong_pins_are_written_down(theme: Theme, qtbot: QtBot, home: Path) -> None:
    """Each wrong PIN leaves a row in the audit log with the officer's name and without the digits."""
    program, guard = unlocked(theme, qtbot, home)
    session = program.desktop.window.session
    keep_pin(session, session.desk, PASSPHRASE, PIN)
    guard.cover.cover()
    answer(guard, "718294")
    qtbot.waitUntil(lambda: bool(guard.cover.page.field.problem()))
    with session.desk.read() as reader:
        [row] = reader.find_rows(BY_NAME["AuditEvent"], where={"action": "login_failed"})
    assert (row["officer"], row["count"]) == (session.desk.actor.officer, 1)
    assert "718294" not in str(row.values)
    program.end()
