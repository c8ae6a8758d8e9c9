"""A fetch document ends: with a newer one of its device, after thirty days; whatever clocks and restores did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.countries import Country, a_country, fetch_of
from tipdesk.domain.errors import Distrust
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.headquarters.ledger.meet_fetch import MOST_LOGS
from tipdesk.services.remembered.office import FETCHES, LAST_HEARD
from tipdesk.services.sync.pull.make_fetch import MOST_NUMBER, keep_fetch_number, next_fetch_number
from tipdesk.sync.document import RECEIPT
from tipdesk.sync.envelope import is_kind

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site

DAY = 24 * 3600 * 1000


@pytest.fixture
def country() -> Country:
    """Headquarters and the PC of a post."""
    return a_country({"A": 1})


def refused(country: Country, document: bytes) -> str:
    """Return why headquarters does not answer; it does not take the device for heard."""
    desk = country.office.desk()
    with desk.read() as reader:
        before = LAST_HEARD.of(country.post.device).get(reader)
    with pytest.raises(Distrust) as met:
        answer_fetch(desk, document)
    with desk.read() as reader:
        assert LAST_HEARD.of(country.post.device).get(reader) == before
    return met.value.code


def asked(site: Site) -> bytes:
    """Return what a post asks, its number kept as by a sync."""
    desk = site.desk()
    with desk.work() as work:
        keep_fetch_number(work, number := next_fetch_number(desk, work))
    return fetch_of(site, number=number)


YEAR_2099 = 4_070_908_800_000


@pytest.mark.parametrize("clock", [0, YEAR_2099])
def test_a_question_ends_with_the_next(country: Country, clock: int) -> None:
    """Whatever the PC's clock says: once a newer one was seen an older is refused, and changes nothing."""
    country.post.clock.wrong_ms = clock - country.post.clock.true[0]
    old = [asked(country.post) for _time in range(2)]
    country.sync()
    found = asked(country.post)
    country.sync()
    assert [refused(country, one) for one in (*old, found)] == ["old-fetch"] * 3
    country.fetch()


def test_a_question_ends_after_thirty_days(country: Country) -> None:
    """By headquarters' clock, from when it first saw it; how long it was on its way does not count."""
    country.sync()
    found = fetch_of(country.post)
    country.office.clock.true[0] += 400 * DAY
    for days in (0, 30):
        country.office.clock.true[0] += days * DAY
        assert is_kind(answer_fetch(country.office.desk(), found)[1][0], RECEIPT)
        country.office.clock.true[0] -= 100  # what the answers themselves took
    country.office.clock.true[0] += DAY
    assert refused(country, found) == "old-fetch"
    country.sync()


def test_a_pc_that_was_put_back_is_heard(country: Country) -> None:
    """Its new log begins anew and goes on whatever the numbers of its former life, whose documents are over."""
    country.fetch(number=2**50)
    former = fetch_of(country.post, number=2**50)
    for number in (3, 4):
        country.fetch(log=b"n" * 16, number=number)
    assert refused(country, fetch_of(country.post, log=b"n" * 16, number=3)) == "old-fetch"
    assert refused(country, former) == "old-fetch"


def test_a_restore_that_was_taken_back_is_heard(country: Country) -> None:
    """The former log goes on with a number beyond all, and the other one is the former then."""
    country.fetch(number=10)
    country.fetch(log=b"n" * 16, number=20)
    assert refused(country, fetch_of(country.post, number=20)) == "old-fetch"
    country.fetch(number=21)
    country.fetch(number=22)
    assert refused(country, fetch_of(country.post, log=b"n" * 16, number=21)) == "old-fetch"


@pytest.mark.parametrize("seen", [2**43, 2**60])
def test_a_refused_number_leaps(country: Country, seen: int) -> None:
    """Headquarters has seen far higher numbers of this PC, whose clock was ahead then: one sync mends it."""
    country.fetch(number=seen)
    country.sync()
    with country.office.desk().read() as reader:
        assert FETCHES.of(country.post.device).get(reader)[-1].number > seen


def test_what_cannot_leap_is_told(country: Country) -> None:
    """Where no number is beyond what headquarters says it has seen, the refusal stands."""
    country.fetch(number=MOST_NUMBER + 1)
    with pytest.raises(Distrust) as met:
        country.sync()
    assert met.value.code == "old-fetch"


def test_no_more_logs_are_remembered_than_a_pc_has(country: Country) -> None:
    """The last documents of 32 logs, those heard last."""
    for number in range(1, MOST_LOGS + 3):
        country.fetch(log=bytes([number]) * 16, number=number)
    with country.office.desk().read() as reader:
        seen = FETCHES.of(country.post.device).get(reader)
    assert [one.number for one in seen] == list(range(3, MOST_LOGS + 3))
