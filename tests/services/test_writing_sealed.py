"""What an entry of a case looks like when it reaches the log: sealed as its level asks, with the keys that go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk
from tests.services.key_rows import CASE, KEY, make_keyed_store, officers, write_directory
from tests.services.rooms import CARER, COLLEAGUE, OWNER, SUPERVISOR
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.case_keys import end_changes, keys_of, rows_of
from tipdesk.services.sealing import write_sealed as sealing
from tipdesk.services.sealing.write_sealed import sealed_changes, write_sealed

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
from tests.services.sealed_entries import (
    CASE_RECORD,
    FAMILY,
    NOTE,
    PERSON,
    ROW,
    WHERE,
    given,
    note,
    of_case,
    opened,
    person,
    task,
    wrote,
)


@pytest.fixture
def store() -> FakeStore:
    """A post whose officers have keys in the directory."""
    return make_keyed_store()


def test_what_nothing_seals_goes_as_it_is(store: FakeStore) -> None:
    """An ordinary case's names and reasons, in an entry without keys, urgent where it is said to be."""
    changes = [of_case(), person(family_name="Doe")]
    entry = wrote(store, *changes, reason="She asked for it")
    assert (list(entry.changes), entry.reason, store.urgent) == (changes, "She asked for it", [])
    urgent = wrote(store, note(), urgent=True)
    assert (store.urgent, urgent.head.scope, urgent.head.case) == ([urgent.dot], Scope.CASE, CASE)


def test_an_ordinary_case_seals_where_somebody_is(store: FakeStore) -> None:
    """That answer alone; its reason stays open; the first such answer makes the key, for whoever is entitled."""
    wrote(store, of_case(owner=CARER.officer))
    entry = wrote(store, person(family_name="Doe", whereabouts="Zebraroad 5"), reason="She asked for it")
    sealed = entry.changes[0].fields
    assert (sealed[FAMILY], isinstance(sealed[WHERE], Sealed), entry.reason) == ("Doe", True, "She asked for it")
    assert set(given(entry)) == {(OWNER.officer, 1), (CARER.officer, 1)}
    again = wrote(store, Change(PERSON.number, ROW, {WHERE: "Zebrahill 9"}, {WHERE: (entry.dot,)}))
    assert (given(again), again.changes[0].replaces) == ([], {WHERE: (entry.dot,)})
    for actor in (OWNER, CARER):
        assert opened(store, actor)["whereabouts"] == "Zebrahill 9"
    assert isinstance(opened(store, COLLEAGUE)["whereabouts"], Sealed)


def test_a_restricted_case_seals_answers_and_reasons(store: FakeStore) -> None:
    """Names and why they were written; titles stay; what is emptied needs no seal; nothing else is a secret."""
    entry = wrote(store, of_case("restricted"), person(family_name="Zebra"), note(), reason="Zebra said so")
    assert "Zebra" not in repr(entry)
    assert entry.changes[0].fields[CASE_RECORD.by_name["title"].number] == "Heron"
    emptied = wrote(store, Change(PERSON.number, ROW, {FAMILY: None}, {FAMILY: (entry.dot,)}))
    assert emptied.changes[0].fields == {FAMILY: None}
    plain = wrote(store, Change(PERSON.number, ROW, {PERSON.by_name["sex"].number: "female"}), reason="")
    assert (plain.reason, given(plain)) == ("", [])


def test_reasons_of_who_may_know_stay_open(store: FakeStore) -> None:
    """Why somebody was kept out of a restricted case is read and reviewed by people who hold no key."""
    wrote(store, of_case("restricted"), note())
    shut = change_of_new(BY_NAME["Exclusion"], b"x" * 16, {"officer": CARER.officer, "reason": "A cousin"})
    entry = wrote(store, shut, actor=SUPERVISOR, reason="A cousin of hers")
    assert (entry.reason, list(entry.changes)) == ("A cousin of hers", [shut])
    both = wrote(store, shut, Change(NOTE.number, b"n" * 16, {2: "call"}), reason="A cousin of hers")
    assert isinstance(both.reason, Sealed)


def test_a_reason_alone_is_sealed_too(store: FakeStore) -> None:
    """Where nothing else of an entry is a secret, why it was written still may name people."""
    wrote(store, of_case("restricted"), note())
    entry = wrote(store, Change(NOTE.number, b"n" * 16, {2: "call"}), reason="Zebra said so")
    assert isinstance(entry.reason, Sealed)
    assert given(entry) == []
    with pytest.raises(UserError) as caught:
        wrote(store, Change(NOTE.number, b"n" * 16, {2: "call"}), actor=CARER, reason="Zebra said so")
    assert caught.value.code == "not-a-holder"
    assert wrote(store, Change(NOTE.number, b"n" * 16, {2: "call"}), actor=CARER).reason is None


