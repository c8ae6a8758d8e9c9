"""Files on sticks that are too small for them: what fits goes, the rest is said and goes with the next one."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.ways import Stick
from tests.services.travelling import a_country_with_cases, at_office, attach, by_stick, holds, is_receipted
from tipdesk.services.sticks.stick import ROOM_FOR_ANSWERS

if TYPE_CHECKING:
    from tests.services.countries import Country
    from tipdesk.services.sync.sync_now import SyncReport


class SmallStick(Stick):
    """A stick with room for some parts of a file."""

    def room_left(self) -> int:
        return ROOM_FOR_ANSWERS + 9_000 - sum(map(len, self.files.values()))


@pytest.fixture
def country() -> Country:
    """Headquarters, two PCs of post A and one of post B, whose files go in small parts."""
    return a_country_with_cases()


def test_a_small_stick_carries_what_fits(country: Country) -> None:
    """A stick that is full has taken some parts; the rest is said, and goes with the next visits."""
    content = attach(country.post, 2000)
    stick, visits = SmallStick(Random(1)), 0
    while not is_receipted(country.post, content):
        report = by_stick(country, stick)
        if not visits:
            assert report.files.is_stick_full
            assert report.files_left.size > 0
        at_office(country, stick)
        visits += 1
        assert visits < 20
    assert holds(country.office, content)
    assert visits > 2


def test_the_next_stick_carries_the_rest(country: Country) -> None:
    """Of several small sticks each takes what none carries yet; what lay on one that was lost goes once more."""
    content = attach(country.post, 2000)
    sticks: list[Stick] = []
    reports: list[SyncReport] = []
    while not reports or reports[-1].files.left_over:
        sticks.append(SmallStick(Random(1)))
        reports.append(by_stick(country, sticks[-1]))
        assert len(sticks) < 20
    over = [(report.files.left_over, report.files.bytes_over) for report in reports]
    assert over[0] > over[1]
    for stick in sticks[1:]:
        at_office(country, stick)
    assert not holds(country.office, content), "the first stick was lost"
    for _visit in range(4):
        by_stick(country, sticks[-1])
        at_office(country, sticks[-1])
    assert holds(country.office, content)
