"""Statements on one connection: each row once, few statements, none of them planned twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from tests.adapters.store.names import ACTOR, CASE, FAMILY
from tests.adapters.store.stores import change, new_store, save
from tipdesk.adapters.store.link import CHUNK, FEW, Link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HELD = 2 * CHUNK + 5
"""So many rows the table of these tests holds: more than one statement asks for."""

SELECT, TRANSACTION = 21, 22
"""What SQLite asks its authorizer, which it does whenever it plans a statement (`SQLITE_SELECT`, …)."""


class Planned(list[int]):
    """What has been planned on a connection."""

    def __call__(self, action: int, *_rest: object) -> int:
        """Note and allow it."""
        self.append(action)
        return 0


@pytest.fixture
def raw() -> Iterator[dbapi2.Connection]:
    """Return a connection to a table of numbers."""
    raw = dbapi2.connect(":memory:", isolation_level=None)
    raw.execute("CREATE TABLE held (no INTEGER PRIMARY KEY, word TEXT)")
    raw.executemany("INSERT INTO held VALUES (?, ?)", [(no, f"word {no % 2}") for no in range(HELD)])
    yield raw
    raw.close()


@pytest.mark.parametrize("asked", [0, 1, 2, 3, 5, 64, 65, CHUNK - 1, CHUNK, CHUNK + 1, HELD])
def test_each_row_comes_once(raw: dbapi2.Connection, asked: int) -> None:
    """Every key finds its row, however many are asked for."""
    rows = list(Link(raw).rows_in("SELECT no FROM held WHERE no IN ({keys})", range(asked)))
    assert sorted(no for (no,) in rows) == list(range(asked))


def test_values_before_the_keys_stay_before_them(raw: dbapi2.Connection) -> None:
    """What fills the places before the keys is not mistaken for one."""
    rows = Link(raw).rows_in("SELECT no FROM held WHERE word = ? AND no IN ({keys})", range(7), ("word 1",))
    assert sorted(no for (no,) in rows) == [1, 3, 5]


def test_a_value_is_the_first_column_of_the_first_row(raw: dbapi2.Connection) -> None:
    """Whatever else the row says; of no row it is None."""
    assert Link(raw).value("SELECT no, word FROM held ORDER BY no") == 0
    assert Link(raw).value("SELECT word, no FROM held WHERE no = ?", (1,)) == "word 1"
    assert Link(raw).value("SELECT no, word FROM held WHERE no < 0") is None


def test_ids_newer_than_all_that_are_held_are_not_looked_for(raw: dbapi2.Connection) -> None:
    """Of many, those up to the greatest one held remain, itself among them; few are handed on without a question."""
    newest = "SELECT max(id) FROM named WHERE kind = ?"
    raw.execute("CREATE TABLE named (kind INTEGER, id BLOB)")
    raw.executemany("INSERT INTO named VALUES (?, ?)", [(1, b"c"), (1, b"e"), (2, b"z")])
    ids = [bytes([letter]) for letter in b"ihgfedcba"]
    assert len(ids) == FEW + 1
    assert Link(raw).held_among(newest, ids, (1,)) == [b"a", b"b", b"c", b"d", b"e"]
    assert Link(raw).held_among(newest, ids, (3,)) == []
    assert Link(raw).held_among("no question", ids[:FEW]) == sorted(ids[:FEW])


def test_any_number_of_keys_is_asked_by_few_statements(raw: dbapi2.Connection) -> None:
    """A statement for each number of keys would push the others out of what the driver keeps ready."""
    planned = Planned()
    raw.set_authorizer(planned)
    for asked in range(CHUNK + 1):
        list(Link(raw).rows_in("SELECT no FROM held WHERE no IN ({keys})", range(asked)))
    assert planned.count(SELECT) <= CHUNK.bit_length()


def test_a_save_plans_none_of_its_statements_anew(tmp_path: Path) -> None:
    """Planning them would cost more than all else of a save."""
    store = new_store(tmp_path / "home")
    planned = Planned()
    with store.work(ACTOR) as work:
        work.link.raw.set_authorizer(planned)
    for name in ("Alder", "Birch"):
        save(store, CASE, change(name.encode(), {FAMILY: name}))
    assert planned
    planned.clear()
    for name in ("Cedar", "Elder"):
        save(store, CASE, change(name.encode(), {FAMILY: name}))
    store.close()
    assert set(planned) <= {TRANSACTION}  # the driver's own word for the commit
