"""Rows as people read them: columns become typed values, clocks become dots, and several live values become siblings.

The conflicts that officers settle are worked out here, including a deletion that is in dispute.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from tipdesk.adapters.store.columns import from_column
from tipdesk.adapters.store.link import Link, SqlRow
from tipdesk.adapters.store.shapes import CASE, CLOCK, EXTRA, HIDDEN, ROW_ID, Shape
from tipdesk.domain.changes import Dot
from tipdesk.domain.kinds import Field, Merge, Value
from tipdesk.domain.rows import DELETED_NAME, Row, Sibling
from tipdesk.domain.schema import DELETED, RecordType
from tipdesk.sync import merge
from tipdesk.sync.codec import decode_plain

_clock_of = msgspec.msgpack.Decoder(dict[int, list[int]]).decode
_ONE_DOT = 2  # a flat list of one dot
Written = tuple[Dot, Any, int, bytes, bytes]
"""One live value: its dot, its wire value, when it was written, and by which officer on which device."""
NONE_LIVE: dict[int, list[Written]] = {}


class LogNames:
    """The ids and devices behind local log numbers.

    They are read when first asked for, and again when a number is asked for that has come since.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._logs: dict[int, tuple[bytes, bytes]] = {}

    def _log(self, number: int) -> tuple[bytes, bytes]:
        if number not in self._logs:
            rows = self._link.rows("SELECT no, log, device FROM logs")
            self._logs = {no: (log, device) for no, log, device in rows}
        return self._logs[number]

    def dots(self, flat: Sequence[int]) -> tuple[Dot, ...]:
        """Return flat local dots as `Dot`s, ordered by log and sequence number."""
        found = [Dot(self._log(log_no)[0], seq) for log_no, seq in merge.pairs(flat)]
        found.sort()
        return tuple(found)

    def dot(self, log_no: int, seq: int) -> Dot:
        """Return the dot of one entry, given its local log number."""
        return Dot(self._log(log_no)[0], seq)

    def device(self, log_no: int) -> bytes:
        """Return the device of a log, which is empty where it is not known here."""
        return self._log(log_no)[1]


