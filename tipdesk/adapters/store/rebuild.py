"""Makes the tables again from the ledger, to prove that they are what the entries say.

The rows are projected into a fresh encrypted file beside the store, under a key of its own that is then forgotten, and
compared row by row: values, live dots, siblings, hidden marks, conflicts, the case list and search text. Ghosts (dots
that were replaced before they arrived) may differ where a body has been redacted, and are not compared.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Engine

from tipdesk.adapters.store.apply import apply
from tipdesk.adapters.store.engine import KEY_BYTES, open_engine
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.incoming import decoded
from tipdesk.adapters.store.indexes import changed_indexes
from tipdesk.adapters.store.likenesses import index_due
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.schema import create_schema
from tipdesk.adapters.store.shapes import CLOCK, Shape, shape_of
from tipdesk.disk import remove
from tipdesk.domain.records import RECORDS
from tipdesk.services.desk import Ids
from tipdesk.sync import merge

_clock_of = msgspec.msgpack.Decoder(dict[int, list[int]]).decode
_STAGING = "rebuild.tmp"
_AT_ONCE = 5_000
_COPIED = (
    (
        "SELECT no, log, device, seq, hash, closed FROM logs",
        "INSERT INTO logs (no, log, device, seq, hash, closed) VALUES (?,?,?,?,?,?)",
    ),
    ("SELECT log_no, seq, kind FROM redactions", "INSERT INTO redactions (log_no, seq, kind) VALUES (?,?,?)"),
    (
        "SELECT no, log_no, seq, head, body_hash, hash, at, actor, scope, case_id, received_at, parked FROM entries",
        (
            "INSERT INTO entries (no, log_no, seq, head, body_hash, hash, at, actor, scope, case_id, received_at, "
            "parked) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
        ),
    ),
)
"""What `apply` asks of the ledger is copied into the fresh file; bodies are handed over one by one."""

_MOST_DIFFERENCES = 100
Table = dict[tuple[Any, ...], Any]


def find_differences(engine: Engine, home: Path, ids: Ids) -> list[str]:
    """Return where the tables differ from what the ledger says, by table and id; the list is empty when they are equal.

    At most a hundred differences are returned. This needs as much free disk space as the store itself takes, and raises
    Trouble `disk-full` where there is not enough.
    """
    path = home / _STAGING
    _remove(path)
    staging = open_engine(path, ids.noise(KEY_BYTES))
    try:
        with at_the_door(), engine.connect() as source, staging.connect() as target, source.begin(), target.begin():
            create_schema(target)
            _replay(Link(source), Link(target))
            return _compare(Link(source), Link(target))
    finally:
        staging.dispose()
        _remove(path)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        remove(path.with_name(path.name + suffix))


def _replay(source: Link, target: Link) -> None:
    for read, write in _COPIED:
        target.many(write, source.each(read))
    tables: dict[int, list[int]] = {}
    for number, other in source.rows("SELECT log_no, other_no FROM log_tables ORDER BY log_no, place"):
        tables.setdefault(number, [number]).append(other)
    entries = source.each(
        "SELECT e.log_no, e.seq, e.at, e.case_id, b.body FROM entries e LEFT JOIN bodies b ON b.entry_no = e.no "
        "WHERE e.parked IS NULL ORDER BY e.no"
    )
    while batch := [
        decoded((log_no, seq), at, case, body, tables.get(log_no, [log_no]))
        for log_no, seq, at, case, body in islice(entries, _AT_ONCE)
    ]:
        with changed_indexes(target) as changed:
            apply(target, batch, changed)
    while index_due(target, _AT_ONCE):
        pass


def _compare(source: Link, target: Link) -> list[str]:
    differences: list[str] = []
    for name, here, there in _tables(source, target):
        for key in here.keys() | there.keys():
            if here.get(key) != there.get(key):
                shown = ":".join(part.hex() if isinstance(part, bytes) else str(part) for part in key)
                differences.append(f"{name} {shown}")
    return sorted(differences)[:_MOST_DIFFERENCES]


def _tables(source: Link, target: Link) -> Iterator[tuple[str, Table, Table]]:
    shapes = [shape_of(record.number) for record in RECORDS]
    for link in (source, target):
        for (number,) in link.rows("SELECT DISTINCT record_no FROM raw_rows"):
            if shape_of(number) not in shapes:
                shapes.append(shape_of(number))
    for shape in shapes:
        yield shape.table.strip('"'), _rows(source, shape), _rows(target, shape)
    for name, columns, keys in (
        ("siblings", "record_no, row_id, field_no, log_no, seq, value", 5),
        ("conflicts", "record_no, row_id, case_id", 2),
        ("case_state", "case_id, updated, first_log, hidden, status, owner", 1),
        ("search_rows", "record_no, row_id, case_id, words, names", 2),
        ("likeness_rows", "record_no, row_id, case_id, person_id, told", 2),
    ):
        sql = f"SELECT {columns} FROM {name}"  # noqa: S608 - names of ours
        here, there = ({row[:keys]: row for row in link.each(sql)} for link in (source, target))
        due = source.rows("SELECT record_no, row_id FROM likeness_due") if name == "likeness_rows" else []
        for key in due:  # the source has yet to take these in
            here.pop(key, None)
            there.pop(key, None)
        yield name, here, there


def _rows(link: Link, shape: Shape) -> Table:
    return {(row[0],): (*row[:CLOCK], *row[CLOCK + 1 :], _live(row[CLOCK])) for row in link.each(shape.select)}


def _live(clock: bytes) -> dict[int, list[tuple[int, int]]]:
    flat = _clock_of(clock)
    return {number: sorted(merge.live_dots(flat, number)) for number in merge.fields_of(flat)}
