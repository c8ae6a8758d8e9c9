"""The hold: what goes by itself waits, unless urgent; clocks that jump neither keep it for ever nor free it at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes.clock import FakeClock
from tests.ui.linked import World, settled_world
from tipdesk.domain.errors import UserError
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.desk import LookQuery
from tipdesk.services.link_desk import Met
from tipdesk.services.remembered.link import HOLD_MINUTES
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.push.holds import find_held, set_hold
from tipdesk.services.sync.sync_now import SyncReport, sync_now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.services.link_desk import LinkDesk

YEAR_MS = 365 * 24 * 60 * 60_000


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Headquarters and one enrolled post that has nothing to send."""
    with settled_world(tmp_path, hold=15) as made:
        yield made


@pytest.fixture
def clock() -> FakeClock:
    """A clock that begins at the true time and then does what the test says."""
    from tipdesk.adapters.system.clock import SystemClock

    return FakeClock(SystemClock().now_ms())


def begun(world: World, clock: FakeClock) -> LinkDesk:
    """Return the desk of a program that has just been started, with a clock of the test's own."""
    return replace(world.post.desk, clock=clock, met=Met())


def held(desk: LinkDesk) -> list[int]:
    """Return how many minutes each held entry has left, rounded."""
    with desk.work() as work:
        return [round(one.left_ms / 60_000) for one in find_held(desk, work)]


def pushed(desk: LinkDesk, world: World) -> SyncReport:
    """Sync as the program does by itself."""
    return sync_now(desk, world.wire, no_step, never, automatic=True)


def test_what_goes_by_itself_waits(world: World, clock: FakeClock) -> None:
    """A worry stays fifteen minutes; then it goes with what follows it, and the report says when it may."""
    desk = begun(world, clock)
    world.worry()
    early = pushed(desk, world)
    assert (early.sent, early.waiting, early.held) == ([], 1, 1)
    assert early.free_in_ms is not None
    assert round(early.free_in_ms / 60_000) == 15
    clock.pass_minutes(14)
    assert pushed(desk, world).waiting == 1
    clock.pass_minutes(2)
    late = pushed(desk, world)
    assert (late.waiting, late.held, late.free_in_ms) == (0, 0, None)


def test_an_urgent_entry_takes_along_what_came_before(world: World, clock: FakeClock) -> None:
    """What is urgent goes at once, with everything before it in the log; what came after stays."""
    desk = begun(world, clock)
    world.worry()
    record_worry(world.post.desk, {"danger_now": "yes"})
    world.worry()
    report = pushed(desk, world)
    assert (report.waiting, report.held) == (1, 1)
    assert len(held(desk)) == 1


def test_an_officers_own_sync_ends_every_hold(world: World, clock: FakeClock) -> None:
    """Where an officer syncs and there is no link, the next automatic push takes all of it."""
    from tipdesk.domain.errors import Trouble

    desk = begun(world, clock)
    world.worry()
    world.wire.fails = Trouble("no-link", "No link.")
    with pytest.raises(Trouble):
        sync_now(desk, world.wire, no_step, never)
    assert held(desk) == []
    assert pushed(desk, world).waiting == 0


def test_the_hold_survives_a_restart(world: World, clock: FakeClock) -> None:
    """A program that is started anew goes on with what is left of the hold by the wall clock."""
    world.worry()
    assert held(begun(world, clock)) == [15]
    clock.pass_minutes(9)
    assert held(begun(world, clock)) == [6]
    clock.pass_minutes(7)
    assert held(begun(world, clock)) == []


@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_that_jumps_while_the_program_runs_changes_nothing(world: World, clock: FakeClock, years: int) -> None:
    """What this program has met is counted by a clock that no hand can set."""
    desk = begun(world, clock)
    world.worry()
    assert held(desk) == [15]
    clock.pass_minutes(5)
    clock.set_wall(clock.now_ms() + years * YEAR_MS)
    assert held(desk) == [10]
    clock.pass_minutes(11)
    assert held(desk) == []


def test_a_clock_that_went_back_before_a_restart_holds_no_longer_than_once(world: World, clock: FakeClock) -> None:
    """An entry from the future, by a clock that has gone back by years, waits one whole hold and no longer."""
    world.worry()
    clock.set_wall(clock.now_ms() - 30 * YEAR_MS)
    desk = begun(world, clock)
    assert held(desk) == [15]
    clock.pass_minutes(16)
    assert held(desk) == []


def test_the_hold_is_a_setting_of_the_pc(world: World, clock: FakeClock) -> None:
    """None, or some minutes up to four hours, by a supervisor; anything else is refused and changes nothing."""
    desk = begun(world, clock)
    world.worry()
    set_hold(desk, 0)
    assert held(desk) == []
    frontline = replace(desk, actor=replace(desk.actor, roles=frozenset({"frontline"})))
    for who, minutes, code in ((desk, 241, "bad-hold"), (frontline, 15, "not-allowed")):
        with pytest.raises(UserError) as refusal:
            set_hold(who, minutes)
        assert refusal.value.code == code
    with desk.read() as reader:
        looks = [
            (look.action, look.count) for look in reader.find_looks(LookQuery(actions=frozenset({"hold_changed"})))
        ]
    assert looks == [("hold_changed", 0)]
    with desk.read() as reader:
        assert HOLD_MINUTES.get(reader) == 0
