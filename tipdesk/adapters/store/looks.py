"""The audit as it stands in the logs: who looked at what, told from the entries themselves.

Each entry of the audit scope is read with its head, so that who and when come from what was hashed. What was pruned
here has left the list. Filters that the ledger's columns know narrow the search, and one look is found through its row;
the rest is compared row by row.
"""

from collections.abc import Iterator
from itertools import islice

import msgspec

from tipdesk.adapters.store.incoming import LocalChange, read_changes
from tipdesk.adapters.store.link import Link, SqlRow
from tipdesk.adapters.store.logs import Logs
from tipdesk.adapters.store.reading import LogNames
from tipdesk.adapters.store.shapes import CLOCK, shape_of
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Look
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import LookQuery
from tipdesk.sync import merge
from tipdesk.sync.codec import decode_head

_clock_of = msgspec.msgpack.Decoder(dict[int, list[int]]).decode
_EVENT = BY_NAME["AuditEvent"]
_NUMBERS = {name: field.number for name, field in _EVENT.by_name.items()}
_SELECT = (
    "SELECT e.log_no, e.seq, e.head, e.at, e.actor, e.received_at, l.log, l.device, b.body FROM entries e {by}"
    "JOIN logs l ON l.no = e.log_no JOIN bodies b ON b.entry_no = e.no "
    "WHERE e.scope = ? AND e.case_id IS NULL AND e.parked IS NULL"
)
_NOWHERE = [-1, -1]


def find_looks(link: Link, names: LogNames, query: LookQuery) -> list[Look]:
    """Return the latest looks that match the query, at most `query.most` of them."""
    return list(islice(_find(link, names, query), query.most))


def _find(link: Link, names: LogNames, query: LookQuery) -> Iterator[Look]:
    logs, (sql, values) = Logs(link), _narrowed(link, query)
    for row in link.each(sql + " ORDER BY e.no DESC", values):
        for change in read_changes(row[-1], logs.table(row[6])):
            if change.record == _EVENT.number and _is_asked(look := _look(names, row, change), query):
                yield look


def _narrowed(link: Link, query: LookQuery) -> tuple[str, list[object]]:
    sql, values = _SELECT.format(by=""), list[object]([int(Scope.AUDIT)])
    if query.id is not None:
        places = _places_of(link, query.id) or _NOWHERE
        # Left alone, the planner would walk the whole audit for the sake of the order.
        sql = _SELECT.format(by="INDEXED BY ix_entries_place ")
        sql += f" AND (e.log_no, e.seq) IN (VALUES {','.join(['(?, ?)'] * (len(places) // 2))})"
        values += places
    for clause, value in (
        ("e.at >= ?", query.since),
        ("e.at < ?", query.until),
        ("l.log = ?", query.log),
        ("e.seq <= ?", query.up_to),
    ):
        if value is not None:
            sql += f" AND {clause}"
            values.append(value)
    for column, wanted in (("e.actor", query.actors or None), ("l.device", query.devices)):
        if wanted is not None:
            sql += f" AND {column} IN ({','.join('?' * len(wanted))})"
            values += sorted(wanted)
    return sql, values


def _places_of(link: Link, look: bytes) -> list[int]:
    """Return the log and sequence numbers, in turn, of the entries that a look stands in.

    The clock of the look's row names them.
    """
    shape = shape_of(_EVENT.number)
    row = link.row(shape.select + " AND row_id = ?", (look,))
    clock = _clock_of(row[CLOCK]) if row else {}
    dots = {dot for number in merge.fields_of(clock) for dot in merge.live_dots(clock, number)}
    return [part for dot in dots for part in dot]


def _look(names: LogNames, row: SqlRow, change: LocalChange) -> Look:
    log_no, seq, head, at, actor, received_at, _log, device, _body = row
    said = {name: _EVENT.by_name[name].from_wire(change.fields.get(number)) for name, number in _NUMBERS.items()}
    octets = {name: value if isinstance(value := said[name], bytes) else None for name in ("case", "row", "officer")}
    count = said["count"]
    return Look(
        id=change.row,
        dot=names.dot(log_no, seq),
        at=at,
        offset=decode_head(head).offset,
        actor=actor,
        device=device,
        received_at=received_at,
        action=str(said["action"] or ""),
        result=str(said["result"] or ""),
        case=octets["case"],
        about=octets["row"],
        officer=octets["officer"],
        reason=str(said["reason"] or ""),
        count=count if isinstance(count, int) else None,
    )


def _is_asked(look: Look, query: LookQuery) -> bool:
    return (
        (not query.actions or look.action in query.actions)
        and (not query.results or look.result in query.results)
        and query.case in (None, look.case)
        and query.id in (None, look.id)
    )