class RowReader:
    """Makes `Row`s of what the tables hold."""

    def __init__(self, link: Link, logs: LogNames, rank: Callable[[str, str], int]) -> None:
        self._link = link
        self._logs = logs
        self._rank = rank

    def typed(self, shape: Shape, rows: Iterable[SqlRow]) -> list[Row]:
        """Return rows of one known record as `Row`s; raises ValueError for a record that this version does not know."""
        return self.typed_all({shape: rows})[shape]

    def typed_all(self, found: Mapping[Shape, Iterable[SqlRow]]) -> dict[Shape, list[Row]]:
        """Return the rows of several records as `typed` does; what is in dispute among all of them is asked for once.

        Of each row only the columns of its record are read, whatever stands behind them.
        """
        clocked = {shape: [(row, _clock_of(row[CLOCK])) for row in rows] for shape, rows in found.items()}
        disputed = [
            (shape.number, row[ROW_ID])
            for shape, rows in clocked.items()
            for row, clock in rows
            if _may_be_disputed(clock)
        ]
        live = {**dict.fromkeys(disputed, NONE_LIVE), **self._live(disputed)} if disputed else {}
        made: dict[Shape, list[Row]] = {}
        for shape, rows in clocked.items():
            if shape.record is None:
                message = "rows of an unknown record have no type"
                raise ValueError(message)
            record, number = shape.record, shape.number
            places = [(field, shape.places[field.number][0]) for field in record.fields]
            made[shape] = [
                self._typed(record, places, row, clock, live.get((number, row[ROW_ID]))) for row, clock in rows
            ]
        return made

    def _typed(
        self,
        record: RecordType,
        places: Sequence[tuple[Field, int]],
        row: SqlRow,
        clock: merge.Clock,
        live: dict[int, list[Written]] | None,
    ) -> Row:
        """Return one row; `live` has its live values where some of it may be in dispute."""
        extra: dict[int, Any] = decode_plain(row[EXTRA]) if row[EXTRA] else {}
        values: dict[str, Value] = {}
        for field, place in places:
            if row[place] is None and field.number not in extra:
                continue
            wire = extra[field.number] if field.number in extra else from_column(field, row[place])
            if wire is not None:
                values[field.name] = field.from_wire(wire)
        siblings: dict[str, tuple[Sibling, ...]] = {}
        if live is not None:
            siblings = self._siblings(record, live, clock, extra, values)
        dots = {number: self._logs.dots(clock[number]) for number in merge.fields_of(clock)}
        return Row(record, row[ROW_ID], row[CASE], values, dots, siblings, bool(row[HIDDEN]))

    def _siblings(
        self,
        record: RecordType,
        found: dict[int, list[Written]],
        clock: merge.Clock,
        extra: dict[int, Any],
        values: dict[str, Value],
    ) -> dict[str, tuple[Sibling, ...]]:
        siblings: dict[str, tuple[Sibling, ...]] = {}
        for number, live in sorted(found.items()):
            field = record.by_number.get(number)
            wires = [wire for _dot, wire, *_rest in live]
            if field is None:
                continue
            if field.merge in (Merge.HIGHEST, Merge.STRICTEST):
                top = merge.displayed(wires, field.merge, partial(self._place, field))
                values[field.name] = field.from_wire(top)
            if merge.is_conflict(wires, field.merge):
                siblings[field.name] = tuple(Sibling(one[0], field.from_wire(one[1]), *one[2:]) for one in live)
        deletion = self._deletion(clock, extra, found.get(DELETED, []))
        return {**siblings, DELETED_NAME: deletion} if deletion else siblings

    def _place(self, field: Field, wire: object) -> int:
        if field.codes and isinstance(wire, str):
            return self._rank(field.codes, wire)
        return int(wire) if isinstance(wire, bool) else -1

    def _live(self, rows: Sequence[tuple[int, bytes]]) -> dict[tuple[int, bytes], dict[int, list[Written]]]:
        """Return, for each of these rows, the live values of every field that has several, oldest first.

        A row is named by its record's number and its id.
        """
        found: dict[tuple[int, bytes], dict[int, list[Written]]] = {}
        sql = (
            "SELECT s.record_no, s.row_id, s.field_no, s.log_no, s.seq, s.value, coalesce(e.at, 0), "
            "coalesce(e.actor, ?) FROM siblings s LEFT JOIN entries e ON e.log_no = s.log_no AND e.seq = s.seq "
            "WHERE (s.record_no, s.row_id) IN (VALUES {keys})"
        )
        for record, row, number, log_no, seq, value, at, actor in self._link.rows_in(sql, rows, (b"",), width=2):
            one = (self._logs.dot(log_no, seq), decode_plain(value), at, actor, self._logs.device(log_no))
            found.setdefault((record, row), {}).setdefault(number, []).append(one)
        for fields in found.values():
            for live in fields.values():
                live.sort(key=lambda one: (one[2], one[0]))
        return found

    def _deletion(self, clock: merge.Clock, extra: dict[int, Any], several: list[Written]) -> tuple[Sibling, ...]:
        """Return who deleted the row and who kept it, where that is in dispute; nothing where it is not."""
        marks = merge.live_dots(clock, DELETED)
        wires = [wire for _dot, wire, *_rest in several] if several else [extra.get(DELETED)] if marks else []
        seen = [set(merge.pairs(wire[0])) for wire in wires if wire is not None]
        if not merge.is_hidden(clock, seen)[1]:
            return ()
        others = {
            dot for number in merge.fields_of(clock) if number != DELETED for dot in merge.live_dots(clock, number)
        }
        missed = sorted(others.difference(*seen) if len(marks) == len(seen) else ())
        named = several or [self._written(*mark, extra.get(DELETED)) for mark in marks]
        told = [(one[0], "kept" if one[1] is None else "deleted", *one[2:]) for one in named]
        told += [(one[0], "kept", *one[2:]) for one in (self._written(*dot, None) for dot in missed)]
        return tuple(Sibling(*one) for one in sorted(told, key=lambda one: (one[2], one[0])))

    def _written(self, log_no: int, seq: int, wire: object) -> Written:
        at, actor = self._link.row("SELECT at, actor FROM entries WHERE log_no = ? AND seq = ?", (log_no, seq)) or (
            0,
            b"",
        )
        return self._logs.dot(log_no, seq), wire, at, actor, self._logs.device(log_no)


def _may_be_disputed(clock: merge.Clock) -> bool:
    """Tell whether some field has several live values, or the row bears a deletion mark, which may have missed some."""
    return DELETED in clock or any(len(live) > _ONE_DOT for live in clock.values())
