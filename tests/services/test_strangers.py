"""What strangers did is kept as counts by day, and told in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.services.countries import a_country
from tipdesk.homes.served import StrangersTold
from tipdesk.services.headquarters.intake.strangers import (
    DAYS,
    MOST_KINDS,
    OTHER,
    UNSIGNED_FILES,
    find_strangers,
    note_strangers,
    stranger_words,
)

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tipdesk.services.remembered.shapes import StrangersDay

DAY_MS = 24 * 60 * 60 * 1000


def note(site: Site, counts: dict[str, int], days: int = 0) -> StrangersDay:
    """Note what happened, so many days later."""
    site.clock.true[0] += days * DAY_MS
    return note_strangers(site.desk(), counts)


def test_a_day_adds_up_and_days_have_an_end() -> None:
    """Counts of a day are added; nothing is noted for nothing; the oldest days fall out."""
    site = a_country().office
    assert note(site, {}).counts == {}
    assert find_strangers(site.desk()) == []
    note(site, {"no-handshake": 299, "cut": 0})
    assert note(site, {"no-handshake": 1, UNSIGNED_FILES: 12}).counts == {"no-handshake": 300, UNSIGNED_FILES: 12}
    for _day in range(DAYS + 3):
        note(site, {"cut": 1}, days=1)
    found = find_strangers(site.desk())
    assert len(found) == DAYS
    assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)
    assert found[-1].counts == {"cut": 1}


def test_kinds_have_an_end() -> None:
    """Whatever a caller calls them: some kinds a day, with short names; the rest under one."""
    counts = note(a_country().office, {f"{number:03}" + "x" * 99: 2 for number in range(100)}).counts
    assert len(counts) == MOST_KINDS + 1
    assert counts[OTHER] == 2 * (100 - MOST_KINDS)


def test_a_day_is_told_in_words() -> None:
    """The most frequent first, one and many, a kind that nobody knows by its code; without a name or a place."""
    counts = {UNSIGNED_FILES: 12, "no-handshake": 300, "cut": 1, "newer": 2}
    told = stranger_words(counts)
    assert told == ("300 connections that never spoke, 12 files nobody signed, newer: 2, 1 refused upload cut short")


def test_the_server_says_a_day_once() -> None:
    """That of a day when the next one begins, the last one when the server ends; each line once."""
    site = a_country().office
    said: list[StrangersDay] = []
    told = StrangersTold(site.desk(), said.append)
    told({"cut": 1})
    told({"cut": 2})
    assert said == []
    site.clock.true[0] += DAY_MS
    told({"refused": 1})
    assert [one.counts for one in said] == [{"cut": 3}]
    told.end()
    told.end()
    assert [one.counts for one in said] == [{"cut": 3}, {"refused": 1}]
