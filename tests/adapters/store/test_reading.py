"""Rows as people read them: who wrote each of several values when, and who deleted or kept a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.store.names import ACTOR, CASE, CASE_RECORD, FAMILY, GIVEN, NAMES, PERSON, ROW, number
from tests.adapters.store.stores import FakeDevice, change, save, take_in
from tipdesk.adapters.store.reading import LogNames, RowReader
from tipdesk.adapters.store.shapes import shape_of
from tipdesk.domain.changes import Change, Deletion, Dot
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.schema import DELETED
from tipdesk.sync.codec import first_hash

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store

AT = 1_790_000_000_000


def device(name: bytes, named: bytes, at: int) -> FakeDevice:
    """Return a device whose name orders otherwise than its log; its next entry is written at that time."""
    made = FakeDevice(name, at=at - 1)
    made.device = named.ljust(16, b".")
    made.hash = first_hash(made.device, made.log)
    return made


@pytest.fixture
def devices(store: Store) -> list[FakeDevice]:
    """Three devices, of which the store comes to know the last first; the second and the third write at one time."""
    made = [device(b"a", b"z", AT + 10), device(b"b", b"y", AT), device(b"c", b"x", AT)]
    for one in reversed(made):
        take_in(store, [one], [])
    return made


def person(store: Store) -> Row:
    """Return the person as it stands."""
    with store.read() as reader:
        found = reader.get_row(PERSON, ROW)
    assert found is not None
    return found


def told(one: FakeDevice, value: Any, seq: int = 1, at: int | None = None) -> Sibling:  # noqa: ANN401 - a value
    """Return what is told of a value that a device wrote."""
    return Sibling(Dot(one.log, seq), value, one.at if at is None else at, ACTOR.officer, one.device)


def test_logs_are_named(store: Store, devices: list[FakeDevice]) -> None:
    """Local numbers become log and device; dots stand by log and place; a log that was opened since is found."""
    with store.work(ACTOR) as work:
        names = LogNames(work.link)
        numbers: dict[bytes, int] = {log: no for no, log in work.link.rows("SELECT no, log FROM logs")}
        one, two, three = (numbers[known.log] for known in devices)
        assert names.dots([one, 7]) == (Dot(devices[0].log, 7),)
        assert names.dots([two, 5, one, 9]) == (Dot(devices[0].log, 9), Dot(devices[1].log, 5))
        assert names.dots([three, 4, one, 9, one, 8]) == (
            Dot(devices[0].log, 8),
            Dot(devices[0].log, 9),
            Dot(devices[2].log, 4),
        )
        assert (names.dot(two, 3), names.device(two)) == (Dot(devices[1].log, 3), devices[1].device)
        new = FakeDevice(b"new")
        work.ledger.open_log(new.log, new.device)
        no = work.link.value("SELECT no FROM logs WHERE log = ?", (new.log,))
        assert (names.dot(no, 1), names.device(no)) == (Dot(new.log, 1), new.device)


def test_each_of_several_values_is_told_with_its_author(store: Store, devices: list[FakeDevice]) -> None:
    """Oldest first, those of one time by their logs, whatever came first; fields that agree are not told."""
    values = ("Paula", "Pol", "Paul")
    arrivals = [
        one.write(CASE, change(ROW, {FAMILY: value, GIVEN: "Ann", 4711: value}))
        for one, value in zip(devices, values, strict=True)
    ]
    take_in(store, devices, arrivals)
    one, two, three = devices
    save(store, CASE, change(ROW, {NAMES: ["Jo"]}))
    row = person(store)
    assert row.siblings == {"family_name": (told(two, "Pol"), told(three, "Paul"), told(one, "Paula"))}
    assert (row["family_name"], row["given_names"], row.deleted) == ("Paula", "Ann", False)
    assert row.dots[FAMILY] == (one.dot, two.dot, three.dot)


def test_a_deletion_in_dispute_is_told_with_what_it_missed(store: Store, devices: list[FakeDevice]) -> None:
    """Who deleted stands beside everybody who wrote what the deletion did not see, oldest first."""
    one, two, three = devices
    first = two.write(CASE, change(ROW, {FAMILY: "Paul"}))
    arrivals = [
        first,
        one.write(CASE, change(ROW, {GIVEN: "Ann"})),
        three.write(CASE, change(ROW, {DELETED: Deletion(frozenset({two.dot}))})),
        two.write(CASE, change(ROW, {4711: "later"})),
    ]
    take_in(store, devices, arrivals)
    row = person(store)
    assert row.siblings == {
        "deleted": (told(three, "deleted"), told(two, "kept", 2), told(one, "kept")),
    }
    assert row.dots[DELETED] == (three.dot,)


def test_a_deletion_beside_a_restoration_is_told(store: Store, devices: list[FakeDevice]) -> None:
    """Both marks are told with their authors, and nothing else: the row itself nobody disputes."""
    one, two, three = devices
    take_in(store, devices, [three.write(CASE, change(ROW, {FAMILY: "Paul"}))])
    take_in(
        store,
        devices,
        [one.write(CASE, change(ROW, {DELETED: Deletion(frozenset())})), two.write(CASE, change(ROW, {DELETED: None}))],
    )
    assert person(store).siblings == {"deleted": (told(two, "kept"), told(one, "deleted"))}


def test_two_deletions_are_told_where_both_missed_something(store: Store, devices: list[FakeDevice]) -> None:
    """What only one of them missed is not named as kept: the other one has seen it go."""
    one, two, three = devices
    arrivals = [two.write(CASE, change(ROW, {FAMILY: "Paul"})), one.write(CASE, change(ROW, {GIVEN: "Ann"}))]
    seen = (one.dot, two.dot)
    arrivals += [
        three.write(CASE, change(ROW, {DELETED: Deletion(frozenset({seen[0]}))})),
        two.write(CASE, change(ROW, {DELETED: Deletion(frozenset({*seen}))})),
    ]
    take_in(store, devices, arrivals)
    assert person(store).siblings == {"deleted": (told(three, "deleted"), told(two, "deleted", 2))}
    take_in(store, devices, [three.write(CASE, change(ROW, {4711: "later"}))])
    assert [(one.value, one.dot) for one in person(store).siblings["deleted"]] == [
        ("deleted", Dot(three.log, 1)),
        ("deleted", Dot(two.log, 2)),
        ("kept", Dot(three.log, 2)),
    ]


def test_what_nobody_disputes_is_not_told(store: Store, devices: list[FakeDevice]) -> None:
    """A row that is deleted by those who saw all of it is hidden; one that is brought back is as before."""
    one, two, three = devices
    take_in(store, devices, [one.write(CASE, change(ROW, {FAMILY: "Paul"}))])
    deletions = [other.write(CASE, change(ROW, {DELETED: Deletion(frozenset({one.dot}))})) for other in (two, three)]
    take_in(store, devices, deletions[:1])
    assert (person(store).deleted, person(store).siblings) == (True, {})
    take_in(store, devices, deletions[1:])
    assert (person(store).deleted, person(store).siblings) == (True, {})
    back = change(ROW, {DELETED: None}, {DELETED: (two.dot, three.dot)})
    take_in(store, devices, [one.write(CASE, back)])
    assert (person(store).deleted, person(store).siblings, person(store)["family_name"]) == (False, {}, "Paul")


def test_a_row_is_read_though_an_entry_is_lost(store: Store, devices: list[FakeDevice]) -> None:
    """Of a value whose entry is missing from a damaged ledger neither time nor author are told; the check names it."""
    one, two, three = devices
    arrivals = [other.write(CASE, change(ROW, {FAMILY: value})) for other, value in ((one, "Paul"), (two, "Pol"))]
    take_in(store, devices, [*arrivals, three.write(CASE, change(ROW, {DELETED: Deletion(frozenset())}))])
    with store.work(ACTOR) as work:
        work.link.run("DROP TRIGGER entries_stay")
        work.link.run("DELETE FROM entries WHERE log_no IN (SELECT no FROM logs WHERE log = ?)", (one.log,))
    lost = Sibling(Dot(one.log, 1), "Paul", 0, b"", one.device)
    assert person(store).siblings == {
        "family_name": (lost, told(two, "Pol")),
        "deleted": (lost._replace(value="kept"), told(two, "kept"), told(three, "deleted")),
    }


def test_values_are_read_from_their_columns_or_beside_them(store: Store, devices: list[FakeDevice]) -> None:
    """What fits no column is told as the field reads it, an empty answer not at all, and an id as it is."""
    one = devices[0]
    owner = number("Case", "owner")
    arrivals = [
        one.write(CASE, change(ROW, {FAMILY: "\x1fPaul", GIVEN: None})),
        one.write(CASE, Change(CASE_RECORD.number, CASE, {owner: b"officer-1-of-ten"})),
    ]
    take_in(store, devices, arrivals)
    assert person(store).values == {"family_name": "\x1fPaul"}  # no mark is lost on the way to the screen
    with store.read() as reader:
        case = reader.get_row(CASE_RECORD, CASE)
    assert case is not None
    assert case["owner"] == b"officer-1-of-ten"


def test_rows_of_an_unknown_record_have_no_type(store: Store) -> None:
    """What a later release wrote is kept raw and shown nowhere as a row."""
    with store.read() as reader:
        rows = RowReader(reader.link, LogNames(reader.link), lambda _list, _code: 0)
        with pytest.raises(ValueError, match="unknown record"):
            rows.typed(shape_of(60_000), [])
