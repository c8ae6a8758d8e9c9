"""Every store that a release left comes up, holds what it held, and takes whatever this release declares.

Nothing here names a migration or a record: whoever declares one writes no test of it. `stores` has a home of each
release, made by `filled`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from sqlalchemy import event

from tests.adapters.store.names import KEY
from tests.adapters.store.stores import FakeIds, problems, reopened
from tests.migrations.filled import NUMBERS, copied, fill, freeze, row_of, wire_of
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.migrate import alembic_config, revision_of
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.rebuild import find_differences
from tipdesk.adapters.store.schema import keep_schema_number, schema_number
from tipdesk.adapters.store.tables import SCHEMA, metadata
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import RECORDS

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

Held = dict[str, dict[tuple[object, ...], dict[str, object]]]


def held(link: Link) -> Held:
    """Return what every table of the store holds, by its name: the columns of each row, by the values of its key."""
    found: Held = {}
    for (table,) in link.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"):
        columns = link.rows("SELECT name, pk FROM pragma_table_info(?)", (table,))
        if table in metadata.tables:
            keys = [name for name, pk in sorted(columns, key=lambda column: column[1]) if pk]
            rows = [dict(zip((name for name, _pk in columns), row, strict=True)) for row in _all(link, table)]
            found[table] = {tuple(row[key] for key in keys): row for row in rows}
    return found


def _all(link: Link, table: str) -> list[tuple[Any, ...]]:
    return link.rows(f'SELECT * FROM "{table}"')  # noqa: S608 - the name of a table that is there


def opened(home: Path) -> Engine:
    """Open the store's file alone: no program leads it up."""
    return open_engine(home / STORE, KEY)


def held_in(home: Path) -> Held:
    """Return what a store that is closed holds."""
    engine = opened(home)
    with engine.connect() as connection:
        found = held(Link(connection))
    engine.dispose()
    return found


def differences(home: Path) -> list[str]:
    """Return where a store that is closed differs from its log."""
    engine = opened(home)
    try:
        return find_differences(engine, home, FakeIds())
    finally:
        engine.dispose()


def lost(before: Held, after: Held) -> list[str]:
    """Return each value of before that is another one after, by table and column; an empty one counts as none."""
    return [
        f"{table}.{column}"
        for table, rows in before.items()
        for key, row in rows.items()
        for column, value in row.items()
        if key not in after.get(table, {}) or after[table][key].get(column) != value
    ]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_store_of_any_release_comes_up_with_what_it_held(number: int, tmp_path: Path) -> None:
    """Every row is there as before; what is new in it is empty; every check, and a rebuild, find the store whole."""
    home = copied(number, tmp_path / "home")
    before = held_in(home)
    store = reopened(home)
    assert problems(store) == {}
    store.close()
    after = held_in(home)
    gone, added = (
        {line for line in lost(one, other) if not line.startswith("likeness_")}  # that index is made anew of the rows
        for one, other in ((before, after), (after, before))
    )
    assert gone <= {"projection.total"}  # the rows are summed anew, in their new tables
    assert added == gone
    assert differences(home) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_a_store_of_any_release_takes_what_this_one_declares(number: int, tmp_path: Path) -> None:
    """A row of every record, with an answer in every field, is written, read again and found whole beside the log."""
    home = copied(number, tmp_path / "home")
    store = reopened(home)
    fill(store, "new")
    store.close()
    store = reopened(home)
    with store.read() as reader:
        for record in RECORDS:
            row = reader.get_row(record, row_of(record, "new"))
            assert row is not None, record.name
            wires = {field.name: field.to_wire(row[field.name]) for field in record.fields}
            assert wires == {field.name: wire_of(field) for field in record.fields}, record.name
    assert problems(store) == {}
    store.close()
    assert differences(home) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_no_migration_writes_what_a_store_holds(number: int, tmp_path: Path) -> None:
    """Led up script by script, nothing that was there is changed, and no statement touches a row of a case."""
    home = copied(number, tmp_path / "home")
    engine = opened(home)
    told: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cursor, sql, *_rest: told.append(" ".join(sql.split())))
    with engine.connect() as connection, connection.begin():
        config, link = alembic_config(connection), Link(connection)
        command.stamp(config, revision_of(number), purge=True)
        for revision in range(number + 1, SCHEMA + 1):
            before = held(link)
            told.clear()
            command.upgrade(config, revision_of(revision))
            assert find_writing(told) == [], revision
            assert lost(before, held(link)) == [], revision
    engine.dispose()


def find_writing(statements: list[str]) -> list[str]:
    """Return the statements that write rows of records, or what belongs to them."""
    tables = {record.table for record in RECORDS} | {"raw_rows", "siblings", "conflicts"}
    writing = [sql for sql in statements if re.match(r"(?:INSERT|UPDATE|DELETE|REPLACE|DROP)\b", sql, re.IGNORECASE)]
    return [sql for sql in writing if set(re.findall(r"\w+", sql)) & tables]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE person SET sex = 'f'",
        'insert into "case" (row_id) VALUES (x)',
        "DELETE FROM siblings",
        "DROP TABLE note",
    ],
)
def test_a_migration_that_writes_a_row_is_noticed(sql: str) -> None:
    """The control: statements that write rows are found; those that read them, or add to their tables, are let be."""
    let_be = [
        "SELECT sex FROM person",
        "ALTER TABLE person ADD COLUMN sex",
        "UPDATE alembic_version SET version_num = 4",
    ]
    assert find_writing([*let_be, sql]) == [sql]


@pytest.mark.parametrize("number", [*NUMBERS, SCHEMA])
def test_an_older_program_leaves_a_newer_store_alone(number: int, tmp_path: Path) -> None:
    """A store that stands ahead of the program is refused with what to do, and not a byte of its file changes."""
    home = tmp_path / "home"
    if number in NUMBERS:
        copied(number, home)
    else:
        freeze(tmp_path / "frozen")
        home.mkdir()
        (tmp_path / "frozen" / "store.bin").rename(home / STORE)
    engine = opened(home)
    with engine.connect() as connection, connection.begin():
        assert schema_number(Link(connection)) == number
        keep_schema_number(Link(connection), SCHEMA + 1)
    engine.dispose()
    before = (home / STORE).read_bytes()
    with pytest.raises(UserError, match="Update this one") as caught:
        reopened(home)
    assert (caught.value.code, (home / STORE).read_bytes()) == ("newer-store", before)
