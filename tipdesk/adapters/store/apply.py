"""THE ONLY FILE THAT WRITES CASE ROWS: it turns entries into rows, conflicts, the case list and search text.

`apply` is total: nothing that an entry holds makes it raise. A row that nobody has named before becomes a partial row;
unknown fields, and values that fit no column, are kept raw in the row's `extra`; records that this version does not
know are kept in the table `raw_rows`.

It works on a batch of entries: the rows that they touch are loaded in chunks, merged in memory by `sync/merge`, and
written whole with few statements. Beside the rows it keeps their sum (SHA-256 of every projected row, added modulo
2**256), so that an old page of the database file that somebody put back is noticed.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec

from tipdesk.adapters.store.held import Held
from tipdesk.adapters.store.incoming import Decoded
from tipdesk.adapters.store.indexes import ChangedIndexes, changed_indexes
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.projection import RowSum, keep_sum
from tipdesk.adapters.store.search import NO_CASE, RowText
from tipdesk.adapters.store.shapes import CASE, CLOCK, EXTRA, HIDDEN, ROW_ID, Numbers, Shape, is_of_case, shape_of
from tipdesk.adapters.store.standing import Place, Standing, fresh, loaded
from tipdesk.domain.records import BY_NAME
from tipdesk.sync import merge
from tipdesk.sync.codec import decode_plain, encode_plain
from tipdesk.sync.collector import collector_resting

Key = tuple[int, bytes]
_clock_of = msgspec.msgpack.Decoder(dict[int, list[int]]).decode
_CASE = BY_NAME["Case"]
NOTE_CASE = (
    "INSERT INTO case_state (case_id, updated, first_log, hidden) VALUES (?, ?, ?, ?) ON CONFLICT (case_id) "
    "DO UPDATE SET updated = max(excluded.updated, case_state.updated), hidden = case_state.hidden "
    'AND (excluded.hidden OR EXISTS (SELECT 1 FROM "case" WHERE row_id = case_state.case_id)) '
    "WHERE excluded.updated > case_state.updated OR (case_state.hidden AND NOT excluded.hidden)"
)
"""Notes the latest entry of a case: its values are the case, when the entry was written, the log that came first,
and whether the case stands in no list."""

_EMPTIED = (
    "UPDATE case_state SET hidden = NOT EXISTS (SELECT 1 FROM entries e JOIN bodies b ON b.entry_no = e.no "
    "WHERE e.case_id = ? AND e.parked IS NULL) "
    'WHERE case_id = ? AND NOT EXISTS (SELECT 1 FROM "case" WHERE row_id = case_state.case_id)'
)
_OWNER, _STATUS = (shape_of(_CASE.number).places[_CASE.by_name[name].number][0] for name in ("owner", "status"))


def apply(link: Link, batch: Sequence[Decoded], changed: ChangedIndexes, own_seq: int | None = None) -> Collection[Key]:
    """Merge logged entries into the rows, in the order given, and return the keys of the rows that they touch.

    The entries stand in the ledger already, and none of them is parked. `changed` is told what the indexes shall hold
    of the rows; the caller writes it into them. `own_seq` is the sequence number of the last entry of the own log
    among them, where the rows are to stand for that entry from now on.
    """
    with collector_resting():
        held = Held(link, batch)
        rows = _load(link, {change[:2]: entry.case for entry in batch for change in entry.changes})
        _merge(batch, rows, held)
        _note_cases(link, batch)
        _project(link, list(rows.values()), held, changed, own_seq)
    return rows.keys()


def project_again(link: Link, keys: Sequence[Key], batch: Sequence[Decoded]) -> None:
    """Make rows anew from the entries that touch them, so that what no body tells any more is gone.

    This is needed after a redaction. `batch` holds every entry that may touch the rows, in the order of the ledger.
    """
    held = Held(link, batch)
    rows = _load(link, dict.fromkeys(keys))
    for key, standing in rows.items():
        again = fresh(standing.shape, key[1], standing.row[CASE])
        again.old, again.before, again.remade = standing.old, standing.before, True
        rows[key] = again
    for entry in batch:
        entry.changes[:] = [change for change in entry.changes if (change.record, change.row) in rows]
    _merge(batch, rows, held)
    with changed_indexes(link) as changed:
        _project(link, list(rows.values()), held, changed)


def take_raw(link: Link, record: int) -> list[tuple[bytes, bytes | None]]:
    """Remove the raw rows of a record that this version has come to know, and return (row id, case id) of each.

    An upgrade then projects those rows again, from the ledger into the record's own table.
    """
    raw, total = Shape(record, None), RowSum()
    rows = link.rows(raw.select)
    total.take((record, row) for row in rows)
    link.many(raw.delete, [(row[ROW_ID],) for row in rows])
    keep_sum(link, total)
    return [(row[ROW_ID], row[CASE]) for row in rows]


def _load(link: Link, keys: dict[Key, bytes | None]) -> dict[Key, Standing]:
    """Return the rows with these keys, in the order of the keys, as they lie in the tables or new where they do not."""
    by_record: dict[int, list[bytes]] = {}
    for record, row in keys:
        by_record.setdefault(record, []).append(row)
    found: dict[Key, Standing] = {}
    for record, ids in by_record.items():
        shape = shape_of(record)
        for old in link.rows_in(shape.select + " AND row_id IN ({keys})", link.held_among(shape.newest, ids)):
            extra = decode_plain(old[EXTRA]) if old[EXTRA] else {}
            found[(record, old[ROW_ID])] = loaded(shape, old, _clock_of(old[CLOCK]), extra)
    shapes = {record: shape_of(record) for record in by_record}
    return {key: found.get(key) or fresh(shapes[key[0]], key[1], case) for key, case in keys.items()}


def _merge(batch: Sequence[Decoded], rows: dict[Key, Standing], held: Held) -> None:
    """Enter each entry, in turn, into the clocks of the rows that it touches."""
    for place, (dot, _at, case, changes) in enumerate(batch):
        held.merged = place
        for record, row, fields, replaces in changes:
            standing = rows[record, row]
            if case is not None and standing.row[CASE] != case:
                # A row never changes case. Should two entries disagree, every replica takes the lesser id.
                standing.row[CASE] = case if standing.row[CASE] is None else min(case, standing.row[CASE])
            clock = standing.clock
            if clock or replaces:
                for number in fields:
                    merge.write(clock, number, dot, replaces.get(number, ()), held.is_applied)
            else:  # the first write of a new row, as most are; the list is shared, since `merge` changes none in place
                live = [*dot]
                standing.clock = dict.fromkeys(fields, live)
            standing.writes.append((dot, fields))


def _project(
    link: Link, rows: Sequence[Standing], held: Held, changed: ChangedIndexes, own_seq: int | None = None
) -> None:
    """Settle the merged rows, write them with their siblings and their sum, and note what the indexes read of them."""
    disputed = [standing for standing in rows if standing.has_siblings()]
    _load_siblings(link, disputed)
    held.load_order([pair for standing in disputed for pair in _dots_in_dispute(standing)])
    for standing in rows:
        standing.settle_plain()
    for standing in disputed:
        standing.settle_all(held.order)
    for standing in rows:
        standing.finish()
    total = RowSum()
    _write_rows(link, rows, total)
    _write_siblings(link, disputed, total)
    keep_sum(link, total, own_seq)
    _note_case_rows(link, rows)
    for standing in rows:
        is_new = standing.old is None and not standing.remade
        if text := _search_text(standing):
            changed.texts.note(text, is_new=is_new)
        changed.likenesses.note(standing, is_new=is_new)


def _dots_in_dispute(standing: Standing) -> list[tuple[int, int]]:
    return [dot for number in merge.fields_of(standing.clock) for dot in merge.live_dots(standing.clock, number)]


def _load_siblings(link: Link, disputed: Sequence[Standing]) -> None:
    by_record: dict[int, dict[bytes, Standing]] = {}
    found: dict[Standing, dict[Place, Any]] = {}
    for standing in disputed:
        by_record.setdefault(standing.shape.number, {})[standing.row[ROW_ID]] = standing
    sql = "SELECT row_id, field_no, log_no, seq, value FROM siblings WHERE record_no = ? AND row_id IN ({keys})"
    for record, standings in by_record.items():
        for row, number, log_no, seq, value in link.rows_in(sql, list(standings), (record,)):
            found.setdefault(standings[row], {})[number, log_no, seq] = decode_plain(value)
    for standing, held in found.items():
        standing.held = held


def _write_rows(link: Link, rows: Sequence[Standing], total: RowSum) -> None:
    inserts: dict[tuple[Shape, Numbers], list[list[Any]]] = {}
    updates: dict[tuple[Shape, Numbers], list[list[Any]]] = {}
    deletes: dict[Shape, list[Sequence[Any]]] = {}
    for standing in rows:
        shape, row, old = standing.shape, standing.row, standing.old
        if standing.clock:
            written = inserts if old is None else updates
            written.setdefault((shape, standing.changed_fields()), []).append(row)
        elif old is not None:
            deletes.setdefault(shape, []).append((row[ROW_ID],))
    total.take((one.shape.number, one.old) for one in rows if one.old is not None)
    total.add((one.shape.number, one.row) for one in rows if one.clock)
    for (shape, numbers), found in inserts.items():
        sql, pick = shape.insert_of(numbers)
        link.many(sql, list(map(pick, found)))
    for (shape, numbers), found in updates.items():
        sql, pick = shape.update_of(numbers)
        link.many(sql, list(map(pick, found)))
    for shape, keys in deletes.items():
        link.many(shape.delete, keys)


def _write_siblings(link: Link, disputed: Sequence[Standing], total: RowSum) -> None:
    keys = [(standing.shape.number, standing.row[ROW_ID]) for standing in disputed]
    held = [standing for standing in disputed if standing.held]
    link.many(
        "DELETE FROM siblings WHERE record_no = ? AND row_id = ?",
        [(standing.shape.number, standing.row[ROW_ID]) for standing in held],
    )
    link.many("DELETE FROM conflicts WHERE record_no = ? AND row_id = ?", keys)
    fresh_rows = []
    for standing in disputed:
        number, row = standing.shape.number, standing.row[ROW_ID]
        for place, wire in standing.held.items():
            total.take_sibling(number, row, place, encode_plain(wire))
        for place, wire in standing.siblings.items():
            value = encode_plain(wire)
            total.add_sibling(number, row, place, value)
            fresh_rows.append((number, row, *place, value))
    link.many("INSERT INTO siblings (record_no, row_id, field_no, log_no, seq, value) VALUES (?,?,?,?,?,?)", fresh_rows)
    link.many(
        "INSERT INTO conflicts (record_no, row_id, case_id) VALUES (?,?,?)",
        [(one.shape.number, one.row[ROW_ID], one.row[CASE]) for one in disputed if one.conflict],
    )


def _search_text(standing: Standing) -> RowText | None:
    shape, row, old = standing.shape, standing.row, standing.old
    numbers = shape.searched_numbers
    if not numbers or (row[CASE] is None and is_of_case(shape)):
        return None
    if (
        old is not None
        and not (standing.touches(numbers) or standing.siblings or standing.held or standing.remade)
        and old[HIDDEN] == row[HIDDEN]
        and old[CASE] == row[CASE]
    ):
        return None
    return shape.number, row[ROW_ID], row[CASE] or NO_CASE, standing.search_text()


def _note_cases(link: Link, batch: Sequence[Decoded]) -> None:
    """Keep for each case when its latest entry was written and which log came first.

    A case of which only withdrawn entries are held stands in no list.
    """
    latest: dict[bytes, tuple[int, int, bool]] = {}
    for (log, _seq), at, case, changes in batch:
        if case is not None:
            before, first, hidden = latest.get(case, (at, log, True))
            latest[case] = max(before, at), first, hidden and not changes
    link.many(NOTE_CASE, [(case, *noted) for case, noted in latest.items()])


def note_emptied(link: Link, case: bytes) -> None:
    """Take a case off the lists, after a redaction, when no entry of it says anything any more."""
    link.run(_EMPTIED, (case, case))


def note_first_logs(link: Link, cases: Iterable[bytes]) -> None:
    """Work out again which log came first to each of these cases.

    A parked entry that is released is applied after others that arrived later than it did.
    """
    link.many(
        "UPDATE case_state SET first_log = (SELECT log_no FROM entries "
        "WHERE case_id = ? AND parked IS NULL ORDER BY no LIMIT 1) WHERE case_id = ?",
        [(case, case) for case in cases],
    )


def _note_case_rows(link: Link, rows: Sequence[Standing]) -> None:
    link.many(
        "UPDATE case_state SET hidden = ?, status = ?, owner = ? WHERE case_id = ?",
        [
            (one.row[HIDDEN], one.row[_STATUS], one.row[_OWNER], one.row[ROW_ID])
            for one in rows
            if one.shape.number == _CASE.number
        ],
    )
