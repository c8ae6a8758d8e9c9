"""What a holder's home does by itself: keys for whoever became entitled, seals for what came in openly, reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk, make_store
from tests.services.key_rows import CASE, OTHER_CASE, make_keyed_store, put_in, write_directory
from tests.services.rooms import CARER, COLLEAGUE, OWNER
from tests.services.sealed_entries import CASE_RECORD, FAMILY, NOTE, PERSON, ROW, given, note, of_case, person, wrote
from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.fields import change_of_new
from tipdesk.services.integrity.note_incident import find_open
from tipdesk.services.sealing.seal_stragglers import seal_stragglers
from tipdesk.services.sealing.share_case_keys import share_case_keys
from tipdesk.services.sealing.writing_again import find_writes, written_again

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.changes import Entry
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row

LEVEL = CASE_RECORD.by_name["sealing"].number


@pytest.fixture
def store() -> FakeStore:
    """A post whose officers have keys in the directory."""
    return make_keyed_store()


def put(store: FakeStore, *changes: Change, case: bytes = CASE) -> Entry:
    """Write an entry as it is, past sealing, as a PC does that has not heard of the raise."""
    with store.work(OWNER) as unit:
        return unit.append(Scope.CASE, case, changes)


def row_of(store: FakeStore, row: bytes = ROW) -> Row:
    """Return the person's row as it is held."""
    with store.read() as reader:
        found = reader.get_row(PERSON, row)
    assert found is not None
    return found


def sealed(store: FakeStore) -> int:
    """Let the owner's home seal what stands open; return in how many cases."""
    return seal_stragglers(make_desk(store, OWNER))


def test_whoever_became_entitled_gets_the_keys(store: FakeStore) -> None:
    """In one entry a case, told as a change of keys; where nobody lacks any, nothing is written or told."""
    wrote(store, of_case(), person(whereabouts="Zebraroad 5"))
    assert share_case_keys(make_desk(store, OWNER)) is None
    put(store, change_of_new(BY_NAME["Task"], b"t" * 16, {"title": "Ring", "assigned_to": CARER.officer}))
    before = len(store.held)
    assert share_case_keys(make_desk(store, COLLEAGUE)) is None
    changed = share_case_keys(make_desk(store, OWNER))
    assert changed is not None
    assert (changed.kinds, changed.case, changed.row) == (frozenset({"CaseKey"}), None, None)
    assert [given(held.entry) for held in store.held[before:]] == [[(CARER.officer, 1)]]
    assert share_case_keys(make_desk(store, OWNER)) is None


def test_a_disabled_officer_shares_nothing(store: FakeStore) -> None:
    """Whatever keys they still hold."""
    wrote(store, of_case(), person(whereabouts="Zebraroad 5"))
    put(store, change_of_new(BY_NAME["Task"], b"t" * 16, {"title": "Ring", "assigned_to": CARER.officer}))
    write_directory(store, "Officer", OWNER.officer, {"disabled": True})
    assert share_case_keys(make_desk(store, OWNER)) is None


def test_rows_that_nobody_believes_are_reported_once(store: FakeStore) -> None:
    """With the row and the latest entry that wrote it, so that headquarters finds who did."""
    wrote(store, of_case(), person(whereabouts="Zebraroad 5"))
    forged = put_in(store, CARER, {"officer": COLLEAGUE.officer, "version": 9})
    last = put(store, Change(BY_NAME["CaseKey"].number, forged, {8: True}))
    put(store, change_of_new(BY_NAME["Task"], b"t" * 16, {"title": "Ring", "assigned_to": COLLEAGUE.officer}))
    for _time in range(2):
        share_case_keys(make_desk(store, OWNER))
        with store.read() as reader:
            [told] = find_open(reader)
        assert told["kind"] == "case_key"
        assert (told["log"], told["seq"]) == last.dot


def test_what_came_in_openly_is_sealed(store: FakeStore) -> None:
    """A name that a PC wrote before it heard of the raise, deleted rows too; and that is a change to tell of."""
    wrote(store, of_case("restricted"), note())
    put(store, person(family_name="Zebra"), change_of_new(NOTE, b"other-note-of-10", {"text": "Zebra"}))
    mark = Deletion(row_of(store).all_dots)
    put(store, Change(PERSON.number, ROW, {DELETED: mark}))
    before = len(store.held)
    changed = share_case_keys(make_desk(store, OWNER))
    assert changed is not None
    [entry] = [held.entry for held in store.held[before:]]
    assert "Zebra" not in repr(entry)
    assert {change.row for change in entry.changes} == {ROW, b"other-note-of-10"}
    found = row_of(store)
    assert (isinstance(found["family_name"], Sealed), found.deleted, found.siblings) == (True, True, {})
    assert sealed(store) == 0


