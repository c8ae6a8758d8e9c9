"""What comes by stick from another post and is not taken in: without a right, altered, unproved, or beyond its case."""

from __future__ import annotations

import pytest

from tests.services.countries import Country, incidents_of
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
    told,
)
from tests.services.writes import CASE, add_note, begin_case, redact, write
from tipdesk.domain.changes import Change
from tipdesk.domain.rules.handing_over import ADVANCE
from tipdesk.services.directory.shares import SHARE
from tipdesk.services.headquarters.directory.registry import OFFICER
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.remembered.link import STRETCHES


@pytest.fixture
def country() -> Country:
    """Headquarters and two posts, of which one may hand to the other."""
    return a_country_that_hands()


@pytest.mark.parametrize(
    ("right", "reason"), [("", "not-granted"), ("2" * 32, "wrong-code"), (DIGITS, ""), (ADVANCE, "")]
)
def test_it_comes_by_right_alone(country: Country, right: str, reason: str) -> None:
    """Without headquarters' word, or by a code that it never gave, nothing is taken in; what it has let is."""
    a, _second, b = country.posts
    case = begin_case(a)
    row, stick = offer(country, a, case, by=right), a_stick()
    put(country, a, case, row, stick)
    wanted = ("bundle", "refused", reason) if reason else ("handed", "accepted", "")
    assert told(by_stick(b, stick)) == [wanted]
    assert (handover_at(b, row) is None) is bool(reason)


def test_a_right_that_ended_is_none(country: Country) -> None:
    """B has heard that A may not hand to it any more: it refuses, and takes the case once that is let again."""
    _case, row, stick = handed_case(country)
    b = country.posts[2]
    grant(country, "A", may_hand_to=None)
    country.sync(b)
    assert told(by_stick(b, stick)) == [("bundle", "refused", "not-granted")]
    assert handover_at(b, row) is None
    grant(country, "A", may_hand_to="B")
    country.sync(b)
    assert ("handed", "accepted", "") in told(by_stick(b, stick))


def test_a_code_serves_once(country: Country) -> None:
    """The same code for another case is refused where the first use is known: at B, and at A's own PC."""
    a, _second, b = country.posts
    sticks = []
    for _number in range(2):
        case, stick = begin_case(a), a_stick()
        put(country, a, case, offer(country, a, case, by=DIGITS), stick)
        sticks.append(stick)
    assert told(by_stick(b, sticks[0])) == [("handed", "accepted", "")]
    assert told(by_stick(b, sticks[1])) == [("bundle", "refused", "code-used")]


def test_entries_that_nobody_asked_for_are_refused(country: Country) -> None:
    """B sends A what stands in a case that A never handed to it: it is no answer, and nothing of it is taken in."""
    a, _second, b = country.posts
    case, stick = begin_case(b), a_stick()
    row = offer(country, b, case, to="B")
    put(country, b, case, row, stick, to="A")
    assert told(by_stick(a, stick)) == [("bundle", "refused", "not-handed")]


def test_what_cannot_be_proved_is_not_handed_on(country: Country) -> None:
    """A lost the signed header under which a note of headquarters came: it refuses to hand the case over in part."""
    a = country.post
    case = begin_case(a)
    country.sync(a)
    add_note(country.office, case)
    country.sync(a)
    with a.desk().work() as work:
        STRETCHES.keep(work, [])
    row = offer(country, a, case)
    with refused("cannot-be-proved"):
        put(country, a, case, row, a_stick())


def test_nobody_to_seal_to(country: Country) -> None:
    """The other post has no PC, or those it had were revoked: A is told before anything is written."""
    a, _second, b = country.posts
    case = begin_case(a)
    row = offer(country, a, case)
    revoke_device(country.office.desk(), b.device, 1)
    country.sync(a)
    with refused("no-pc-there"):
        put(country, a, case, row, a_stick())


