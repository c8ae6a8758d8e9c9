"""Entries become rows: merging, conflicts, deletions, order of arrival, and whatever nobody should have sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.store.names import ACTOR, CASE, CASE_RECORD, CITIZEN, FAMILY, GIVEN, NAMES, PERSON, ROW, number
from tests.adapters.store.stores import FakeDevice, change, problems, save, take_in
from tipdesk.adapters.store.apply import take_raw
from tipdesk.domain.changes import Change, Deletion, Dot
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.domain.values import Missing
from tipdesk.services.desk import CaseQuery
from tipdesk.sync.codec import decode_plain

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store


def person(store: Store, row: bytes = ROW) -> Any:  # noqa: ANN401 - a Row, or a failing test
    """Return a person."""
    with store.read() as reader:
        return reader.get_row(PERSON, row)


def test_a_save_reads_back_typed(store: Store) -> None:
    """What an officer saved comes back as the same values, with the dots that a later write names."""
    dot = save(
        store,
        CASE,
        change(ROW, {FAMILY: "Joseph", NAMES: ["Jo", "Jojo"], GIVEN: None, number("Person", "birth_date"): {0: 2}}),
    )
    row = person(store)
    assert row.values == {
        "family_name": "Joseph",
        "other_names": frozenset({"Jo", "Jojo"}),
        "birth_date": Missing.REFUSED,
    }
    assert row.dots[FAMILY] == (dot,)
    assert row.dots[GIVEN] == (dot,)


def test_two_writers_are_both_kept_and_settled(store: Store) -> None:
    """Concurrent values of a field stay and are shown with author and time; one write that names all settles them."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two", at=1_790_000_100_000)
    take_in(
        store,
        [one, two],
        [one.write(CASE, change(ROW, {FAMILY: "Paul"})), two.write(CASE, change(ROW, {FAMILY: "Pol"}))],
    )
    row = person(store)
    assert [(sibling.value, sibling.device) for sibling in row.siblings["family_name"]] == [
        ("Paul", one.device),
        ("Pol", two.device),
    ]
    assert row["family_name"] == "Pol"
    save(store, CASE, change(ROW, {FAMILY: "Paul"}, {FAMILY: row.replaced_by_write(FAMILY)}))
    settled = person(store)
    assert (settled["family_name"], settled.in_conflict()) == ("Paul", False)
    with store.read() as reader:
        assert reader.find_conflicts() == []
        assert reader.link.value("SELECT count(*) FROM siblings") == 0


def test_equal_values_are_no_conflict(store: Store) -> None:
    """Two officers who write the same value do not have to settle anything."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two")
    take_in(store, [one, two], [device.write(CASE, change(ROW, {FAMILY: "Paul"})) for device in (one, two)])
    assert not person(store).in_conflict()


def test_lists_are_joined(store: Store) -> None:
    """Citizenships written apart are shown together, as the union rule says."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two")
    take_in(
        store,
        [one, two],
        [one.write(CASE, change(ROW, {CITIZEN: ["LC"]})), two.write(CASE, change(ROW, {CITIZEN: ["HT", "LC"]}))],
    )
    assert person(store)["citizenships"] == frozenset({"HT", "LC"})
    assert not person(store).in_conflict()