def test_each_case_is_sealed_by_itself(store: FakeStore) -> None:
    """Two cases are two entries; what stands open in a case that is not restricted stays as it is."""
    wrote(store, of_case("restricted"), note())
    put(store, person(family_name="Zebra"))
    other: dict[str, Value] = {"title": "Maple", "sealing": "ordinary"}
    put(store, change_of_new(CASE_RECORD, OTHER_CASE, other), case=OTHER_CASE)
    put(store, change_of_new(PERSON, b"person-two------", {"family_name": "Doe"}), case=OTHER_CASE)
    assert sealed(store) == 1
    assert row_of(store, b"person-two------")["family_name"] == "Doe"
    assert sealed(store) == 0


def test_a_case_whose_level_was_lowered_by_hand_is_left(store: FakeStore) -> None:
    """It is not restricted as it stands: nothing in it is written again, whatever keys it has."""
    first = wrote(store, of_case("restricted"), note())
    put(store, Change(CASE_RECORD.number, CASE, {LEVEL: "ordinary"}, {LEVEL: (first.dot,)}))
    put(store, person(family_name="Zebra"))
    assert sealed(store) == 0


@pytest.mark.parametrize(("ours", "theirs", "count"), [(True, True, 1), (True, False, 1), (False, True, 0)])
def test_the_home_that_raised_the_case_seals(store: FakeStore, *, ours: bool, theirs: bool, count: int) -> None:
    """And no other; where two raised it at once, each of them counts as one."""
    wrote(store, of_case(None))
    there = make_store(2)
    there.take_in(store)
    for place, raises in ((store, ours), (there, theirs)):
        if raises:
            wrote(place, Change(CASE_RECORD.number, CASE, {LEVEL: "restricted"}), is_afresh=True)
    store.take_in(there)
    put(store, person(family_name="Zebra"))
    assert sealed(store) == count


def test_an_answer_in_conflict_is_left_to_a_holder(store: FakeStore) -> None:
    """Two open answers of one field cannot be sealed as one; who holds no key for it seals nothing."""
    wrote(store, of_case("restricted"), note())
    put(store, person(family_name="Zebra"))
    assert seal_stragglers(make_desk(store, CARER)) == 0
    put(store, person(family_name="Quagga"))
    assert sealed(store) == 0


def test_what_is_written_again_replaces_all_that_ever_was(store: FakeStore) -> None:
    """Answers replaced long ago too, so that no entry in between is needed; what never was deleted gets no mark."""
    first = put(store, person(family_name="one"))
    second = put(store, Change(PERSON.number, ROW, {FAMILY: "two"}, {FAMILY: (first.dot,)}))
    third = put(store, Change(PERSON.number, ROW, {FAMILY: "three"}, {FAMILY: (second.dot,)}))
    put(store, change_of_new(PERSON, b"person-two------", {"family_name": "four"}))
    with store.work(OWNER) as unit:
        change = written_again(row_of(store), unit.next_dot(), find_writes(unit, CASE))
    assert change == Change(PERSON.number, ROW, {FAMILY: "three"}, {FAMILY: (first.dot, second.dot, third.dot)})


def test_the_trash_is_written_again_as_trash(store: FakeStore) -> None:
    """Its deletion has seen the very entry that writes it; what was restored stays restored."""
    first = put(store, person(family_name="one"))
    gone = put(store, Change(PERSON.number, ROW, {DELETED: Deletion(frozenset({first.dot}))}))
    with store.work(OWNER) as unit:
        dot = unit.next_dot()
        change = written_again(row_of(store), dot, find_writes(unit, CASE))
        assert change.fields == {FAMILY: "one", DELETED: Deletion(frozenset({dot}))}
        assert change.replaces == {FAMILY: (first.dot,), DELETED: (gone.dot,)}
    back = put(store, Change(PERSON.number, ROW, {DELETED: None}, {DELETED: (gone.dot,)}))
    with store.work(OWNER) as unit:
        change = written_again(row_of(store), unit.next_dot(), find_writes(unit, CASE))
    assert change.fields == {FAMILY: "one", DELETED: None}
    assert change.replaces[DELETED] == (gone.dot, back.dot)


def test_what_is_in_dispute_is_not_written_again(store: FakeStore) -> None:
    """Neither an answer in conflict, nor whether a row is deleted, nor a field that this release does not know."""
    first = put(store, person(family_name="one", whereabouts="Road"))
    put(store, person(family_name="two"))
    put(store, Change(PERSON.number, ROW, {DELETED: Deletion(frozenset({first.dot})), 9_999: "later"}))
    with store.work(OWNER) as unit:
        row = row_of(store)
        change = written_again(row, unit.next_dot(), find_writes(unit, CASE))
    assert {"family_name", "deleted"} <= row.siblings.keys()
    assert change.fields == {PERSON.by_name["whereabouts"].number: "Road"}
