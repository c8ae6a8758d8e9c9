"""Headquarters reads a stick on which more lies than it reads at once, and what nobody enrolled signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.countries import Country, a_country, bundle_of
from tests.services.test_sticks_at_headquarters import FakeStick
from tests.services.writes import add_note, begin_case
from tipdesk.services.headquarters.intake.receive_stick import MOST_STRAY_ARRIVALS, receive_stick
from tipdesk.services.remembered.office import ARRIVALS, STRANGERS
from tipdesk.services.sticks.worth import take_all
from tipdesk.sync.trust import Verdict

if TYPE_CHECKING:
    from tipdesk.services.sticks.sifting import Sieve
    from tipdesk.services.sticks.worth import Sift


@pytest.fixture
def country() -> Country:
    """Headquarters and a PC of a post."""
    return a_country()


class FakeNarrow(FakeStick):
    """A stick of which one bundle is read at a time."""

    def sieve(self, suffix: str, sift: Sift = take_all) -> Sieve:
        sieve = super().sieve(suffix, sift)
        sieve.most = 1
        return sieve


def test_what_was_not_read_comes_first_next_time(country: Country) -> None:
    """Old bundles before the new one, more than are read at once: a few visits, and everything has been read."""
    case = begin_case(country.post)
    old = bundle_of(country.post)
    add_note(country.post, case)
    stick = FakeNarrow(a_tdb=old, b_tdb=old, c_tdb=bundle_of(country.post, after=1))
    told = []
    for _visit in range(3):
        results = receive_stick(country.office.desk(), stick)
        told.append(([one.file for one in results], results.unread))
    assert told == [
        (["a.tdb"], {"again": 1, "next-time": 1}),
        (["c.tdb"], {"next-time": 2}),
        (["a.tdb"], {"again": 1, "next-time": 1}),
    ]
    with country.office.desk().work() as work:
        state = work.ledger.get_log(country.post.log)
    assert state is not None
    assert state.seq == 2


def test_strangers_do_not_drive_out_what_came(country: Country) -> None:
    """Files that nobody signed are counted for the day; of them a few stand among what came, which stays in sight."""
    begin_case(country.post)
    junk = {f"j{number:03}_tdb": b"%d" % number for number in range(90)}
    stick = FakeStick(**junk, z_tdb=bundle_of(country.post), y_tdf=b"nobody asks")
    results = receive_stick(country.office.desk(), stick)
    assert [one.verdict for one in results].count(Verdict.ACCEPTED) == 1
    with country.office.desk().read() as reader:
        verdicts = [one.verdict for one in ARRIVALS.get(reader)]
        assert STRANGERS.get(reader)[0].counts == {"unsigned-files": 91}
    assert (verdicts.count("refused"), verdicts.count("accepted")) == (MOST_STRAY_ARRIVALS, 1)
