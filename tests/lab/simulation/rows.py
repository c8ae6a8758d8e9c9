"""Rows in memory: every live write of every field, merged by the rules that the store uses, or by planted ones.

Promises to ask `Merging` for each decision, so that a bug planted there is a bug of the whole world. Nothing here knows
a ledger or a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tests.lab.simulation.shelf import Journal, Shelf
from tipdesk.domain.changes import Deletion, Dot, Entry, Written
from tipdesk.domain.kinds import Code
from tipdesk.domain.records import BY_NUMBER
from tipdesk.domain.rows import DELETED_NAME, Row, Sibling
from tipdesk.domain.schema import DELETED, RecordType
from tipdesk.sync import merge

if TYPE_CHECKING:
    from tipdesk.domain.codes import CodeBook
    from tipdesk.domain.kinds.field import Field

RowKey = tuple[int, bytes]
Write = Callable[[merge.Clock, int, merge.Pair, list[int], Callable[[int, int], bool]], bool]


@dataclass(frozen=True)
class Merging:
    """The rule of merging as the rows use it; a test plants another."""

    write: Write = merge.write


@dataclass(frozen=True)
class Wrote:
    """One write of one field."""

    value: Written
    at: int
    actor: bytes
    device: bytes


@dataclass(frozen=True)
class Standing:
    """One row: clock and live writes. Never changed: a write makes another."""

    record: RecordType | None
    id: bytes
    case: bytes | None
    clock: Mapping[int, list[int]]
    writes: Mapping[tuple[int, merge.Pair], Wrote]
    rows: MemoryRows

    @cached_property
    def row(self) -> Row | None:
        """The row as readers see it; None of an unknown record."""
        return self.rows.shown(self) if self.record is not None else None


class MemoryRows:
    """The rows of one store."""

    def __init__(self, journal: Journal, codes: CodeBook, merging: Merging) -> None:
        self._codes = codes
        self._merging = merging
        self.standing: Shelf[RowKey, Standing] = Shelf(journal)
        self.numbers: dict[bytes, int] = {}
        self.logs: list[bytes] = []

    def number_of(self, log: bytes) -> int:
        """Return the small number of a log. Numbers are only ever added, so a rollback need not know of them."""
        if log not in self.numbers:
            self.numbers[log] = len(self.logs)
            self.logs.append(log)
        return self.numbers[log]

    def go_by(self, numbers: Mapping[bytes, int]) -> None:
        """Use these numbers of logs, by which the rows that stand here now were made."""
        self.numbers, self.logs = dict(numbers), list(numbers)
        for key, standing in self.standing.kept.items():
            if standing.rows is not self:
                self.standing.kept[key] = replace(standing, rows=self)

    def dot(self, pair: merge.Pair) -> Dot:
        """Return the dot of a pair of small numbers."""
        return Dot(self.logs[pair[0]], pair[1])

    def apply(self, entry: Entry, device: bytes, is_applied: Callable[[int, int], bool]) -> None:
        """Merge one entry."""
        own = (self.number_of(entry.log), entry.head.seq)
        for change in entry.changes:
            key = (change.record, change.row)
            before = self.standing.kept.get(key) or Standing(
                BY_NUMBER.get(change.record), change.row, entry.head.case, {}, {}, self
            )
            clock = {number: list(flat) for number, flat in before.clock.items()}
            writes = dict(before.writes)
            for number, value in change.fields.items():
                flat = [part for dot in change.replaces.get(number, ()) for part in (self.number_of(dot.log), dot.seq)]
                if self._merging.write(clock, number, own, flat, is_applied):
                    writes[number, own] = Wrote(value, entry.head.at, entry.head.actor, device)
            live = {(number, pair) for number in merge.fields_of(clock) for pair in merge.live_dots(clock, number)}
            writes = {place: wrote for place, wrote in writes.items() if place in live}
            self.standing.put(key, replace(before, clock=clock, writes=writes))

    def shown(self, standing: Standing) -> Row:
        """Return a row as readers see it."""
        record = standing.record
        assert record is not None
        values: dict[str, Any] = {}
        siblings: dict[str, tuple[Sibling, ...]] = {}
        dots: dict[int, tuple[Dot, ...]] = {}
        for number in sorted(merge.fields_of(standing.clock)):
            live = self._live(standing, number)
            dots[number] = tuple(dot for dot, _wrote in live)
            field = record.by_number.get(number)
            if field is not None:
                self._show(field, live, values, siblings)
        seen = [
            {(self.number_of(dot.log), dot.seq) for dot in wrote.value.seen}
            for _dot, wrote in self._live(standing, DELETED)
            if isinstance(wrote.value, Deletion)
        ]
        deleted, disputed = merge.is_hidden(standing.clock, seen)
        if disputed:
            marks = self._live(standing, DELETED)
            siblings[DELETED_NAME] = tuple(
                Sibling(dot, "deleted" if wrote.value else "kept", wrote.at, wrote.actor, wrote.device)
                for dot, wrote in marks
            )
        return Row(record, standing.id, standing.case, values, dots, siblings, deleted)

    def _live(self, standing: Standing, number: int) -> list[tuple[Dot, Wrote]]:
        found = [
            (self.dot(pair), standing.writes[number, pair])
            for pair in merge.live_dots(standing.clock, number)
            if (number, pair) in standing.writes
        ]
        return sorted(found, key=lambda one: (one[1].at, one[0]))

    def _show(
        self,
        field: Field,
        live: list[tuple[Dot, Wrote]],
        values: dict[str, Any],
        siblings: dict[str, tuple[Sibling, ...]],
    ) -> None:
        wires: list[Any] = [wrote.value for _dot, wrote in live]

        def rank(code: object) -> int:
            return self._codes.rank(field.codes, str(code)) if isinstance(field, Code) else -1

        value = field.from_wire(merge.displayed(wires, field.merge, rank))
        if value is not None:
            values[field.name] = value
        if merge.is_conflict(wires, field.merge):
            siblings[field.name] = tuple(
                Sibling(dot, field.from_wire(wire), wrote.at, wrote.actor, wrote.device)
                for (dot, wrote), wire in zip(live, wires, strict=True)
            )
