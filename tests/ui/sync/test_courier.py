"""The courier: what a post sends by itself, how it bears a lost link, and that it never travels twice at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.linked import FakeStick, until
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.sync.sync_status import sync_status
from tipdesk.ui.sync.courier import Courier, Ended, Pace
from tipdesk.ui.sync.page import plug

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.linked import World
    from tipdesk.ui.seat import Seat

QUICK = Pace(10, 10, 10**9)
NO_LINK = Trouble("no-link", "Headquarters cannot be reached.")


@pytest.fixture
def courier(world: World, seat: Seat, qtbot: QtBot) -> Courier:
    """A courier at work in an enrolled post's window; its first sync is done."""
    if not sync_status(world.post.desk).enrolled:
        world.enrol()
        seat.refresh_actor()
    world.wire.is_cut = None
    courier = plug(seat, world.outside(world.post), QUICK)
    courier.start()
    until(qtbot, lambda: courier.courier.state.link is not None and is_at_rest(seat, courier.courier))
    return courier.courier


def is_at_rest(seat: Seat, courier: Courier) -> bool:
    """Tell whether everything has been sent and nothing is under way."""
    link = courier.state.link
    return link is not None and not link.status.waiting and not courier.state.is_working and not seat.lanes.is_busy


def save(seat: Seat) -> None:
    """Save a worry as the screens do: on the write lane, announced."""
    seat.lanes.write(record_worry, {"danger_now": "no"})


def test_a_save_goes_by_itself(world: World, seat: Seat, courier: Courier, qtbot: QtBot) -> None:
    """What is saved reaches headquarters without a word, and the pill says when."""
    save(seat)
    until(qtbot, lambda: world.wire.carried > 0 and is_at_rest(seat, courier))
    assert sync_status(world.post.desk).waiting == 0
    assert seat.shell.top._sync.text().startswith("Synced ")


def test_what_another_process_synced_is_seen(world: World, seat: Seat, courier: Courier, qtbot: QtBot) -> None:
    """When the line at the foot hears another state than the pill shows, the pill is asked again."""
    link = courier.state.link
    assert link is not None
    stale = replace(link.status, waiting=5)
    courier._say(replace(courier.state, link=replace(link, status=stale)))
    assert seat.shell.top._sync.text() == "5 waiting"
    courier.compare(sync_status(world.post.desk))
    until(qtbot, lambda: seat.shell.top._sync.text() != "5 waiting")


def test_a_lost_link_is_borne(world: World, seat: Seat, courier: Courier, qtbot: QtBot) -> None:
    """Without a link the pill says since when; it is tried again, and what waits goes when the link is back."""
    world.wire.is_cut = NO_LINK
    save(seat)
    until(qtbot, lambda: courier.state.no_link_since is not None)
    since = courier.state.no_link_since
    before = world.wire.carried
    until(qtbot, lambda: world.wire.carried > before + 1)
    assert courier.state.no_link_since == since
    assert seat.shell.top._sync.text().startswith("No link since ")
    world.wire.is_cut = None
    until(qtbot, lambda: is_at_rest(seat, courier) and courier.state.no_link_since is None)
    assert sync_status(world.post.desk).waiting == 0


def test_a_refusal_is_not_tried_again(world: World, seat: Seat, courier: Courier, qtbot: QtBot) -> None:
    """Another headquarters at the address stops the automatic sync until an officer asks."""
    world.wire.is_cut = Distrust("other-headquarters", "This is another headquarters.")
    save(seat)
    until(qtbot, lambda: courier.state.refused == "other-headquarters" and not seat.lanes.is_busy)
    before = world.wire.carried
    save(seat)
    until(qtbot, lambda: not courier._timer.isActive() and not seat.lanes.is_busy)
    assert world.wire.carried == before
    assert seat.shell.top._sync.text() == "Link refused"
    world.wire.is_cut = None
    courier.sync()
    until(qtbot, lambda: is_at_rest(seat, courier))
    assert courier.state.refused == ""


def test_an_officer_comes_first(world: World, seat: Seat, courier: Courier, qtbot: QtBot) -> None:
    """A sync by stick that is asked for while the wire is slow stops it at its next step, and follows it."""
    stick = world.folder / "stick"
    stick.mkdir(exist_ok=True)
    held, here = threading.Event(), threading.Event()

    given = world.wire.answer
    assert given is not None

    def slow(bundle: bytes) -> bytes:
        here.set()
        held.wait(10)
        return given(bundle)

    world.wire.answer = slow
    ended: list[Ended] = []
    courier.ended.connect(ended.append)
    save(seat)
    until(qtbot, here.is_set)
    courier.sync(stick)
    assert courier.state.is_working
    held.set()
    until(qtbot, lambda: stick in [one.stick for one in ended] and not courier.state.is_working)
    world.wire.answer = given
    told = [(one.stick, one.answer is not None) for one in ended]
    followed = told.index((stick, True))
    assert told[followed - 1] == (None, False), told
    courier.sync()
    until(qtbot, lambda: is_at_rest(seat, courier))


def test_a_stick_is_offered(world: World, seat: Seat, courier: Courier, qtbot: QtBot) -> None:
    """A stick that is plugged in is offered by its name; one press syncs with it."""
    stick = world.folder / "offered"
    stick.mkdir()
    save(seat)
    until(qtbot, lambda: is_at_rest(seat, courier))
    world.new_sticks.append(FakeStick(stick, "BLUE"))
    toast = seat.shell.toast
    until(qtbot, lambda: toast.isVisible() and "BLUE" in toast._words.text())
    toast._button.click()
    until(qtbot, lambda: any(stick.glob("*.tdf")) and not courier.state.is_working)
