"""A backup put back: whatever interrupts it, the next start finds a home, nothing saved is lost, no report either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lab.accidents import Accident
from tests.lab.counts import TEST
from tests.lab.put_back.homes import make_post_with_backup, problems_at, put_back
from tipdesk.adapters.system.paths import HomePaths

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.homes import Country


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Country:
    """A country that nothing happens to: it is copied."""
    return make_post_with_backup(tmp_path_factory.mktemp("put-back") / "made")


@pytest.fixture(scope="module")
def events(made: Country, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """What each point is, where nothing happens."""
    ended = put_back(made.copied(tmp_path_factory.mktemp("whole") / "whole"), Accident.NOTHING, 0)
    assert ended.told == ""
    return ended.events


@pytest.mark.parametrize("accident", [Accident.KILL, Accident.REFUSE_ONCE, Accident.REFUSE_ON])
def test_whatever_happens_the_next_start_finds_a_home(
    accident: Accident, made: Country, events: tuple[str, ...], tmp_path: Path
) -> None:
    """Killed, or refused by the disk once or for good, along the way and around the renamings of whole homes."""
    first = 1 + list(Accident).index(accident) % TEST.put_back_every
    points = sorted({*range(first, len(events) + 1, TEST.put_back_every), *_around_the_swap(events)})
    assert len(points) > 4
    assert [one for point in points for one in problems_at(made, tmp_path, accident, point)] == []


def test_between_the_renamings_there_is_no_home(made: Country, events: tuple[str, ...], tmp_path: Path) -> None:
    """The control: at one of those points nothing stands under the home's name, which is what a start must mend."""
    homes = []
    for point in _around_the_swap(events):
        hurt = made.copied(tmp_path / str(point))
        put_back(hurt, Accident.KILL, point)
        homes.append(HomePaths(hurt.post.folder).exists())
    assert homes == [True, False, True]


def _around_the_swap(events: tuple[str, ...]) -> list[int]:
    """Return the points at which the home is renamed, the staged one is, and what comes next."""
    second = 1 + events.index("os.rename post.put-back")
    assert events[second - 2] == "os.rename post"
    return [second - 1, second, second + 1]
