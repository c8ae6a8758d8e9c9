"""Making the tables again from the ledger: whatever differs is named by table and id, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, CASE, CASE_RECORD, CITIZEN, FAMILY, GIVEN, ROW
from tests.adapters.store.stores import FakeDevice, change, save, take_in
from tipdesk.adapters.store import rebuild
from tipdesk.domain.changes import Change
from tipdesk.domain.schema import DELETED
from tipdesk.sync.codec import encode_plain

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store


@pytest.fixture
def store(store: Store) -> Store:
    """Make a store in which two devices have written the same, one of them with a later release."""
    one, two = FakeDevice(b"one"), FakeDevice(b"two")
    arrivals = [
        one.write(CASE, Change(CASE_RECORD.number, CASE, {1: "K7Q-42MX"}), change(ROW, {FAMILY: "Paul", CITIZEN: [1]})),
        two.write(CASE, change(ROW, {FAMILY: "Pol", GIVEN: "Ann"}), Change(60_000, ROW, {1: "later"})),
        two.write(CASE, change(ROW, {FAMILY: "Pola"})),
    ]
    take_in(store, [one, two], arrivals)
    return store


def differences(store: Store, *statements: str) -> list[str]:
    """Change the tables behind the store's back, and return what a rebuild names."""
    with store.work(ACTOR) as work:
        for sql in statements:
            work.link.run(sql)
    return store.find_differences()


def test_what_entries_say_is_no_difference(store: Store) -> None:
    """Rows, siblings, raw records and conflicts are made again as they stand."""
    assert store.find_differences() == []


NAMED = f"12:{ROW.hex()}"


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE person SET family_name = 'Paul'", [f"person {ROW.hex()}"]),
        ("UPDATE person SET hidden = 1", [f"person {ROW.hex()}"]),
        ("UPDATE person SET extra = NULL", [f"person {ROW.hex()}"]),
        ("UPDATE person SET case_id = x'00'", [f"person {ROW.hex()}"]),
        ("DELETE FROM person", [f"person {ROW.hex()}"]),
        ("INSERT INTO person (row_id, clock, hidden) SELECT x'00', clock, 0 FROM person", ["person 00"]),
        ("UPDATE raw_rows SET extra = x'80'", [f"raw_rows {ROW.hex()}"]),
        ("DELETE FROM raw_rows", [f"raw_rows {ROW.hex()}"]),
        ("UPDATE siblings SET value = x'c0' WHERE seq = 2", [f"siblings {NAMED}:3:3:2"]),
        ("DELETE FROM siblings WHERE seq = 2", [f"siblings {NAMED}:3:3:2"]),
        ("UPDATE conflicts SET case_id = x'00'", [f"conflicts {NAMED}"]),
        ("UPDATE case_state SET updated = 1", [f"case_state {CASE.hex()}"]),
        ("UPDATE case_state SET owner = x'00'", [f"case_state {CASE.hex()}"]),
        ("UPDATE search_rows SET names = 'x' WHERE record_no = 12", [f"search_rows {NAMED}"]),
        ("UPDATE search_rows SET words = 'x' WHERE record_no = 1", [f"search_rows 1:{CASE.hex()}"]),
    ],
)
def test_a_row_that_differs_is_named(store: Store, sql: str, named: list[str]) -> None:
    """Changed, missing or put in, in any of the tables: told by table and key, with nothing of what it holds."""
    assert differences(store, sql) == named


def test_live_dots_are_compared_and_their_order_is_not(store: Store) -> None:
    """A clock says the same however it is packed, ghosts aside; a dot more or less, of the deletion too, is told."""
    with store.work(ACTOR) as work:
        one, two = (
            work.link.value("SELECT no FROM logs WHERE log = ?", (FakeDevice(name).log,)) for name in (b"one", b"two")
        )
    clock = {~GIVEN: [9, 9], GIVEN: [two, 1], FAMILY: [two, 2, one, 1, two, 1], CITIZEN: [one, 1]}
    update = "UPDATE person SET clock = x'{}'"
    assert differences(store, update.format(encode_plain(clock).hex())) == []
    for field, live in ((FAMILY, [two, 2, one, 1]), (GIVEN, [one, 1]), (DELETED, [one, 1])):
        assert differences(store, update.format(encode_plain(clock | {field: live}).hex())) == [f"person {ROW.hex()}"]


def test_a_hundred_are_named_at_most(store: Store) -> None:
    """As many as a person can follow up, in the order of their names."""
    rows = [b"row-%012d" % place for place in range(101)]
    save(store, CASE, *(change(row, {FAMILY: "Paul"}) for row in rows))
    assert differences(store, "UPDATE person SET family_name = 'Pol'") == [f"person {row.hex()}" for row in rows[:100]]


def test_entries_are_merged_some_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is merged once, whatever the number at once."""
    for count in (1, 2, 3):
        monkeypatch.setattr(rebuild, "_AT_ONCE", count)
        assert store.find_differences() == []


def test_nothing_stays_of_a_rebuild(store: Store, tmp_path: Path) -> None:
    """What was left of one that was broken off is no hindrance; afterwards no file of it lies there or is open."""
    left = [tmp_path / "home" / f"rebuild.tmp{suffix}" for suffix in ("", "-wal", "-shm")]
    for path in left:
        path.write_bytes(b"broken off" * 1_000)
    assert store.find_differences() == []
    assert not any(path.exists() for path in left)
    opened = [_open_handles()]
    for _time in range(2):
        assert store.find_differences() == []
        opened.append(_open_handles())
    assert opened[0] == opened[1] == opened[2]


def _open_handles() -> int:
    """Return how many files this process holds open, deleted ones too; Windows deletes none that is open."""
    opened = Path("/proc/self/fd")
    return len(list(opened.iterdir())) if opened.exists() else 0
