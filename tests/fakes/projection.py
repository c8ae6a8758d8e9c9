"""Rows out of entries, in memory: what `FakeStore` reads from. Merging is `sync/merge`'s."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tipdesk.domain.changes import Deletion, Dot, Entry, Written
from tipdesk.domain.kinds import Code, Field, Value
from tipdesk.domain.records import BY_NUMBER
from tipdesk.domain.rows import DELETED_NAME, Happening, Row, Sibling
from tipdesk.domain.schema import DELETED, RecordType
from tipdesk.sync.merge import displayed, is_conflict, is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.domain.codes import CodeBook

RowKey = tuple[int, bytes]


class Wrote(NamedTuple):
    """One write of one field."""

    dot: Dot
    value: Written
    at: int
    actor: bytes
    device: bytes


class Projection:
    """The live writes of every row."""

    def __init__(self, codes: CodeBook) -> None:
        self._codes = codes
        self._live: dict[RowKey, dict[int, list[Wrote]]] = {}
        self._case: dict[RowKey, bytes | None] = {}
        self._ghosts: dict[tuple[RowKey, int], set[Dot]] = defaultdict(set)
        self._all: dict[tuple[RowKey, int, Dot], Wrote] = {}

    def apply(self, entry: Entry, device: bytes) -> None:
        """Enter one entry."""
        for change in entry.changes:
            key = (change.record, change.row)
            fields = self._live.setdefault(key, {})
            self._case.setdefault(key, entry.head.case)
            for number, value in change.fields.items():
                replaced = set(change.replaces.get(number, ()))
                self._ghosts[key, number] |= {dot for dot in replaced if (key, number, dot) not in self._all}
                wrote = Wrote(entry.dot, value, entry.head.at, entry.head.actor, device)
                self._all[key, number, entry.dot] = wrote
                kept = [live for live in fields.get(number, []) if live.dot not in replaced]
                fields[number] = kept if entry.dot in self._ghosts[key, number] else [*kept, wrote]

    def get(self, record: RecordType, row: bytes) -> Row | None:
        """Return a row that some entry has named."""
        key = (record.number, row)
        return self._row(record, key) if key in self._live else None

    def find(self, record: RecordType) -> list[Row]:
        """Return all rows of a record, by id."""
        return [self._row(record, key) for key in sorted(self._live) if key[0] == record.number]

    def happenings(self, entry: Entry, device: bytes, received_at: int | None) -> Iterator[Happening]:
        """Return the lines of history that one entry makes."""
        for change in entry.changes:
            record = BY_NUMBER.get(change.record)
            for number, value in change.fields.items():
                field = record.by_number.get(number) if record else None
                replaced = (
                    self._all.get(((change.record, change.row), number, dot)) for dot in change.replaces.get(number, ())
                )
                yield Happening(
                    dot=entry.dot,
                    at=entry.head.at,
                    offset=entry.head.offset,
                    actor=entry.head.actor,
                    device=device,
                    received_at=received_at,
                    record=record,
                    record_number=change.record,
                    row=change.row,
                    field=DELETED_NAME if number == DELETED else field.name if field else f"#{number}",
                    before=tuple(_typed(number, field, wrote.value) for wrote in replaced if wrote),
                    after=_typed(number, field, value),
                    reason=entry.reason,
                    replaces=tuple(change.replaces.get(number, ())),
                    schema=entry.head.schema,
                )

    def _row(self, record: RecordType, key: RowKey) -> Row:
        live = {number: sorted(wrote, key=lambda one: (one.at, one.dot)) for number, wrote in self._live[key].items()}
        values: dict[str, Value] = {}
        siblings: dict[str, tuple[Sibling, ...]] = {}
        for field in record.fields:
            wires = [wrote.value for wrote in live.get(field.number, [])]
            value = field.from_wire(displayed(wires, field.merge, partial(self._rank, field)))
            if value is not None:
                values[field.name] = value
            if is_conflict(wires, field.merge):
                siblings[field.name] = _siblings(field.number, field, live[field.number])
        deleted, in_conflict = _deletion(live)
        if in_conflict:
            siblings[DELETED_NAME] = _dispute(live)
        dots = {number: tuple(wrote.dot for wrote in all_wrote) for number, all_wrote in live.items() if all_wrote}
        return Row(record, key[1], self._case[key], values, dots, siblings, deleted)

    def _rank(self, field: Field, value: object) -> int:
        if isinstance(field, Code):
            return self._codes.rank(field.codes, str(value))
        return value if isinstance(value, int) else -1


def _deletion(live: dict[int, list[Wrote]]) -> tuple[bool, bool]:
    numbers: dict[bytes, int] = {}

    def pair(dot: Dot) -> tuple[int, int]:
        return (numbers.setdefault(dot.log, len(numbers)), dot.seq)

    clock = {number: [part for one in wrote for part in pair(one.dot)] for number, wrote in live.items()}
    marks = [one.value for one in live.get(DELETED, [])]
    return is_hidden(clock, [{pair(dot) for dot in mark.seen} for mark in marks if isinstance(mark, Deletion)])


def _dispute(live: dict[int, list[Wrote]]) -> tuple[Sibling, ...]:
    """Return who deleted a row, and who kept it: by a restoration, or by a write that no deletion has seen."""
    marks = live[DELETED]
    seen = {dot for mark in marks if isinstance(mark.value, Deletion) for dot in mark.value.seen}
    others = {one.dot: one for number, wrote in live.items() if number != DELETED for one in wrote}
    all_delete = all(isinstance(mark.value, Deletion) for mark in marks)
    missed = [one._replace(value=None) for dot, one in others.items() if all_delete and dot not in seen]
    told = sorted([*marks, *missed], key=lambda one: (one.at, one.dot))
    return _siblings(DELETED, None, told)


def _siblings(number: int, field: Field | None, wrote: list[Wrote]) -> tuple[Sibling, ...]:
    return tuple(Sibling(one.dot, _typed(number, field, one.value), one.at, one.actor, one.device) for one in wrote)


def _typed(number: int, field: Field | None, value: Written) -> Value:
    if number == DELETED:
        return "kept" if value is None else "deleted"
    if field is None or isinstance(value, Deletion):
        return str(value)
    return field.from_wire(value)
