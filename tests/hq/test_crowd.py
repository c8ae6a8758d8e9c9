"""Who makes room: the oldest of the address that holds most, never a newcomer, never anybody of a quieter address."""

import pytest

from tipdesk.hq.crowd import Crowd
from tipdesk.hq.visitor import Visitor


def visitor(peer: str) -> Visitor:
    """Somebody from an address."""
    return Visitor(peer, 0.0, lambda _visitor, _device: None)


@pytest.fixture
def crowd() -> Crowd:
    """Four have room, three of one address."""
    return Crowd(4, 3)


def test_the_busiest_address_makes_room(crowd: Crowd) -> None:
    """A flood from one address pushes out its own oldest; who came from elsewhere stays, however long it is there."""
    honest, flood = visitor("post"), [visitor("flood") for _number in range(10)]
    assert crowd.enter(honest) is None
    assert [crowd.enter(one) for one in flood] == [None] * 3 + flood[:7]
    assert len(crowd) == 4
    assert honest in crowd


def test_a_full_room_takes_newcomers_in(crowd: Crowd) -> None:
    """Where nobody holds more than others the oldest leaves; the newcomer is in."""
    every = [visitor(str(number)) for number in range(6)]
    assert [crowd.enter(one) for one in every] == [None] * 4 + every[:2]
    assert every[5] in crowd


def test_who_is_gone_is_not_counted(crowd: Crowd) -> None:
    """Leaving makes room for one; leaving twice, or without having been there, changes nothing."""
    every = [visitor("one") for _number in range(4)]
    for one in every[:3]:
        crowd.enter(one)
    for _time in range(2):
        crowd.leave(every[0])
    crowd.leave(every[3])
    assert crowd.enter(every[3]) is None
    assert len(crowd) == 3


def test_one_can_be_let_go_at_any_time(crowd: Crowd) -> None:
    """The oldest of the busiest address, until nobody is there."""
    every = [visitor("quiet"), visitor("busy"), visitor("busy")]
    for one in every:
        crowd.enter(one)
    assert [crowd.let_one_go() for _time in range(2)] == [every[1], every[0]]
    assert (crowd.let_one_go(), crowd.let_one_go()) == (every[2], None)
