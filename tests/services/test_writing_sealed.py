"""What an entry of a case looks like when it reaches the log: sealed as its level asks, with the keys that go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk
from tests.services.key_rows import CASE, make_keyed_store, officers, write_directory
from tests.services.rooms import CARER, COLLEAGUE, OWNER, SUPERVISOR
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.fields import change_of_new
from tipdesk.services.granting.key_grants import CASE_KEY
from tipdesk.services.sealing.case_keys import end_changes, keys_of, rows_of
from tipdesk.services.sealing.unsealing import Unsealing, is_shut
from tipdesk.services.sealing.write_case import sealed_changes, write_case
from tipdesk.sync.sealing import Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fakes.store import FakeStore
    from tipdesk.domain.changes import Entry
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Actor

PERSON, NOTE, CASE_RECORD = (BY_NAME[name] for name in ("Person", "Note", "Case"))
WHERE, FAMILY = (PERSON.by_name[name].number for name in ("whereabouts", "family_name"))
ROW = b"person-of-ten---"


@pytest.fixture
def store() -> FakeStore:
    """A post whose officers have keys in the directory."""
    return make_keyed_store()


def wrote(
    store: FakeStore,
    *changes: Change,
    actor: Actor = OWNER,
    reason: str | None = None,
    urgent: bool = False,
    named: Sequence[bytes] = (),
    is_afresh: bool = False,
) -> Entry:
    """Let an officer write one entry of the case."""
    with store.work(actor) as unit:
        desk = make_desk(store, actor)
        return write_case(desk, unit, CASE, changes, reason, urgent=urgent, named=named, is_afresh=is_afresh)


def of_case(level: str | None = "ordinary", **values: Value) -> Change:
    """Return the first write of the Case row."""
    return change_of_new(CASE_RECORD, CASE, {"title": "Heron", "sealing": level, **values})


def person(**values: Value) -> Change:
    """Return a write of the person's row."""
    return change_of_new(PERSON, ROW, values)


def note(text: str = "Zebra", row: bytes = b"note-of-ten-----") -> Change:
    """Return a note."""
    return change_of_new(NOTE, row, {"text": text})


def task(actor: Actor) -> Change:
    """Return a task given to somebody."""
    return change_of_new(BY_NAME["Task"], store_id(actor), {"title": "Ring", "assigned_to": actor.officer})


def store_id(actor: Actor) -> bytes:
    """Return a row id that follows from an officer."""
    return b"t" + actor.officer[1:]


def given(entry: Entry) -> list[tuple[object, object]]:
    """Return the officer and the version of every key row in an entry."""
    names = CASE_KEY.by_name
    rows = [change.fields for change in entry.changes if change.record == CASE_KEY.number]
    return [(fields.get(names["officer"].number), fields[names["version"].number]) for fields in rows]


def opened(store: FakeStore, actor: Actor) -> dict[str, Value]:
    """Return what an officer's keys open of the person."""
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
        assert row is not None
        return dict(Unsealing(reader, make_desk(store, actor)).row(row).values)


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


def test_why_something_was_written_is_for_holders(store: FakeStore) -> None:
    """Opened with the key of its case; none of a stranger's, nor one that was moved to another case."""
    entry = wrote(store, of_case("restricted"), note(), reason="Zebra said so")
    with store.read() as reader:
        for actor, case, told in (
            (OWNER, CASE, "Zebra said so"),
            (CARER, CASE, None),
            (OWNER, b"another-case----", None),
        ):
            assert Unsealing(reader, make_desk(store, actor)).reason(case, entry.reason) == told
        unsealing = Unsealing(reader, make_desk(store, CARER))
        assert (unsealing.reason(CASE, "open words"), unsealing.reason(CASE, None)) == ("open words", None)


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
    wrote(store, of_case("restricted"))
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


def test_what_does_not_open_shows_that_it_is_sealed(store: FakeStore) -> None:
    """A row names the fields that stayed sealed to its reader, those in conflict too, and opens the others."""
    wrote(store, of_case(), person(whereabouts="Zebraroad 5", family_name="Doe"))
    wrote(store, person(whereabouts="Zebrahill 9"))
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
        assert row is not None
        mine = Unsealing(reader, make_desk(store, OWNER)).row(row)
        theirs = Unsealing(reader, make_desk(store, CARER)).row(row)
    assert [one.value for one in mine.siblings["whereabouts"]] == ["Zebraroad 5", "Zebrahill 9"]
    assert (mine.sealed, is_shut(mine, "whereabouts")) == (frozenset(), False)
    assert (theirs.sealed, is_shut(theirs, "whereabouts")) == (frozenset({"whereabouts"}), True)
    assert (theirs["family_name"], is_shut(theirs, "family_name")) == ("Doe", False)


def test_a_value_opens_where_it_was_sealed(store: FakeStore) -> None:
    """What is not sealed is itself; a box of another key, of another place, or of nothing known stays a box."""
    entry = wrote(store, of_case(), person(whereabouts="Zebraroad 5"))
    sealed = entry.changes[1].fields[WHERE]
    assert isinstance(sealed, Sealed)
    field, spot = PERSON.by_name["whereabouts"], Spot(CASE, PERSON.number, ROW, WHERE)
    unknown = Sealed(b"no such.", sealed.box)
    with store.read() as reader:
        unsealing = Unsealing(reader, make_desk(store, OWNER))
        assert unsealing.value(spot, field, sealed) == "Zebraroad 5"
        assert unsealing.value(spot, field, "as it is") == "as it is"
        assert unsealing.value(spot, field, unknown) is unknown
        for moved in (spot._replace(row=b"r" * 16), spot._replace(field=1), spot._replace(case=b"another-case----")):
            assert unsealing.value(moved, field, sealed) is sealed


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
