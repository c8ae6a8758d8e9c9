"""The tables of the store: one for each record, built from `domain/records`, and those of ledger, search and settings.

No UNIQUE and no foreign key stands between record tables, because a device may hold only part of what rows refer to,
and entries arrive in any order. Triggers and full-text tables are in `triggers` and `search`. A change here needs a
migration, which `dev.py declare` writes and `dev.py check` compares with the tables.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text

from tipdesk.adapters.store.columns import is_octets
from tipdesk.domain.records import BY_NAME, RECORDS
from tipdesk.domain.schema import RecordType

SCHEMA = 11
"""The number of the newest migration; a store's own number is its `PRAGMA user_version`."""

metadata = MetaData()


def _record_table(record: RecordType) -> Table:
    columns: list[Column[Any]] = [
        Column("row_id", LargeBinary, primary_key=True),
        Column("case_id", LargeBinary),
        Column("clock", LargeBinary, nullable=False),
        Column("hidden", Boolean(create_constraint=False), nullable=False),
        Column("extra", LargeBinary),
    ]
    columns += [Column(field.name, LargeBinary() if is_octets(field) else Text()) for field in record.stored_fields]
    return Table(
        record.table,
        metadata,
        *columns,
        Index(f"ix_{record.table}_case", "case_id", "hidden"),
        sqlite_with_rowid=False,
    )


for _record in RECORDS:
    _record_table(_record)

_cases = metadata.tables[BY_NAME["Case"].table]
Index("ix_case_sealing", _cases.c.sealing, sqlite_where=_cases.c.sealing.is_not(None))
"""Few cases are for some people only, and every bundle asks which."""
_files = metadata.tables[BY_NAME["Attachment"].table]
Index("ix_attachment_content", _files.c.content_id, sqlite_where=_files.c.content_id.is_not(None))
"""Each part that comes in, and each sealed file at an unlock, asks which row names it."""


def _table(name: str, *columns: Column[object] | Index, rowid: bool = False) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=rowid)


def _key(name: str, kind: type[Integer | LargeBinary | Text | BigInteger]) -> Column[object]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def _octets(name: str, *, nullable: bool = True) -> Column[object]:
    return Column(name, LargeBinary, nullable=nullable)


def _number(name: str, *, nullable: bool = True) -> Column[object]:
    return Column(name, BigInteger, nullable=nullable)


_table(
    "raw_rows",
    _key("record_no", BigInteger),
    _key("row_id", LargeBinary),
    _octets("case_id"),
    _octets("clock", nullable=False),
    Column("hidden", Boolean(create_constraint=False), nullable=False),
    _octets("extra"),
    Index("ix_raw_rows_case", "case_id"),
)
_table(
    "siblings",
    _key("record_no", BigInteger),
    _key("row_id", LargeBinary),
    _key("field_no", BigInteger),
    _key("log_no", Integer),
    _key("seq", BigInteger),
    _octets("value", nullable=False),
)
_table(
    "conflicts",
    _key("record_no", BigInteger),
    _key("row_id", LargeBinary),
    _octets("case_id"),
    Index("ix_conflicts_case", "case_id"),
)
_table(
    "case_state",
    _key("case_id", LargeBinary),
    _number("updated", nullable=False),
    Column("first_log", Integer, nullable=False),
    Column("hidden", Boolean(create_constraint=False), nullable=False),
    Column("status", Text),
    _octets("owner"),
)
_table("projection", _key("id", Integer), _number("seq", nullable=False), _octets("total", nullable=False))

_table(
    "logs",
    Column("no", Integer, primary_key=True),
    _octets("log", nullable=False),
    _octets("device", nullable=False),
    _number("seq", nullable=False),
    _octets("hash"),
    Column("closed", Boolean(create_constraint=False), nullable=False),
    Index("ix_logs_log", "log", unique=True),
    Index("ix_logs_device", "device"),
    rowid=True,
)
_table("log_tables", _key("log_no", Integer), _key("place", Integer), Column("other_no", Integer, nullable=False))
_entries = _table(
    "entries",
    Column("no", Integer, primary_key=True),
    Column("log_no", Integer, nullable=False),
    _number("seq", nullable=False),
    _octets("head", nullable=False),
    _octets("body_hash", nullable=False),
    _octets("hash"),
    _number("at", nullable=False),
    _octets("actor", nullable=False),
    Column("scope", Integer, nullable=False),
    _octets("case_id"),
    _number("received_at"),
    Column("parked", Text),
    Index("ix_entries_place", "log_no", "seq", unique=True),
    rowid=True,
)
Index("ix_entries_case", _entries.c.case_id, sqlite_where=_entries.c.case_id.is_not(None))
Index("ix_entries_parked", _entries.c.parked, sqlite_where=_entries.c.parked.is_not(None))
Index("ix_entries_scope", _entries.c.scope, sqlite_where=_entries.c.case_id.is_(None))
_table("bodies", Column("entry_no", Integer, primary_key=True), _octets("body", nullable=False), rowid=True)
_table(
    "redactions",
    _key("log_no", Integer),
    _key("seq", BigInteger),
    Column("kind", Text, nullable=False),
    rowid=False,
)
_table("tree_nodes", _key("height", Integer), _key("place", BigInteger), _octets("hash", nullable=False))
_table("salts", _key("scope", Integer), _key("key", LargeBinary), _octets("salt", nullable=False))
_table(
    "down_log",
    _key("device", LargeBinary),
    _key("seq", BigInteger),
    Column("kind", Text, nullable=False),
    Column("log_no", Integer, nullable=False),
    _number("entry_seq", nullable=False),
    _octets("hash", nullable=False),
    Index("ix_down_log_entry", "device", "log_no", "entry_seq"),
)
_table(
    "quarantine",
    Column("no", Integer, primary_key=True),
    _octets("digest", nullable=False),
    Column("file", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    _octets("device"),
    _number("received_at", nullable=False),
    _octets("content", nullable=False),
    _number("size"),
    Index("ix_quarantine_digest", "digest", unique=True),
    rowid=True,
)
_table("settings", _key("key", Text), _octets("value", nullable=False))
_table(
    "drafts",
    _key("key", Text),
    _octets("officer", nullable=False),
    _octets("value", nullable=False),
    _number("updated_at", nullable=False),
)
_table(
    "search_rows",
    Column("no", Integer, primary_key=True),
    _number("record_no", nullable=False),
    _octets("row_id", nullable=False),
    _octets("case_id", nullable=False),
    Column("words", Text, nullable=False),
    Column("names", Text, nullable=False),
    Index("ix_search_rows_row", "row_id"),
    rowid=True,
)
_table(
    "likeness_rows",
    Column("no", Integer, primary_key=True),
    _number("record_no", nullable=False),
    _octets("row_id", nullable=False),
    _octets("case_id", nullable=False),
    _octets("person_id", nullable=False),
    Column("told", Text, nullable=False),
    Index("ix_likeness_rows_row", "row_id"),
    Index("ix_likeness_rows_person", "person_id"),
    rowid=True,
)
_table("likeness_keys", _key("key", BigInteger), _key("no", Integer))
_table("likeness_due", _key("record_no", BigInteger), _key("row_id", LargeBinary))