def test_the_higher_risk_is_shown(store: Store) -> None:
    """Of two risk levels the higher is displayed, though the lower was written later."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two", at=1_790_000_100_000)
    risk = number("Case", "risk_level")
    arrivals = [
        device.write(CASE, Change(CASE_RECORD.number, CASE, {risk: level}))
        for device, level in ((one, "high"), (two, "low"))
    ]
    take_in(store, [one, two], arrivals)
    with store.read() as reader:
        found = reader.get_row(CASE_RECORD, CASE)
    assert found is not None
    assert found["risk_level"] == "high"
    assert found.in_conflict()


def test_delete_and_restore(store: Store) -> None:
    """A deleted row leaves lists and search, stays readable by id, and comes back whole."""
    save(store, CASE, change(ROW, {FAMILY: "Marius"}))
    row = person(store)
    save(store, CASE, change(ROW, {DELETED: Deletion(row.all_dots)}))
    deleted = person(store)
    with store.read() as reader:
        assert (deleted.deleted, reader.find_rows(PERSON, case=CASE), reader.find_hits("marius")) == (True, [], [])
    save(store, CASE, change(ROW, {DELETED: None}, {DELETED: deleted.replaced_by_write(DELETED)}))
    with store.read() as reader:
        assert [found["family_name"] for found in reader.find_rows(PERSON, case=CASE)] == ["Marius"]
        assert len(reader.find_hits("marius")) == 1


def test_delete_against_edit_is_a_conflict(store: Store) -> None:
    """A deletion that did not see a later edit hides nothing: who deleted and who kept stand side by side."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two")
    first = one.write(CASE, change(ROW, {FAMILY: "Marius"}))
    edit = two.write(CASE, change(ROW, {FAMILY: "Mario"}, {FAMILY: [one.dot]}))
    deletion = one.write(CASE, change(ROW, {DELETED: Deletion(frozenset({Dot(one.log, 1)}))}))
    take_in(store, [one, two], [first, deletion, edit])
    row = person(store)
    assert not row.deleted
    assert sorted(str(sibling.value) for sibling in row.siblings["deleted"]) == ["deleted", "kept"]
    with store.read() as reader:
        assert [found.id for found in reader.find_conflicts(CASE)] == [ROW]


def test_a_replaced_write_may_come_late(store: Store) -> None:
    """A value that was replaced before it arrived never shows: the ghost waits for it."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two")
    first = one.write(CASE, change(ROW, {FAMILY: "Paul"}))
    second = two.write(CASE, change(ROW, {FAMILY: "Pol"}, {FAMILY: [one.dot]}))
    take_in(store, [one, two], [second])
    take_in(store, [one, two], [first])
    row = person(store)
    assert (row["family_name"], row.dots[FAMILY], row.in_conflict()) == ("Pol", (two.dot,), False)


def test_unknown_records_and_fields_are_kept(store: Store) -> None:
    """What a newer version wrote stays as it came, beside what this version knows."""
    device = FakeDevice(b"new")
    arrival = device.write(CASE, change(ROW, {FAMILY: "Paul", 4711: ["x", 5]}), Change(60_000, ROW, {1: "later"}))
    take_in(store, [device], [arrival])
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
        assert row is not None
        assert row.dots[4711] == (device.dot,)
        assert reader.link.value("SELECT count(*) FROM raw_rows WHERE record_no = 60000 AND extra IS NOT NULL") == 1
        assert reader.link.value("SELECT extra IS NOT NULL FROM person") == 1


@pytest.mark.parametrize("field", [GIVEN, number("Person", "sex")], ids=["searched", "not searched"])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_row_that_two_cases_claim_is_in_the_lesser(store: Store, order: tuple[int, int], field: int) -> None:
    """No service writes that; should it come all the same, every replica finds the row in the same case."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two")
    other = b"case-zzzzzzzzzzz"
    names = [FAMILY, field] if order == (0, 1) else [field, FAMILY]
    arrivals = [one.write(CASE, change(ROW, {names[0]: "Paul"})), two.write(other, change(ROW, {names[1]: "Paul"}))]
    for place in order:
        take_in(store, [one, two], [arrivals[place]])
    assert person(store).case == CASE
    with store.read() as reader:
        assert [row.id for row in reader.find_rows(PERSON, case=CASE)] == [ROW]
        assert reader.find_rows(PERSON, case=other) == []
        assert [hit.case for hit in reader.find_hits("paul")] == [CASE]
    assert store.find_differences() == []