@pytest.mark.parametrize(
    ("stands", "written", "is_sealed"),
    [
        ("ordinary", "restricted", True),
        ("restricted", "ordinary", True),
        ("restricted", None, True),
        ("ordinary", "ordinary", False),
        (None, None, False),
        (None, "a-later-level", True),
    ],
)
def test_the_stricter_level_counts(
    store: FakeStore, stands: str | None, written: str | None, *, is_sealed: bool
) -> None:
    """That of the case as it stands and that which is being written, in whatever order; one not known seals all."""
    wrote(store, of_case(stands))
    level = [Change(CASE_RECORD.number, CASE, {CASE_RECORD.by_name["sealing"].number: written})] if written else []
    entry = wrote(store, note(), *level)
    assert isinstance(entry.changes[0].fields[1], Sealed) is is_sealed


def test_another_record_s_field_of_that_number_is_no_level(store: FakeStore) -> None:
    """Only the Case row says how strict a case is."""
    number = CASE_RECORD.by_name["sealing"].number
    wrote(store, of_case())
    entry = wrote(store, note(), Change(BY_NAME["Task"].number, b"t" * 16, {number: "restricted"}))
    assert entry.changes[0].fields[1] == "Zebra"


@pytest.mark.parametrize("change", [task(CARER), of_case(owner=CARER.officer)], ids=["a task", "in charge"])
def test_who_is_assigned_gets_the_keys_in_the_same_entry(store: FakeStore, change: Change) -> None:
    """Where there are any; assigning somebody makes none."""
    assert given(wrote(store, of_case(), task(COLLEAGUE))) == []
    wrote(store, person(whereabouts="Zebraroad 5"))
    entry = wrote(store, change)
    assert given(entry) == [(CARER.officer, 1)]
    assert entry.changes[0] == change
    assert opened(store, CARER)["whereabouts"] == "Zebraroad 5"
    assert given(wrote(store, change)) == []


def test_who_is_named_gets_the_keys(store: FakeStore) -> None:
    """The first naming makes the key; later ones give it on; naming is no entry of its own here."""
    wrote(store, of_case())
    with store.work(OWNER) as unit:
        desk = make_desk(store, OWNER)
        first = sealed_changes(desk, unit, CASE, [], named=[CARER.officer])
        assert sealed_changes(desk, unit, CASE, []) == []
    assert len(first) == 2
    entry = wrote(store, named=[CARER.officer])
    assert set(given(entry)) == {(OWNER.officer, 1), (CARER.officer, 1)}
    assert given(wrote(store, named=[COLLEAGUE.officer])) == [(COLLEAGUE.officer, 1)]
    with store.read() as reader:
        assert keys_of(reader, make_desk(store, OWNER), CASE).named == officers(CARER, COLLEAGUE)


def test_afresh_is_for_those_who_are_named(store: FakeStore) -> None:
    """Under a new key, for the writer and them alone, whoever held an earlier one."""
    wrote(store, of_case(owner=CARER.officer), person(whereabouts="Zebraroad 5"))
    raised = Change(CASE_RECORD.number, CASE, {CASE_RECORD.by_name["sealing"].number: "restricted"})
    entry = wrote(store, note(), raised, named=[COLLEAGUE.officer], is_afresh=True)
    assert set(given(entry)) == {(OWNER.officer, 2), (COLLEAGUE.officer, 2)}
    with store.read() as reader:
        keys = keys_of(reader, make_desk(store, OWNER), CASE)
        assert (keys.named, keys.chosen) == (officers(COLLEAGUE), officers(OWNER, COLLEAGUE))


def test_after_somebody_was_removed_another_key_is_made(store: FakeStore) -> None:
    """One version higher, for those who are left; the next write uses it as it is."""
    wrote(store, of_case(owner=CARER.officer), person(whereabouts="Zebraroad 5"))
    with store.work(OWNER) as unit:
        unit.append(Scope.CASE, CASE, end_changes(rows_of(unit, CASE), [CARER.officer]))
    entry = wrote(store, person(whereabouts="Zebrahill 9"))
    assert given(entry) == [(OWNER.officer, 2)]
    assert given(wrote(store, person(whereabouts="Zebralane 7"))) == []


