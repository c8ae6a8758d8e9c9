"""A case goes from one post to another through headquarters: offered, answered, worked on, forgotten behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.handing import (
    WHY,
    begun,
    in_charge,
    of_country,
    offered,
    owed,
    parked,
    rows,
    site_of,
    taken,
    three_posts,
    waiting,
)
from tests.services.shares import begin_share, bodies, has_salt
from tests.services.writes import add_note
from tipdesk.domain.errors import UserError
from tipdesk.services.handover.answer_hand_over import accept_case, decline_case
from tipdesk.services.handover.hand_over import hand_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.services.countries import Country


NO = "We have nobody who speaks Creole."


@pytest.fixture
def country() -> Iterator[Country]:
    """Three posts and headquarters."""
    yield from three_posts()


def test_an_offer_brings_the_case_whole_and_changes_nothing(country: Country) -> None:
    """The other post reads all of it, and has it in its work; the first one is in charge and goes on."""
    case = offered(country)
    there = site_of(country, "B")
    assert [row["title"] for row in rows(there, "Task", case)] == ["Ring"]
    assert rows(there, "Person", case)
    assert (waiting(there), waiting(country.post)) == ([case], [])
    assert {in_charge(site, case) for site in (country.office, country.post, there)} == {"A"}
    assert not bodies(site_of(country, "C"), case)
    add_note(country.post, case, "goes on")
    country.sync()
    country.sync(there)
    assert "goes on" in {row["text"] for row in rows(there, "Note", case)}
    assert parked(country) == []


def test_an_accepted_case_moves_with_its_work(country: Country) -> None:
    """Post, officer and open tasks move in one entry; the former post forgets it, and the new one works alone."""
    case = taken(country)
    there = site_of(country, "B")
    [row], [task] = rows(there, "Case", case), rows(there, "Task", case)
    officer = there.desk().actor.officer
    assert (row["owner"], task["assigned_to"]) == (officer, officer)
    assert {in_charge(site, case) for site in (country.office, there)} == {"B"}
    assert of_country(country, case) == "B"
    assert (bodies(country.post, case), has_salt(country.post, case)) == ([], False)
    assert owed(country) == {country.post.device: True}
    add_note(there, case, "theirs")
    country.sync(there)
    country.sync()
    assert "theirs" in {one["text"] for one in rows(country.office, "Note", case)}
    assert not bodies(country.post, case)
    assert (waiting(there), parked(country)) == ([], [])


def test_a_declined_case_stays(country: Country) -> None:
    """The reason comes back, the other post forgets what it read, and the case can be offered elsewhere."""
    case = offered(country)
    there = site_of(country, "B")
    decline_case(there.desk(), case, NO)
    for site in (there, country.post, there):
        country.sync(site)
    [handover] = rows(country.post, "CaseHandover", case)
    assert (handover["answer"], handover["answer_why"]) == ("rejected", NO)
    assert (in_charge(country.post, case), of_country(country, case)) == ("A", "A")
    assert not bodies(there, case)
    assert owed(country) == {there.device: True}
    hand_over(country.post.desk(), case, "C", WHY)
    country.sync()
    country.sync(site_of(country, "C"))
    assert waiting(site_of(country, "C")) == [case]
    assert parked(country) == []


def test_an_offer_is_taken_back(country: Country) -> None:
    """Who offered it may end that; an acceptance that comes later is kept aside, and the case stays where it is."""
    case = offered(country)
    there = site_of(country, "B")
    decline_case(country.post.desk(), case, "We found somebody here.")
    country.sync()
    accept_case(there.desk(), case)
    add_note(there, case, "theirs")
    country.sync(there)
    assert set(parked(country)) <= {"hand-over", "other-post"}
    assert "hand-over" in parked(country)
    assert (of_country(country, case), in_charge(country.office, case), in_charge(country.post, case)) == ("A",) * 3
    country.sync(there)
    assert not bodies(there, case)


def test_an_acceptance_stands_when_the_offer_is_taken_back_too_late(country: Country) -> None:
    """What comes first at headquarters counts; the other is kept aside."""
    case = offered(country)
    there = site_of(country, "B")
    accept_case(there.desk(), case)
    decline_case(country.post.desk(), case, "We found somebody here.")
    country.sync(there)
    country.sync()
    assert parked(country) == ["hand-over"]
    assert of_country(country, case) == "B"
    assert in_charge(country.office, case) == "B"


def test_a_case_goes_on_and_comes_back(country: Country) -> None:
    """From post to post and home again: each holds it while it is in charge, and gets it whole when it comes."""
    case = taken(country)
    second, third = site_of(country, "B"), site_of(country, "C")
    for giver, taker in ((second, third), (third, country.post)):
        hand_over(giver.desk(), case, taker.post, WHY)
        country.sync(giver)
        country.sync(taker)
        accept_case(taker.desk(), case)
        for site in (taker, giver, taker, giver):
            country.sync(site)
        assert in_charge(taker, case) == in_charge(country.office, case) == taker.post
        assert not bodies(giver, case)
    assert rows(country.post, "Person", case)
    assert [one["to_post"] is not None for one in rows(country.post, "CaseHandover", case)] == [True] * 3
    assert parked(country) == []


def test_headquarters_shares_it_back(country: Country) -> None:
    """The former post holds it again while the share lives; what decides is still with the new one."""
    case = taken(country)
    begin_share(country.office, case, "A")
    country.sync()
    assert rows(country.post, "Person", case)
    assert in_charge(country.post, case) == of_country(country, case) == "B"
    with pytest.raises(UserError) as refused:
        hand_over(country.post.desk(), case, "C", WHY)
    assert refused.value.code == "not-in-charge"
    add_note(country.post, case, "as a guest")
    country.sync()
    assert parked(country) == []


def test_headquarters_hands_over_and_answers(country: Country) -> None:
    """A coordinator gives a case to a post, and may answer for it, naming who is in charge."""
    case = begun(country)
    office, there = country.office, site_of(country, "B")
    hand_over(office.desk(), case, "B", WHY)
    country.sync(there)
    assert waiting(there) == [case]
    with pytest.raises(UserError) as refused:
        accept_case(office.desk(), case)
    assert refused.value.code == "officer-needed"
    accept_case(office.desk(), case, officer=there.desk().actor.officer)
    country.sync(there)
    country.sync()
    assert in_charge(there, case) == of_country(country, case) == "B"
    assert not bodies(country.post, case)
