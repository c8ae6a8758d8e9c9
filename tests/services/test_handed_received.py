"""Headquarters hears of a case that went from post to post by stick: from either post first."""

from __future__ import annotations

import pytest

from tests.services.countries import Country, bundle_of, incidents_of
from tests.services.enrolments import post_id, refused
from tests.services.handed_stick import (
    DIGITS,
    a_country_that_hands,
    a_stick,
    answer,
    by_stick,
    grant,
    handed_case,
    handover_at,
    notes_at,
    offer,
    put,
)
from tests.services.travelling import SMALL, attach, holds
from tests.services.writes import add_note, begin_case
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.sync.trust import Verdict


@pytest.fixture
def country() -> Country:
    """Headquarters and two posts, of which one may hand to the other."""
    return a_country_that_hands()


def parked_at(country: Country) -> list[str]:
    """Return why headquarters keeps entries aside."""
    with country.office.desk().work() as work:
        return [one.reason for one in work.ledger.find_parked()]


def charge_of(country: Country, case: bytes) -> str:
    """Return the code of the post that is in charge of a case, as headquarters has it."""
    post = country.registry().post_of_case(case)
    return next((code for code in ("A", "B") if post == post_id(country, code)), "")


def accepted_case(country: Country, right: str | None = None) -> tuple[bytes, bytes]:
    """Return a case that went from A to B, where both wrote on, and the hand-over: headquarters knows of neither."""
    a, _second, b = country.posts
    if right is None:
        case, row, stick = handed_case(country)
    else:
        case, stick = begin_case(a), a_stick()
        add_note(a, case, "by A")
        row = offer(country, a, case, by=right)
        put(country, a, case, row, stick)
    by_stick(b, stick)
    answer(b, row)
    add_note(b, case, "by B")
    add_note(a, case, "by A, later")
    return case, row


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("right", [None, DIGITS])
def test_whoever_is_heard_first(country: Country, order: tuple[int, int], right: str | None) -> None:
    """In any order headquarters has everything, parks nothing, and the case is B's; both posts get what they lack."""
    a, _second, b = country.posts
    case, row = accepted_case(country, right)
    for number in order:
        country.sync((a, b)[number])
    assert parked_at(country) == []
    assert (charge_of(country, case), notes_at(country.office, case)) == ("B", ["by A", "by A, later", "by B"])
    assert incidents_of(country.office) == []
    country.sync(a)
    country.sync(b)
    assert notes_at(b, case) == ["by A", "by A, later", "by B"]
    seen = handover_at(b, row)
    assert seen is not None
    assert seen["answer"] == "accepted"
    with country.office.desk().work() as work:
        for site in (a, b):
            state = work.ledger.get_log(site.log)
            assert state is not None
            assert all(work.ledger.hash_at(site.log, seq) for seq in range(1, state.seq + 1))


def test_b_alone_tells_all_that_a_handed_over(country: Country) -> None:
    """A is never heard again: headquarters has its part of the case by its own word, which B brought."""
    b = country.posts[2]
    case, _row = accepted_case(country)
    country.sync(b)
    assert (charge_of(country, case), notes_at(country.office, case)) == ("B", ["by A", "by B"])
    assert parked_at(country) == []


def test_the_stick_itself_tells_headquarters(country: Country) -> None:
    """The stick comes to headquarters before either post: it learns of the case, and leaves the stick for B."""
    case, row, stick = handed_case(country)
    verdicts = [one.verdict for one in receive_stick(country.office.desk(), stick)]
    assert verdicts == [Verdict.ACCEPTED]
    assert notes_at(country.office, case) == ["by A"]
    by_stick(country.posts[2], stick)
    assert handover_at(country.posts[2], row) is not None


def test_a_right_that_ended_keeps_all_of_it_aside(country: Country) -> None:
    """Headquarters has ended it meanwhile: the hand-over waits with what follows, till it is let again."""
    a, _second, b = country.posts
    case, _row = accepted_case(country)
    grant(country, "A", may_hand_to=None)
    for site in (b, a):
        country.sync(site)
    assert "not-granted" in parked_at(country)
    assert (charge_of(country, case), notes_at(country.office, case)) == ("A", ["by A", "by A, later"])
    grant(country, "A", may_hand_to="B")
    assert parked_at(country) == []
    assert (charge_of(country, case), notes_at(country.office, case)) == ("B", ["by A", "by A, later", "by B"])


