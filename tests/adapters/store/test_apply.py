"""Entries become rows: merging, conflicts, deletions, order of arrival, and whatever nobody should have sent."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.store.stores import (
    CASE_RECORD,
    CITIZEN,
    FAMILY,
    GIVEN,
    NAMES,
    PERSON,
    FakeDevice,
    change,
    new_store,
    number,
    save,
    take_in,
)
from tests.vectors.conformance import folder
from tipdesk.domain.changes import Change, Deletion, Dot
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.domain.values import Missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tipdesk.adapters.store.store import Store
    from tipdesk.services.ledger import Arrival

CASE, ROW = b"case-0123456789a", b"row-0123456789ab"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Make a real store."""
    store = new_store(tmp_path / "home")
    yield store
    store.close()


def person(store: Store, row: bytes = ROW) -> Any:  # noqa: ANN401 - a Row, or a failing test
    """Return a person."""
    with store.read() as reader:
        return reader.get_row(PERSON, row)


def state_of(store: Store) -> dict[str, object]:
    """Return everything that people see of the rows, whatever order it came in."""
    with store.read() as reader:
        rows = [row for record in CASE_RECORDS for row in reader.find_rows(record, with_deleted=True)]
        return {
            "rows": [
                (row.record.name, row.id, row.case, row.values, row.dots, row.siblings, row.deleted) for row in rows
            ],
            "conflicts": [row.id for row in reader.find_conflicts()],
            "updated": [reader.case_updated(case) for case in sorted({row.case or b"" for row in rows})],
            "hits": sorted(hit.row for hit in reader.find_hits("ma", limit=500)),
            "raw": [
                (*row[:3], row[4]) for row in reader.link.rows("SELECT * FROM raw_rows ORDER BY record_no, row_id")
            ],
        }


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


_ROWS = [b"row-%012d" % place for place in range(3)]
_WORDS = st.sampled_from(["Maria", "Mark", "Joseph", ""])


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[FakeDevice], list[Arrival]]:
    """Draw what three devices write about three rows, each naming some of the dots that exist by then."""
    devices = [FakeDevice(b"d%d" % place, at=draw(st.integers(0, 2**41))) for place in range(3)]
    dots: dict[tuple[bytes, int], list[Dot]] = {}
    arrivals = []
    for _step in range(draw(st.integers(1, 12))):
        device, row = draw(st.sampled_from(devices)), draw(st.sampled_from(_ROWS))
        field = draw(st.sampled_from([FAMILY, CITIZEN, 999, DELETED]))
        seen = dots.get((row, field), [])
        replaces = draw(st.lists(st.sampled_from(seen), unique=True)) if seen else []
        value: object = draw(_WORDS)
        if field == CITIZEN:
            value = draw(st.lists(_WORDS, max_size=2))
        elif field == DELETED:
            known = sorted({dot for (other, _field), some in dots.items() if other == row for dot in some})
            chosen = draw(st.lists(st.sampled_from(known), unique=True)) if known else []
            value = draw(st.sampled_from([Deletion(frozenset(chosen)), None]))
        arrivals.append(device.write(CASE, change(row, {field: value}, {field: replaces})))
        dots.setdefault((row, field), []).append(device.dot)
    return devices, arrivals


def _in_log_order(arrivals: Sequence[Arrival], order: Sequence[int]) -> list[Arrival]:
    """Shuffle arrivals, keeping each log in its own order."""
    shuffled = [arrivals[place] for place in order]
    queues = {
        arrival.entry.log: iter([one for one in arrivals if one.entry.log == arrival.entry.log]) for arrival in arrivals
    }
    return [next(queues[one.entry.log]) for one in shuffled]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories(), chance=st.randoms(use_true_random=False))
def test_any_order_gives_the_same_state(
    history: tuple[list[FakeDevice], list[Arrival]], chance: Any, tmp_path: Path
) -> None:  # noqa: ANN401 - hypothesis' Random
    """Replicas that hold the same entries show the same, in whatever order and in whatever batches they came."""
    devices, arrivals = history
    order = list(range(len(arrivals)))
    chance.shuffle(order)
    cut = chance.randrange(len(arrivals) + 1)
    shuffled = _in_log_order(arrivals, order)
    states = []
    for batches in ([arrivals], [shuffled[:cut], shuffled[cut:]], [[one] for one in shuffled]):
        store = new_store(Path(mkdtemp(dir=tmp_path)))
        for batch in batches:
            take_in(store, devices, batch)
        states.append(state_of(store))
        assert store.find_differences() == []
        assert [finding.problems for finding in store.check()] == [()] * 6
        store.close()
    assert states[0] == states[1] == states[2]