def test_a_row_without_a_case_is_found_once_it_has_one(store: Store) -> None:
    """No service writes a person outside a case; should one come, search knows it as soon as an entry says its case."""
    device = FakeDevice(b"one")
    take_in(store, [device], [device.write(None, change(ROW, {FAMILY: "Paul"}), scope=Scope.REGISTER)])
    with store.read() as reader:
        assert reader.find_hits("paul") == []
    assert store.find_differences() == []
    take_in(store, [device], [device.write(CASE, change(ROW, {number("Person", "sex"): "female"}))])
    with store.read() as reader:
        assert [(hit.row, hit.case) for hit in reader.find_hits("paul")] == [(ROW, CASE)]
    assert store.find_differences() == []


def test_what_arrived_in_the_same_batch_is_not_waited_for(store: Store) -> None:
    """Two who both replace an entry that came just before them leave no ghost of it that would wait for ever."""
    devices = [FakeDevice(name) for name in (b"one", b"two", b"three")]
    first = devices[0].write(CASE, change(ROW, {FAMILY: "Paul"}))
    seen = {FAMILY: [devices[0].dot]}
    arrivals = [first, *(one.write(CASE, change(ROW, {FAMILY: "Pol"}, seen)) for one in devices[1:])]
    take_in(store, devices, arrivals)
    with store.read() as reader:
        clock = decode_plain(reader.link.value("SELECT clock FROM person"))
    assert [*clock] == [FAMILY]
    assert len(person(store).dots[FAMILY]) == 2


def test_a_case_of_which_nothing_is_told_stands_in_no_list(store: Store) -> None:
    """Entries that came without their bodies tell of no case, and one that tells something shows it for good."""
    device = FakeDevice(b"one")
    bare = []
    for _time in range(2):
        arrival = device.write(CASE, change(ROW, {FAMILY: "Paul"}))
        bare.append(arrival._replace(entry=arrival.entry._replace(body=None)))
    take_in(store, [device], bare)
    with store.read() as reader:
        assert reader.find_case_ids(CaseQuery()) == []
    take_in(store, [device], [device.write(CASE, change(ROW, {FAMILY: "Pol"}))])
    with store.read() as reader:
        assert reader.find_case_ids(CaseQuery()) == [CASE]


def test_raw_rows_are_taken_whole(store: Store) -> None:
    """Rows of a record that a later release knows leave their table together, named with their case; the sum holds."""
    device = FakeDevice(b"new")
    rows = [b"row-%012d" % place for place in range(3)]
    arrivals = [device.write(CASE, Change(60_000, row, {1: "later"}), change(row, {FAMILY: "Paul"})) for row in rows]
    take_in(store, [device], [*arrivals, device.write(CASE, Change(60_001, ROW, {1: "other"}))])
    with store.work(ACTOR) as work:
        assert sorted(take_raw(work.link, 60_000)) == [(row, CASE) for row in rows]
        assert work.link.rows("SELECT record_no, row_id FROM raw_rows") == [(60_001, ROW)]
        assert take_raw(work.link, 60_000) == []
    assert "projection" not in problems(store)


@pytest.mark.parametrize(
    ("name", "values", "shown"),
    [
        ("legal_hold", (True, False), True),
        ("legal_hold", (False, True), True),
        ("legal_hold", (True, {0: 2}), True),
        ("legal_hold", ({0: 2}, False), False),
        ("risk_level", ({0: 2}, "low"), "low"),
        ("risk_level", ("medium", "low"), "medium"),
        ("risk_level", ({0: 2}, "of a later release"), Missing.REFUSED),
    ],
)
def test_the_stricter_is_shown(store: Store, name: str, values: tuple[Any, Any], shown: object) -> None:
    """A hold that somebody set stands until it is settled, whoever wrote last; no answer yields to any answer."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two", at=1_790_000_100_000)
    arrivals = [
        device.write(CASE, Change(CASE_RECORD.number, CASE, {number("Case", name): value}))
        for device, value in zip((one, two), values, strict=True)
    ]
    take_in(store, [one, two], arrivals)
    with store.read() as reader:
        found = reader.get_row(CASE_RECORD, CASE)
        assert found is not None
        assert found[name] == shown
        assert [row.id for row in reader.find_conflicts()] == [CASE]