def test_a_revoked_giver_is_not_believed(country: Country) -> None:
    """Headquarters has revoked A's PC from its first entry on, and B knows: nothing comes from it."""
    _case, row, stick = handed_case(country)
    revoke_device(country.office.desk(), country.post.device, 1)
    b = country.posts[2]
    country.sync(b)
    assert told(by_stick(b, stick)) == [("bundle", "refused", "revoked")]
    assert handover_at(b, row) is None


def test_two_histories_are_an_incident(country: Country) -> None:
    """A copy of A's store writes on by itself: what it hands over contradicts what B has of that log, and B says so."""
    a, _second, b = country.posts
    case = begin_case(a)
    copy = a.store.backup()
    add_note(a, case, "by A")
    row, stick = offer(country, a, case), a_stick()
    put(country, a, case, row, stick)
    by_stick(b, stick)
    a.store.restore(copy, a.log)
    add_note(a, case, "by the copy")
    other, second_stick = offer(country, a, case), a_stick()
    put(country, a, case, other, second_stick)
    assert told(by_stick(b, second_stick)) == [("bundle", "refused", "log-differs")]
    assert [(one["kind"], one["device"]) for one in incidents_of(b)] == [("fork", a.device)]
    assert (notes_at(b, case), handover_at(b, other)) == (["by A"], None)


def test_a_case_that_was_erased_does_not_come_back(country: Country) -> None:
    """Headquarters has had the case erased, and B knew it before: a stick that was under way brings nothing back."""
    a, _second, b = country.posts
    case, row, stick = handed_case(country)
    by_stick(b, stick)
    again = a_stick()
    put(country, a, case, row, again)
    country.sync(b)
    with country.office.desk().work() as work:
        gone = work.ledger.case_entries(case)
    for one in gone:
        redact(country.office, one.log, one.seq)
    country.sync(b)
    assert told(by_stick(b, again)) == [("bundle", "refused", "case-erased")]


@pytest.mark.parametrize(
    ("what", "reason"), [("directory", "wrong-scope"), ("share", "wrong-scope"), ("row", "other-case")]
)
def test_a_word_that_reaches_beyond_its_case_is_refused(country: Country, what: str, reason: str) -> None:
    """A tampered PC writes into its case what is of the directory, of headquarters or of B's own case: none comes."""
    a, _second, b = country.posts
    own = begin_case(b, "Kestrel")
    case, stick = begin_case(a), a_stick()
    written = {
        "directory": Change(OFFICER.number, b.actor.officer, {OFFICER.by_name["roles"].number: ["coordinator"]}),
        "share": Change(SHARE.number, a.ids.new_id(), {SHARE.by_name["with_post"].number: post_id(country, "B")}),
        "row": Change(CASE.number, own, {CASE.by_name["title"].number: "changed by a thief"}),
    }
    write(a, case, written[what])
    put(country, a, case, offer(country, a, case), stick)
    assert told(by_stick(b, stick)) == [("bundle", "refused", reason)]
    with b.desk().read() as reader:
        row, officer = reader.get_row(CASE, own), reader.get_row(OFFICER, b.actor.officer)
        assert row is not None
        assert officer is not None
        assert (row["title"], reader.get_row(CASE, case)) == ("Kestrel", None)
        assert officer["roles"] != frozenset({"coordinator"})


def test_a_post_that_declined_sends_nothing_more(country: Country) -> None:
    """B has declined: its answer may come twice, and what it writes in the case after that does not come to A."""
    a, _second, b = country.posts
    case, row, stick = handed_case(country)
    by_stick(b, stick)
    answer(b, row, "rejected")
    by_stick(b, stick)
    assert told(by_stick(a, stick)) == [("answer", "accepted", "")]
    by_stick(b, stick)
    assert told(by_stick(a, stick)) == [("answer", "replay", "")]
    add_note(b, case, "after that")
    by_stick(b, stick)
    assert told(by_stick(a, stick)) == [("bundle", "refused", "not-handed")]
    assert notes_at(a, case) == ["by A"]