GARBAGE: list[object] = [
    None, True, -1, 2**63, 2**64 - 1, 1.5, float("nan"), "", "\x1f", "\x1fx", "a\x00b", b"", b"\xff" * 40, [], [""], [1, 2],
    ["a\x1eb"], [[["deep"]]], {}, {0: 2}, {0: 99}, {0: -1}, {"a": 1}, "x" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("name", ["family_name", "other_names", "birth_date", "stateless", "children_count", "sex"])
def test_any_value_is_taken_in_any_field(store: Store, name: str) -> None:
    """Nothing that a field may hold on the wire stops an apply, a read, a search, a check or a rebuild."""
    device = FakeDevice(b"bad")
    rows = [b"row-%012d" % place for place in range(len(GARBAGE))]
    changes = [
        [PERSON.number, row, {number("Person", name): value}, {}] for row, value in zip(rows, GARBAGE, strict=True)
    ]
    take_in(store, [device], [device.write_raw(CASE, [one]) for one in changes])
    other = FakeDevice(b"worse")
    take_in(store, [other], [other.write_raw(CASE, changes)])
    with store.read() as reader:
        assert len(reader.find_rows(PERSON, case=CASE)) == len(GARBAGE)
        assert reader.find_happenings(CASE)
        reader.find_conflicts()
    assert store.find_differences() == []
    assert [finding.problems for finding in store.check()] == [()] * 6


BROKEN: list[list[object]] = [
    [[-1, ROW, {FAMILY: "x"}, {}]],
    [[2**63, ROW, {FAMILY: "x"}, {}]],
    [[12, b"", {FAMILY: "short id"}, {}]],
    [[12, ROW, {-3: "ghost"}, {}]],
    [[12, ROW, {FAMILY: "x"}, {FAMILY: [0]}]],
    [[12, ROW, {FAMILY: "x"}, {FAMILY: [7, 1]}]],
    [[12, ROW, {FAMILY: "x"}, {FAMILY: [0, -1]}]],
    [[12, ROW, {FAMILY: "x"}, {FAMILY: [0, 2**63]}]],
    [[12, ROW, {DELETED: "gone"}, {}]],
    [[12, ROW, {DELETED: [[0], None]}, {}]],
    [[12, ROW, {DELETED: [[9, 9], None]}, {}]],
    [[12, ROW, {}, {FAMILY: [0, 1]}]],
    [[12, ROW, {FAMILY: "a"}, {}], [12, ROW, {FAMILY: "b"}, {}]],
    [["no", "change"]],
]


@pytest.mark.parametrize("changes", BROKEN, ids=range(len(BROKEN)))
def test_malformed_changes_are_logged_and_do_nothing(store: Store, changes: list[object]) -> None:
    """A change that makes no sense stays in the ledger, and what comes after it is applied."""
    device = FakeDevice(b"bad")
    arrivals = [device.write_raw(CASE, changes), device.write(CASE, change(b"row-after-that-1", {FAMILY: "After"}))]
    assert take_in(store, [device], arrivals) == 2
    assert person(store, b"row-after-that-1")["family_name"] == "After"
    with store.read() as reader:
        assert reader.link.value("SELECT count(*) FROM bodies") == 2
    assert store.find_differences() == []


def test_bodies_that_are_no_messagepack(store: Store) -> None:
    """Bytes that are no body are kept as they came and change no row."""
    device = FakeDevice(b"bad")
    bodies = [b"", b"\xc1", b"\x91" * 5_000, b"\x92\xc0\x90\x90", b"\xdf\xff\xff\xff\xff"]
    assert take_in(store, [device], [device.write_body(CASE, body, Scope.CASE) for body in bodies]) == len(bodies)
    assert state_of(store)["rows"] == []
    assert [finding.problems for finding in store.check()] == [()] * 6


def test_naughty_strings_come_back(store: Store) -> None:
    """Every naughty string is stored, read back and searched for without harm."""
    strings = json.loads((folder("strings", "the naughty strings") / "blns.json").read_text("utf-8"))
    rows = [b"row-%012d" % place for place in range(len(strings))]
    save(store, CASE, *(change(row, {FAMILY: text}) for row, text in zip(rows, strings, strict=True)))
    with store.read() as reader:
        found = {row.id: row["family_name"] for row in reader.find_rows(PERSON)}
        for text in strings:
            reader.find_hits(text)
        kept = [reader.link.value("SELECT family_name FROM person WHERE row_id = ?", (row,)) for row in rows]
    assert kept == strings
    assert len(found) == len(strings)
