"""Migrations: they lead to the schema that a new store has, keep what is held, and leave a verified copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory

from installer.declaring import COMMAND
from installer.next_migration import difference_of
from tests.adapters.store.names import FAMILY, KEY
from tests.adapters.store.stores import change, new_store, save, surroundings
from tipdesk.adapters.store.copying import copy_verified
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.migrate import alembic_config, migrate, revision_of
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.schema import create_schema, keep_schema_number, schema_number
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.store.tables import SCHEMA
from tipdesk.domain.errors import Distrust

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

CASE_ID, ROW = b"case-0123456789a", b"row-0123456789ab"


def empty(folder: Path, name: str) -> Engine:
    """Return an engine on an empty file."""
    folder.mkdir(exist_ok=True)
    return open_engine(folder / name, KEY)


def schema_of(engine: Engine) -> list[tuple[object, ...]]:
    """Return every table, index and trigger with its columns or words, spacing aside."""
    with engine.connect() as connection:
        link = Link(connection)
        found = link.rows("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
        rows: list[tuple[object, ...]] = []
        for kind, name, sql in found:
            words = " ".join(sql.split()) if kind == "trigger" or sql.startswith("CREATE VIRTUAL") else ""
            columns = link.rows(f'PRAGMA table_xinfo("{name}")') if kind == "table" else []
            columns += link.rows(f'PRAGMA index_xinfo("{name}")') if kind == "index" else []
            rows.append((kind, name, words, str(columns), "WITHOUT ROWID" in sql))
    return rows


def test_migrations_make_what_the_tables_say(tmp_path: Path) -> None:
    """A store migrated from nothing has the same tables, indexes, triggers and search tables as a new one."""
    migrated, made = empty(tmp_path, "a.db"), empty(tmp_path, "b.db")
    migrate(migrated, tmp_path, KEY, surroundings())
    with made.connect() as connection, connection.begin():
        create_schema(connection)
    assert schema_of(migrated) == schema_of(made)
    with migrated.connect() as connection:
        link = Link(connection)
        assert schema_number(link) == SCHEMA
        assert link.rows("SELECT id, seq, total FROM projection") == [(1, 0, bytes(32))]
    for engine in (migrated, made):
        engine.dispose()


def test_autogenerate_finds_nothing(tmp_path: Path) -> None:
    """Nobody has changed a record without writing its migration."""
    engine = empty(tmp_path, "a.db")
    migrate(engine, tmp_path, KEY, surroundings())
    with engine.connect() as connection:
        assert difference_of(connection).as_diffs() == [], f"write the next migration: {COMMAND}"
        script = ScriptDirectory.from_config(alembic_config(connection))
        assert script.get_heads() == [revision_of(SCHEMA)]
    engine.dispose()


def test_a_store_at_the_newest_is_left_alone(tmp_path: Path) -> None:
    """Migrating what needs no migration changes nothing and copies nothing."""
    store = new_store(tmp_path / "home")
    store.close()
    engine = open_engine(tmp_path / "home" / STORE, KEY)
    migrate(engine, tmp_path / "home", KEY, surroundings())
    engine.dispose()
    assert not list((tmp_path / "home").glob("*before*"))


def test_the_copy_is_whole_and_checked(tmp_path: Path) -> None:
    """The copy made before a migration opens with the same key and holds the same rows; a damaged source is refused."""
    home = tmp_path / "home"
    store = new_store(home)
    save(store, CASE_ID, change(ROW, {FAMILY: "Paul" * 50_000}))
    store.close()
    copy_verified(home / STORE, KEY, home / "copy.db")
    engine = open_engine(home / "copy.db", KEY, read_only=True)
    with engine.connect() as connection:
        assert Link(connection).value("SELECT count(*) FROM person") == 1
    engine.dispose()
    whole = (home / STORE).read_bytes()
    for page in (1, len(whole) // 4096 // 2, len(whole) // 4096 - 1):  # the last one is told by no read of its own
        content = bytearray(whole)
        content[page * 4096 + 100] ^= 1
        (home / STORE).write_bytes(bytes(content))
        with pytest.raises(Distrust):
            copy_verified(home / STORE, KEY, home / "copy.db")


def test_an_older_store_is_brought_up_when_opened(tmp_path: Path) -> None:
    """Opening a store without schema number runs the migrations; one that fails leaves the store as it was."""
    engine = empty(tmp_path / "home", STORE)
    with engine.connect() as connection, connection.begin():
        create_schema(connection)
        keep_schema_number(Link(connection), 0)
    engine.dispose()
    with pytest.raises(Exception, match="already exists"):
        Store.open(tmp_path / "home", KEY, surroundings())
    engine = empty(tmp_path / "home", STORE)
    with engine.connect() as connection:
        assert schema_number(Link(connection)) == 0
        assert Link(connection).value("SELECT count(*) FROM projection") == 1
    engine.dispose()
