"""Whatever nobody should have sent: applying is total, and what comes after it is applied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import CASE, FAMILY, GIVEN, PERSON, ROW, number
from tests.adapters.store.stores import FakeDevice, change, save, take_in
from tests.vectors.conformance import folder
from tipdesk.domain.schema import DELETED, Scope

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store


def _family_name(store: Store, row: bytes) -> object:
    with store.read() as reader:
        found = reader.get_row(PERSON, row)
    return found and found["family_name"]


GARBAGE: list[object] = [
    None, True, -1, 2**63, 2**64 - 1, 1.5, float("nan"), "", "\x1f", "\x1fx", "a\x00b", b"",
    b"\xff" * 40, [], [""], [1, 2],
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
    assert not any(finding.problems for finding in store.check())


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
    assert _family_name(store, b"row-after-that-1") == "After"
    with store.read() as reader:
        assert reader.link.value("SELECT count(*) FROM bodies") == 2
    assert store.find_differences() == []


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "one by one"])
def test_a_write_that_replaces_itself_leaves_nothing(store: Store, *, at_once: bool) -> None:
    """It takes away what it replaces and does not live: the field is empty, in whatever batches the entries came."""
    device, row = FakeDevice(b"bad"), b"row-of-another-1"
    arrivals = [
        device.write_raw(CASE, [[PERSON.number, ROW, {FAMILY: "x", GIVEN: "Ann"}, {FAMILY: [0, 1]}]]),
        device.write_raw(CASE, [[PERSON.number, row, {FAMILY: "Paul", GIVEN: "Ann"}, {}]]),
        device.write_raw(CASE, [[PERSON.number, row, {FAMILY: "Pol"}, {FAMILY: [0, 2, 0, 3]}]]),
        device.write_raw(CASE, [[PERSON.number, ROW, {GIVEN: "Anne"}, {GIVEN: [0, 1]}]]),
    ]
    for some in [arrivals] if at_once else [[one] for one in arrivals]:
        take_in(store, [device], some)
    with store.read() as reader:
        found = {one.id: one.values for one in reader.find_rows(PERSON)}
    assert found == {ROW: {"given_names": "Anne"}, row: {"given_names": "Ann"}}
    assert store.find_differences() == []
    assert not any(finding.problems for finding in store.check())


def test_bodies_that_are_no_messagepack(store: Store) -> None:
    """Bytes that are no body are kept as they came and change no row."""
    device = FakeDevice(b"bad")
    bodies = [b"", b"\xc1", b"\x91" * 5_000, b"\x92\xc0\x90\x90", b"\xdf\xff\xff\xff\xff"]
    assert take_in(store, [device], [device.write_body(CASE, body, Scope.CASE) for body in bodies]) == len(bodies)
    with store.read() as reader:
        assert reader.find_rows(PERSON, with_deleted=True) == []
    assert not any(finding.problems for finding in store.check())


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
