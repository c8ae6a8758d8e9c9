"""What headquarters deletes once a case is for these people only: what it said openly, and nothing that is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, DEVICE, LOG
from tests.adapters.store.stores import FakeDevice, new_store, take_in
from tests.fakes.desk import make_actor, make_desk, make_store
from tests.services.arrived import ALONE
from tipdesk.domain.changes import Change, Deletion, Dot
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.restrict_case import restrict_case
from tipdesk.services.desk import Place
from tipdesk.services.look import look
from tipdesk.services.sealing.redact_resealed import find_open, find_spent, redact_resealed, restricted_among
from tipdesk.sync.codec import encode_body

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tipdesk.adapters.store.store import Store
    from tipdesk.domain.changes import Reason, Written
    from tipdesk.services.ledger import Arrival

CASE_RECORD, NOTE, TASK, EXCLUSION = (BY_NAME[name].number for name in ("Case", "Note", "Task", "Exclusion"))
TITLE, LEVEL, TEXT, KIND = 3, 13, 1, 2
CASE, OTHER, THIRD = b"case-of-the-test", b"case-number-two-", b"case-number-3---"
LEVELS = {CASE: "restricted", OTHER: "ordinary", THIRD: "restricted"}
SHUT = Sealed(b"key-name", b"a box")


@dataclass
class Office:
    """Headquarters' store, which all tests share, and a post's device that writes in a case of this test alone."""

    store: Store
    number: int

    def __post_init__(self) -> None:
        self.post = FakeDevice(b"no %05d" % self.number)

    def own(self, row: bytes) -> bytes:
        """Return what a case or a row is called in this test."""
        return b"%05d" % self.number + row[5:]

    def write(self, *changes: Change, case: bytes = CASE, reason: Reason = None) -> Dot:
        """Let the post write one entry, and take it in."""
        named = [Change(one.record, self.own(one.row), one.fields, one.replaces) for one in changes]
        self.arrive(self.post.write_body(self.own(case), encode_body(named, reason, self.post._index), Scope.CASE))
        return self.post.dot

    def arrive(self, *arrivals: Arrival) -> None:
        """Take entries in."""
        take_in(self.store, [self.post], arrivals)

    def open(self) -> list[int]:
        """Return which entries tell openly what must be sealed."""
        with self.store.work(ACTOR) as work:
            return sorted(dot.seq for dot in find_open(work.find_happenings(self.own(CASE))))

    def spent(self, *but: Dot) -> list[int]:
        """Return which entries may go, where the caller lets go of all but some."""
        with self.store.work(ACTOR) as work:
            return [dot.seq for dot in find_spent(work, self.own(CASE), lambda dot: dot not in but)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Headquarters' store."""
    made = new_store(tmp_path_factory.mktemp("resealed") / "home", is_headquarters=True)
    yield made
    made.close()


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    """A number for each test."""
    return count()


@pytest.fixture
def office(store: Store, numbers: Iterator[int]) -> Office:
    """Headquarters, with a case of this test's own."""
    return Office(store, next(numbers))


def case_row(level: str | None = "restricted", *replaced: Dot, case: bytes = CASE) -> Change:
    """Return a write of the case's title and level."""
    fields: Mapping[int, Written] = {TITLE: "Heron", LEVEL: level}
    return Change(CASE_RECORD, case, fields, {TITLE: replaced, LEVEL: replaced} if replaced else {})


def note(text: Written, *replaced: Dot, row: bytes = b"note-of-the-test") -> Change:
    """Return a write of a note's text."""
    return Change(NOTE, row, {TEXT: text}, {TEXT: replaced} if replaced else {})


def test_what_was_written_again_sealed_goes(office: Office) -> None:
    """The open entry goes, the sealed one stays; a caller may keep some back."""
    first = office.write(note("Zebra"))
    office.write(case_row(), note(SHUT, first))
    assert (office.open(), office.spent(), office.spent(first)) == ([1], [1], [])


def test_what_stands_stays(office: Office) -> None:
    """An open answer that nobody has written again yet, and an entry of which one answer still stands."""
    first = office.write(case_row("ordinary"), note("Zebra"))
    office.write(note(SHUT, first), case_row("restricted"))
    assert (office.open(), office.spent()) == ([1], [])


def test_what_is_in_the_trash_stands_as_well(office: Office) -> None:
    """A deleted note keeps its text for whoever restores it: its entry stays until it was written again."""
    first = office.write(note("Zebra"))
    office.write(Change(NOTE, b"note-of-the-test", {DELETED: Deletion(frozenset({first}))}), case_row())
    assert office.spent() == []


def test_no_earlier_answer_comes_back(office: Office) -> None:
    """An entry that alone keeps down an earlier answer that stays is needed, and so is one that keeps that down."""
    first = office.write(case_row("ordinary"), note("one"))
    second = office.write(note("two", first))
    third = office.write(note("three", second))
    office.write(case_row(), note(SHUT, third))
    assert office.spent() == [], "the third is needed for the second, that for the first, which has the title"


def test_an_answer_that_another_entry_keeps_down_needs_no_more(office: Office) -> None:
    """Where the last write names all that stood before it, what lay between may go, in order."""
    first = office.write(case_row("ordinary"), note("one"))
    second = office.write(note("two", first))
    third = office.write(note("three", second))
    office.write(case_row(), note(SHUT, first, second, third))
    assert office.spent() == [2, 3]


