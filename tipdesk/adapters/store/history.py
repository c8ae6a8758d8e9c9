"""What happened to a case, told from the ledger: every field that was written, with the values that it replaced.

It also tells every write to the directory over time, for those to whom the directory's rows as they stand now are not
enough, such as whoever asks which post a device belonged to when it began a case.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from tipdesk.adapters.store.incoming import LocalChange, Pair, read_body, read_changes
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.adapters.store.reading import LogNames
from tipdesk.domain.changes import Dot, Head, Reason
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.rows import DELETED_NAME, Author, DirectoryWrite, EntryTold, Happening
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.sync.codec import decode_head, decode_raw_body

_ENTRIES = (
    "SELECT e.log_no, e.seq, e.head, e.received_at, b.body FROM entries e JOIN bodies b ON b.entry_no = e.no "
    "WHERE e.case_id = ? AND e.parked IS NULL ORDER BY e.no"
)
_NAMING = (
    "SELECT e.log_no, e.seq, e.head, e.received_at, b.body FROM entries e JOIN bodies b ON b.entry_no = e.no "
    "WHERE e.case_id = ? AND e.parked IS NULL AND instr(b.body, ?) ORDER BY e.no"
)
_AUTHORED = (
    "SELECT e.log_no, e.head, b.body FROM entries e JOIN bodies b ON b.entry_no = e.no JOIN logs l ON l.no = e.log_no "
    "WHERE e.case_id = ? AND e.parked IS NULL ORDER BY e.at DESC, l.log DESC, e.seq DESC"
)
_WITHDRAWN = (
    "SELECT r.row_id, r.clock FROM redaction r JOIN logs l ON l.log = r.log JOIN redactions d ON d.log_no = l.no "
    "AND d.seq = CAST(r.seq AS INTEGER) JOIN entries e ON e.log_no = d.log_no AND e.seq = d.seq "
    "WHERE e.case_id = ? AND r.kind = 'withdrawn' AND r.hidden = 0"
)
_WRITER = (
    "SELECT e.log_no, e.seq, e.head, e.received_at, b.body FROM entries e JOIN bodies b ON b.entry_no = e.no "
    "WHERE e.log_no = ? AND e.seq = ?"
)
_HEADS = "SELECT e.log_no, e.seq, e.head, e.received_at FROM entries e WHERE e.log_no = ? AND e.seq IN ({keys})"
_REGISTER = (
    "SELECT e.log_no, e.seq, e.head, e.received_at, b.body FROM entries e JOIN bodies b ON b.entry_no = e.no "
    "WHERE e.scope = ? AND e.case_id IS NULL AND e.parked IS NULL AND instr(b.body, ?) ORDER BY e.no"
)
_DIRECTORY = (
    "SELECT e.head, b.body FROM entries e JOIN bodies b ON b.entry_no = e.no "
    "WHERE e.scope = ? AND e.case_id IS NULL AND e.parked IS NULL "
    "AND (? IS NULL OR instr(b.body, ?)) AND (? IS NULL OR e.no < ?) ORDER BY e.no"
)
_BEGUN = (
    # Left alone, the planner would walk the whole ledger for the sake of the order.
    "SELECT min(e.no) FROM entries e INDEXED BY ix_entries_case JOIN logs l ON l.no = e.log_no "
    "WHERE e.case_id = ? AND e.parked IS NULL AND l.device = ?"
)
_REDACTION = BY_NAME["Redaction"]
_KIND = _REDACTION.by_name["kind"]
_clock_of = msgspec.msgpack.Decoder(dict[int, list[int]]).decode
_Place = tuple[int, bytes, int, Pair]


class _Told(NamedTuple):
    """One entry of a case, with the changes that it made."""

    dot: Pair
    head: Head
    received_at: int | None
    reason: Reason
    changes: list[LocalChange]


def find_happenings(
    link: Link, names: LogNames, case: bytes, row: bytes | None, *, is_whole: bool = False
) -> list[Happening]:
    """Return the writes to a case, or to one of its rows, latest first.

    What was redacted has left the history. Of the whole case, what was withdrawn is told as well, without its text;
    with `is_whole` the caller knows that nothing of the case was redacted, so that this need not be looked for. Bodies
    that do not name the row are passed over by the database.
    """
    held = link.rows(_ENTRIES, (case,)) if row is None else link.rows(_NAMING, (case, row))
    found = list(_happenings(link, names, held, row))
    if row is None and not is_whole:
        found += _withdrawals(link, names, case)
    return sorted(found, key=_order, reverse=True)


def find_last_happenings(
    link: Link, names: LogNames, case: bytes, most: tuple[int, int], *, is_whole: bool = False
) -> tuple[list[Happening], bool]:
    """Return the writes of the entries of a case that came last, latest first, and whether these are all.

    `most` are how many entries and how many writes are told; of an entry that goes past them, its first. What they
    replaced is told as far as these entries wrote it. `is_whole` is as in `find_happenings`.
    """
    entries, writes = most
    held = link.rows(f"{_ENTRIES} DESC LIMIT ?", (case, entries + 1))
    told = list(islice(_happenings(link, names, held[:entries], None), writes + 1))
    found = told[:writes]
    if not is_whole:
        found += _withdrawals(link, names, case)
    return sorted(found, key=_order, reverse=True), len(held) <= entries and len(told) <= writes


def find_authors(link: Link, case: bytes) -> dict[bytes, Author]:
    """Return who wrote each row of a case first, by its id: the earliest line that the history has of the row.

    It reads no value, so that it costs a part of what the history does.
    """
    held = link.rows(_AUTHORED, (case,))
    tables = Logs(link).tables({log_no for log_no, _head, _body in held})
    first = {change.row: head for log_no, head, body in held for change in read_changes(body, tables[log_no])}
    heads = {row: decode_head(head) for row, head in first.items()}
    return {row: Author(head.actor, head.at, head.offset) for row, head in heads.items()}


def find_register_happenings(link: Link, names: LogNames, row: bytes) -> list[Happening]:
    """Return the writes to one row of a register, latest first.

    Bodies that do not name the row are passed over by the database.
    """
    held = link.rows(_REGISTER, (int(Scope.REGISTER), row))
    return sorted(_happenings(link, names, held, row), key=_order, reverse=True)


def _order(one: Happening) -> tuple[int, Dot]:
    return (one.at, one.dot)


def _happenings(link: Link, names: LogNames, held: Sequence[Any], row: bytes | None) -> Iterator[Happening]:
    """Yield the writes of these entries, in whatever order they come; with a row, only those to it."""
    entries: list[_Told] = []
    values: dict[_Place, Any] = {}
    tables = Logs(link).tables({log_no for log_no, *_rest in held})
    for log_no, seq, head, received_at, body in held:
        reason, changes = read_body(body, tables[log_no])
        entries.append(_Told((log_no, seq), decode_head(head), received_at, reason, changes))
        for change in changes:
            for number, wire in change.fields.items():
                values[(change.record, change.row, number, (log_no, seq))] = wire
    for entry in entries:
        for change in entry.changes:
            if row in (None, change.row):
                yield from _of_change(entry, change, names, values)


def find_entries(link: Link, names: LogNames, dots: Collection[Dot]) -> dict[Dot, EntryTold]:
    """Return, by their dots, who wrote these entries when; the bodies are not read."""
    logs, by_log = Logs(link), defaultdict[bytes, list[int]](list)
    for dot in sorted(dots):
        by_log[dot.log].append(dot.seq)
    found = {}
    for log, seqs in by_log.items():
        for log_no, seq, octets, received_at in link.rows_in(_HEADS, seqs, (logs.find_number(log),)):
            head = decode_head(octets)
            told = EntryTold(head.actor, names.device(log_no), head.schema, head.at, received_at)
            found[names.dot(log_no, seq)] = told
    return found


def find_directory_writes(
    link: Link, record: int, row: bytes | None = None, before_case: bytes | None = None
) -> list[DirectoryWrite]:
    """Return every write to a record of the directory, or to one of its rows, in the order of arrival.

    With `before_case`, the row is a device, and only what came before the first entry that it wrote to that case is
    returned; where it wrote none, all is. Bodies that do not name the row are passed over by the database.
    """
    first = link.value(_BEGUN, (before_case, row)) if before_case is not None else None
    found = link.rows(_DIRECTORY, (int(Scope.DIRECTORY), row, row, first, first))
    return [
        DirectoryWrite(decode_head(head).at, written, fields)
        for head, body in found
        for number, written, fields, _replaces in decode_raw_body(body)[1]
        if number == record and row in (None, written)
    ]


def _withdrawals(link: Link, names: LogNames, case: bytes) -> Iterator[Happening]:
    """Yield what authors took back before headquarters had it: that something stood there, who withdrew it, and why."""
    for row, clock in link.rows(_WITHDRAWN, (case,)):
        for log_no, seq, head, received_at, body in link.rows(_WRITER, _clock_of(clock)[_KIND.number][:2]):
            reason, _changes = read_body(body, ())
            told = _Told((log_no, seq), decode_head(head), received_at, reason, [])
            yield from _of_change(told, LocalChange(_REDACTION.number, row, {_KIND.number: "withdrawn"}, {}), names, {})


def _of_change(entry: _Told, change: LocalChange, names: LogNames, values: dict[_Place, Any]) -> Iterator[Happening]:
    """Yield one happening for each field that a change writes."""
    record = BY_NUMBER.get(change.record)
    for number, wire in change.fields.items():
        field = record.by_number.get(number) if record else None
        replaced = _replaced(change, number)
        before = (values[place] for place in replaced if place in values)
        yield Happening(
            dot=names.dot(*entry.dot),
            at=entry.head.at,
            offset=entry.head.offset,
            actor=entry.head.actor,
            device=names.device(entry.dot[0]),
            received_at=entry.received_at,
            record=record,
            record_number=change.record,
            row=change.row,
            field=DELETED_NAME if number == DELETED else field.name if field else f"#{number}",
            before=tuple(_value(change.record, number, earlier) for earlier in before),
            after=_value(change.record, number, wire),
            reason=entry.reason,
            replaces=tuple(names.dot(*dot) for _record, _row, _number, dot in replaced),
            schema=entry.head.schema,
        )


def _replaced(change: LocalChange, number: int) -> list[_Place]:
    flat = change.replaces.get(number, [])
    return [(change.record, change.row, number, (flat[place], flat[place + 1])) for place in range(0, len(flat), 2)]


def _value(record: int, number: int, wire: Any) -> Value:  # noqa: ANN401 - any wire value
    if number == DELETED:
        return "kept" if wire is None else "deleted"
    known = BY_NUMBER.get(record)
    field = known.by_number.get(number) if known else None
    if field is not None:
        return field.from_wire(wire)
    return None if wire is None else str(wire)
