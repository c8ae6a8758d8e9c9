"""A post hands a case to another one by stick, while headquarters cannot be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from tests.services.travelling import SMALL, attach
from tests.services.writes import CASE, add_note, begin_case, redact, write
from tipdesk.adapters.carriers.folder import FolderCarrier
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Trouble
from tipdesk.domain.rules.handing_over import ADVANCE
from tipdesk.services.directory.shares import SHARE
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.directory.registry import OFFICER
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.remembered.link import STRETCHES
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.handed.put_on_stick import put_on_stick
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def country() -> Country:
    """Headquarters and two posts, of which one may hand to the other."""
    return a_country_that_hands()


def test_a_case_comes_whole_without_headquarters(country: Country) -> None:
    """What A wrote, what its second PC wrote and what headquarters wrote lies at B after one reading of the stick."""
    a, second, b = country.posts
    case = begin_case(a)
    add_note(a, case, "by A")
    country.sync(a)
    add_note(country.office, case, "by headquarters")
    country.sync(second)
    add_note(second, case, "by the second PC")
    country.sync(second)
    country.sync(a)
    row, stick = offer(country, a, case), a_stick()
    assert put(country, a, case, row, stick).left == {}
    assert told(by_stick(b, stick)) == [("handed", "accepted", "")]
    assert notes_at(b, case) == ["by A", "by headquarters", "by the second PC"]
    seen = handover_at(b, row)
    assert seen is not None
    assert (seen["why"], seen["answer"]) == ("Lives there.", None)
    assert told(by_stick(b, stick)) == []


def test_what_is_not_of_the_case_stays_at_home(country: Country) -> None:
    """Nothing of another case of A, nor of its directory or register, is on the stick but hashes."""
    a, _second, b = country.posts
    other = begin_case(a, "Kestrel")
    country.sync(a)
    add_note(country.office, other, "of the other case")
    case = begin_case(a)
    country.sync(a)
    add_note(country.office, case, "by headquarters")
    country.sync(a)
    row, stick = offer(country, a, case), a_stick()
    put(country, a, case, row, stick)
    assert b"of the other case" not in b"".join(stick.files.values())  # these seals hide nothing
    by_stick(b, stick)
    assert notes_at(b, case) == ["by headquarters"]
    with b.desk().read() as reader:
        assert reader.get_row(CASE, other) is None


def test_another_post_leaves_it_on_the_stick(country: Country) -> None:
    """A stick for B says nothing at the PC of another post, and lies there for B as before."""
    case, row, stick = handed_case(country)
    c = country.join("C1", "B")
    stranger = country.posts[1]
    assert (told(by_stick(stranger, stick)), handover_at(stranger, row)) == ([], None)
    assert (told(by_stick(c, stick)), handover_at(c, row)) == ([], None)  # it was enrolled after the case was sealed
    assert told(by_stick(country.posts[2], stick)) == [("handed", "accepted", "")]
    assert notes_at(country.posts[2], case) == ["by A"]


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


def test_an_answer_comes_back_on_the_same_stick(country: Country) -> None:
    """B answers and writes on; A reads both from the stick, and nothing of it stays there."""
    a, _second, b = country.posts
    case, row, stick = handed_case(country)
    by_stick(b, stick)
    answer(b, row)
    add_note(b, case, "by B")
    by_stick(b, stick)
    assert told(by_stick(a, stick)) == [("answer", "accepted", "")]
    seen = handover_at(a, row)
    assert seen is not None
    assert (seen["answer"], notes_at(a, case)) == ("accepted", ["by A", "by B"])
    assert told(by_stick(a, stick)) == []


def test_entries_that_nobody_asked_for_are_refused(country: Country) -> None:
    """B sends A what stands in a case that A never handed to it: it is no answer, and nothing of it is taken in."""
    a, _second, b = country.posts
    case, stick = begin_case(b), a_stick()
    row = offer(country, b, case, to="B")
    put(country, b, case, row, stick, to="A")
    assert told(by_stick(a, stick)) == [("bundle", "refused", "not-handed")]


def test_what_was_handed_goes_on_to_the_next_post(country: Country) -> None:
    """B hands on what A handed to it: C proves what A wrote by A's own word, and what B wrote by B's."""
    _a, _second, b = country.posts
    add_post(country.office.desk(), "C", "C")
    c = country.join("C1", "C")
    grant(country, "B", may_hand_to="C")
    for site in country.posts:
        country.sync(site)
    case, row, stick = handed_case(country)
    by_stick(b, stick)
    answer(b, row)
    add_note(b, case, "by B")
    onward, second_stick = offer(country, b, case, to="C"), a_stick()
    put(country, b, case, onward, second_stick, to="C")
    assert told(by_stick(c, second_stick)) == [("handed", "accepted", "")]
    assert notes_at(c, case) == ["by A", "by B"]


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


def test_a_stick_pulled_out_at_each_write(country: Country, tmp_path: Path) -> None:
    """Wherever it is pulled out, B finds the case whole or not at all; put in again, all of it goes, and once."""
    a, _second, b = country.posts
    for site in country.posts:
        site.files.part_bytes = SMALL
    case = begin_case(a)
    contents = [attach(a, size, case) for size in (100, 150)]
    row, post = offer(country, a, case), post_id(country, "B")
    number, is_pulled, stick, home = 0, True, tmp_path / "stick", tmp_path / "home"
    stick.mkdir()
    while is_pulled:
        is_pulled, left = False, [number]

        def pull(_done: int, _total: int, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Trouble("stick-gone", "The stick is gone.")

        try:
            put_on_stick(a.desk(), FolderCarrier(stick, home, a.device), case, (row, post), pull, never)
        except Trouble:
            is_pulled, number = True, number + 1
        whole = {file.name for file in stick.iterdir()}
        assert not any(name.endswith(".part") for name in whole)
        report = sync_now(b.desk(), FolderCarrier(stick, home, b.device), no_step, never)
        assert {one.verdict for one in report.received} <= {"accepted", "replay"}
    assert number > len(contents)
    assert handover_at(b, row) is not None
    assert b.files.is_here(contents[0])
    assert b.files.is_here(contents[1])


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


def test_every_stick_carries_what_waits(country: Country) -> None:
    """The stick with the case is lost: the next one that A writes carries it, with what was written since."""
    a, _second, b = country.posts
    case, row, _lost = handed_case(country)
    add_note(a, case, "since")
    stick = a_stick()
    by_stick(a, stick)
    assert ("handed", "accepted", "") in told(by_stick(b, stick))
    assert notes_at(b, case) == ["by A", "since"]
    answer(b, row)
    by_stick(b, stick)
    by_stick(a, stick)
    other = a_stick()
    by_stick(a, other)
    assert [one for one in told(by_stick(b, other)) if one[0] == "handed"] == []


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