def test_what_goes_together_needs_nobody(office: Office) -> None:
    """An earlier answer that goes as well needs not be kept down; one that is not held here cannot come back."""
    strange = Dot(b"log-never-seen--", 7)
    first = office.write(note("one", strange))
    second = office.write(note("two", first))
    office.write(case_row(), note(SHUT, second))
    assert office.spent() == [1, 2]
    assert office.spent(first) == [], "then the second keeps the first down"


def test_one_answer_kept_down_serves_for_itself_alone(office: Office) -> None:
    """Another note, another answer, another entry: each has to be kept down by somebody."""
    other = b"note-number-two-"
    first = office.write(case_row("ordinary"), note("one"), note("one", row=other))
    second = office.write(note("two", first), note("two", first, row=other))
    office.write(case_row(), note(SHUT, first, second), note(SHUT, second, row=other))
    assert office.spent() == []


@pytest.mark.parametrize(
    ("changes", "reason", "is_open"),
    [
        ([note("Zebra")], None, True),
        ([note(SHUT)], None, False),
        ([note(None)], None, False),
        ([case_row()], None, False),
        ([Change(TASK, b"t" * 16, {1: "Ring"})], None, False),
        ([Change(TASK, b"t" * 16, {1: "Ring"})], "because of Zebra", True),
        ([Change(TASK, b"t" * 16, {1: "Ring"})], SHUT, False),
        ([Change(EXCLUSION, b"e" * 16, {3: "a cousin"})], "because of Zebra", False),
        ([Change(EXCLUSION, b"e" * 16, {3: "a cousin"}), Change(TASK, b"t" * 16, {1: "Ring"})], "Zebra", True),
        ([case_row(), note("Zebra")], None, True),
        ([Change(9_999, b"n" * 16, {1: "new"}), note("Zebra")], "Zebra", False),
    ],
)
def test_what_says_openly_what_must_be_sealed(
    office: Office, changes: Sequence[Change], reason: Reason, *, is_open: bool
) -> None:
    """Answers of people and reasons of such entries; not the frame, nor who is kept out, nor a later release's."""
    office.write(*changes, reason=reason)
    assert office.open() == ([1] if is_open else [])


def test_what_cannot_be_read_stays(office: Office) -> None:
    """An entry that no release has written, or whose body is gone, tells nothing and needs nobody."""
    broken = office.post.write_body(office.own(CASE), b"\xc1 no body", Scope.CASE)
    bare = office.post.write(office.own(CASE), note("Zebra"))
    office.arrive(broken, bare._replace(entry=bare.entry._replace(body=None)))
    first = office.write(note("Zebra"))
    office.write(case_row(), note(SHUT, first))
    assert (office.open(), office.spent()) == ([3], [3])


def raised(office: Office, case: bytes, level: str = "restricted") -> Dot:
    """Let a case have an open note, and be raised; return what says the note."""
    row = b"notes" + case[5:]
    first = office.write(note("Zebra", row=row), case=case)
    office.write(case_row(level, case=case), note(SHUT, first, row=row), case=case)
    return first


def test_headquarters_deletes_in_one_entry(office: Office) -> None:
    """Of several cases, those alone that are restricted; with nothing to delete nothing is written."""
    dots = [raised(office, case, level) for case, level in LEVELS.items()]
    desk, asked = make_desk(make_store(9, is_headquarters=True)), [office.own(case) for case in (CASE, OTHER, THIRD)]
    with office.store.work(ACTOR) as work:
        before = work.ledger.own().seq
        assert redact_resealed(desk, work, [*asked, b"never seen here-"]) == 2
        assert work.ledger.own().seq == before + 1
        rows = work.find_rows(BY_NAME["Redaction"], where={"log": office.post.log})
        told = sorted((row["seq"], row["kind"]) for row in rows)
        assert told == [(dots[0].seq, "resealed"), (dots[2].seq, "resealed")]
        assert redact_resealed(desk, work, asked) == redact_resealed(desk, work, []) == 0
        assert work.ledger.own().seq == before + 1


@pytest.mark.parametrize("others", [0, 97, 98, 200])
def test_which_cases_are_restricted(office: Office, others: int) -> None:
    """The same answer whether few are asked about or many; of those that were asked about alone."""
    for case, level in LEVELS.items():
        raised(office, case, level)
    asked = {office.own(CASE), office.own(OTHER), *(b"never seen %05d" % number for number in range(others + 1))}
    with office.store.work(ACTOR) as work:
        assert restricted_among(work, asked) == {office.own(CASE)}


def test_headquarters_raises_a_case_and_deletes_at_once(tmp_path: Path) -> None:
    """What it wrote openly in its own case is gone with the raise; what was written again stands."""
    actor = make_actor("unit", frozenset({"coordinator"}))
    store = new_store(tmp_path / "hq", is_headquarters=True)
    place = Place(DEVICE, LOG, is_headquarters=True)
    desk = replace(make_desk(make_store(), actor), work=partial(store.work, actor), read=store.read, place=place)
    made = new_case(desk, {"case": {"title": "Heron", "summary": "Zebrawords"}, "records": []})
    restrict_case(desk, made.id, [], override=ALONE)
    with store.work(actor) as work:
        assert find_open(work.find_happenings(made.id)) == set()
        assert [row["kind"] for row in work.find_rows(BY_NAME["Redaction"])] == ["resealed"]
    assert look(desk, made.id).case["summary"] == "Zebrawords"
    store.close()