def test_a_code_that_served_twice_is_an_incident(country: Country) -> None:
    """Two PCs of A hand over by one code: headquarters lets the first, keeps the other aside, says so."""
    a, second, _b = country.posts
    for site in (a, second):
        case = begin_case(site)
        offer(country, site, case, by=DIGITS)
        country.sync(site)
    assert parked_at(country) == ["code-used"]
    assert [(one["kind"], one["device"]) for one in incidents_of(country.office)] == [("code_twice", second.device)]


def test_what_the_giver_sends_must_be_what_it_handed_over(country: Country) -> None:
    """B brings A's word; then A, whose store is a copy, sends something else of the same log: that is an incident."""
    a, _second, b = country.posts
    case = begin_case(a)
    copy = a.store.backup()
    add_note(a, case, "by A")
    row, stick = offer(country, a, case), a_stick()
    put(country, a, case, row, stick)
    by_stick(b, stick)
    country.sync(b)
    a.store.restore(copy, a.log)
    add_note(a, case, "by the copy")
    with refused("log-differs"):
        country.sync(a)
    assert [(one["kind"], one["device"]) for one in incidents_of(country.office)] == [("fork", a.device)]
    assert notes_at(country.office, case) == ["by A"]


def test_a_declined_case_stays(country: Country) -> None:
    """B declines: the case is A's as before, and headquarters parks nothing."""
    a, _second, b = country.posts
    case, row, stick = handed_case(country)
    by_stick(b, stick)
    answer(b, row, "rejected")
    for site in (b, a):
        country.sync(site)
    assert (charge_of(country, case), parked_at(country)) == ("A", [])
    seen = handover_at(a, row)
    assert seen is not None
    assert seen["answer"] == "rejected"


def test_files_go_with_the_case(country: Country) -> None:
    """The parts of its files lie on the stick: B has them whole with the case, and headquarters gets them from B."""
    a, _second, b = country.posts
    for site in (country.office, *country.posts):
        site.files.part_bytes = SMALL
    case = begin_case(a)
    content = attach(a, 300, case)
    row, stick = offer(country, a, case), a_stick()
    assert put(country, a, case, row, stick).files == 1
    by_stick(b, stick)
    by_stick(b, stick)
    assert holds(b, content)
    answer(b, row)
    country.sync(b)
    assert holds(country.office, content)


def test_what_b_wrote_waits_for_a(country: Country) -> None:
    """B's log comes without A's word, as from its outbox: it does not count as B's own case, and is let in later."""
    a, _second, b = country.posts
    case, _row = accepted_case(country)
    assert country.receive(bundle_of(b)).parked > 0
    assert {*parked_at(country)} == {"hand-over-awaited"}
    assert (charge_of(country, case), notes_at(country.office, case)) == ("", [])
    country.sync(a)
    assert parked_at(country) == []
    assert (charge_of(country, case), notes_at(country.office, case)) == ("B", ["by A", "by A, later", "by B"])


def test_a_case_comes_back_to_where_it_was_forgotten(country: Country) -> None:
    """A has forgotten the case that B took on; handed back by stick, A has all of it again, its own part too."""
    a, _second, b = country.posts
    grant(country, "B", may_hand_to="A")
    case, row, stick = handed_case(country)
    by_stick(b, stick)
    answer(b, row)
    for _time in range(3):
        for site in country.posts:
            country.sync(site)
    assert notes_at(a, case) == []
    add_note(b, case, "by B")
    back, second_stick = offer(country, b, case, to="A"), a_stick()
    put(country, b, case, back, second_stick, to="A")
    by_stick(a, second_stick)
    assert notes_at(a, case) == ["by A", "by B"]
    answer(a, back)
    for _time in range(2):
        for site in (a, b):
            country.sync(site)
    assert (charge_of(country, case), parked_at(country)) == ("A", [])
    assert incidents_of(country.office) == []