def test_a_stranger_makes_no_key(store: FakeStore) -> None:
    """Neither where others hold one, nor the first one of a case in which they have no part; nothing is stored."""
    wrote(store, of_case())
    with pytest.raises(UserError) as caught:
        wrote(store, person(whereabouts="Zebraroad 5"), actor=CARER)
    assert caught.value.code == "not-a-holder"
    wrote(store, person(whereabouts="Zebraroad 5"))
    before = len(store.held)
    with pytest.raises(UserError) as caught:
        wrote(store, person(whereabouts="Zebrahill 9"), actor=CARER)
    assert caught.value.code == "not-a-holder"
    wrote(store, task(CARER))
    before = len(store.held)
    wrote(store, person(whereabouts="Zebrahill 9"), actor=CARER)
    assert len(store.held) == before + 1


def test_an_entitled_officer_without_the_key_writes_nothing_sealed(store: FakeStore) -> None:
    """Their part in the case came where nobody held its key: a new key of theirs would leave the old answers out."""
    wrote(store, of_case(), person(whereabouts="Zebraroad 5"))
    with store.work(OWNER) as unit:
        unit.append(Scope.CASE, CASE, [task(CARER)])
    with pytest.raises(UserError) as caught:
        wrote(store, person(whereabouts="Zebrahill 9"), actor=CARER)
    assert caught.value.code == "not-a-holder"


def test_a_disabled_holder_is_left_out_of_the_next_key(store: FakeStore) -> None:
    """Like one who was removed."""
    wrote(store, of_case(owner=CARER.officer), person(whereabouts="Zebraroad 5"))
    write_directory(store, "Officer", CARER.officer, {"disabled": True})
    assert given(wrote(store, person(whereabouts="Zebrahill 9"))) == [(OWNER.officer, 2)]


def test_somebody_new_at_the_desk_begins_a_case(store: FakeStore) -> None:
    """Before the directory knows any key of theirs: they open what they wrote."""
    stranger = make_actor("stranger")
    entry = wrote(store, of_case(), person(whereabouts="Zebraroad 5"), actor=stranger)
    assert given(entry) == [(stranger.officer, 1)]
    assert opened(store, stranger)["whereabouts"] == "Zebraroad 5"


def test_the_first_entry_of_a_case_need_not_hold_its_row(store: FakeStore) -> None:
    """Then its level is the ordinary one, until somebody says otherwise."""
    entry = wrote(store, person(family_name="Doe", whereabouts="Zebraroad 5"))
    assert entry.changes[0].fields[FAMILY] == "Doe"
    assert isinstance(entry.changes[0].fields[WHERE], Sealed)


def test_what_nobody_asks_for_is_not_done(store: FakeStore) -> None:
    """Unless it is said, an entry waits for the hold, under the key that there is, without a reason to seal."""
    wrote(store, of_case("restricted"), note())
    call = Change(NOTE.number, b"n" * 16, {2: "call"})
    with store.work(OWNER) as unit:
        desk = make_desk(store, OWNER)
        assert sealed_changes(desk, unit, CASE, [call]) == [call]
        assert sealed_changes(make_desk(store, CARER), unit, CASE, [call]) == [call], "no key is asked for"
        assert len(sealed_changes(desk, unit, CASE, [], named=[CARER.officer])) == 1
        assert given(write_sealed(desk, unit, CASE, [note("again")])) == []
    assert store.urgent == []


def test_whoever_records_a_case_for_few_holds_its_key(store: FakeStore) -> None:
    """From the first entry on, though nothing in it is a secret yet, with those who are named or put in charge."""
    entry = wrote(store, of_case("restricted", owner=CARER.officer), named=[COLLEAGUE.officer])
    assert set(given(entry)) == {(actor.officer, 1) for actor in (OWNER, CARER, COLLEAGUE)}
    with pytest.raises(UserError) as caught:
        wrote(store, note(), actor=SUPERVISOR)
    assert caught.value.code == "not-a-holder"
    assert given(wrote(store, of_case("restricted"))) == []


def test_nobody_who_writes_first_takes_a_case_from_its_people(store: FakeStore) -> None:
    """Recorded without anything to seal, for its maker alone."""
    assert given(wrote(store, of_case("restricted"))) == [(OWNER.officer, 1)]
    assert given(wrote(store, note())) == []


def test_the_plan_of_an_entry_prints_no_key() -> None:
    """Not in a traceback either."""
    assert repr(KEY) not in repr(sealing._Plan([], KEY))
