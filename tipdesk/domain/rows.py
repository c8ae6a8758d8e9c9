"""What is read back: rows as they stand after merging, with their conflicts, and the views for lists and history.

All of it is frozen and derived. `Row.dots` are the live dots that its reader saw. A later write names exactly these, so
that a change that came in between shows as a conflict instead of being lost.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Self

from tipdesk.domain.changes import Dot, Reason
from tipdesk.domain.kinds import Value
from tipdesk.domain.schema import RecordType


class Sibling(NamedTuple):
    """One of several live values of a field.

    `at` is when it was written, in ms since 1970; `actor` is the id of the officer, and `device` where it was written.
    """

    dot: Dot
    value: Value
    at: int
    actor: bytes
    device: bytes


@dataclass(frozen=True)
class Row:
    """One row of a record, as it stands after merging.

    `siblings` has the fields whose live values differ. A `deleted` row is hidden from lists. `masked` are the fields
    that were held back from their reader, and `sealed` those that stayed sealed to them.
    """

    record: RecordType
    id: bytes
    case: bytes | None
    values: Mapping[str, Value]
    dots: Mapping[int, tuple[Dot, ...]] = field(default_factory=dict)
    siblings: Mapping[str, tuple[Sibling, ...]] = field(default_factory=dict)
    deleted: bool = False
    masked: frozenset[str] = frozenset()
    sealed: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> Value:
        """Return the displayed value of a field, None when it is empty."""
        return self.values.get(name)

    @property
    def parent(self) -> bytes | None:
        """Return the id of the row to which this one belongs, as its record declares; None where it belongs to none."""
        name = self.record.parent
        meant = self.record.by_name[name].referred(self[name]) if name else None
        return meant.row if meant is not None else None

    @cached_property
    def version(self) -> str:
        """Return eight hexadecimal digits that are equal wherever the same entries have been applied to this row."""
        return version_of(self.dots)

    @property
    def all_dots(self) -> frozenset[Dot]:
        """Return every live dot of the row, which is what a deletion names as seen."""
        return frozenset(dot for dots in self.dots.values() for dot in dots)

    def in_conflict(self) -> bool:
        """Tell whether some field has several differing live values, the deletion mark included."""
        return bool(self.siblings)

    def replaced_by_write(self, number: int) -> tuple[Dot, ...]:
        """Return the dots that a write of this field replaces. Number 0 is the deletion mark."""
        return tuple(self.dots.get(number, ()))

    def with_values(self, values: Mapping[str, Value], masked: frozenset[str]) -> Self:
        """Return the row with other displayed values and the names of the fields that were masked.

        The siblings of the masked fields are dropped, since they would show what the mask hides.
        """
        kept = {name: siblings for name, siblings in self.siblings.items() if name not in masked}
        return replace(self, values=values, masked=masked, siblings=kept)


def version_of(dots: Mapping[int, Iterable[Dot]]) -> str:
    """Return eight hexadecimal digits over the live dots of a row, which are given by the numbers of their fields."""
    lines = sorted(f"{number}:{dot.log.hex()}:{dot.seq}" for number, of_field in dots.items() for dot in of_field)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]


DELETED_NAME = "deleted"
"""The name under which `Row.siblings` shows a conflict of the deletion mark (field 0).

Its values are "deleted" and "kept".
"""


class Dispute(NamedTuple):
    """One field of which several live values differ: its name, and its values with the one to go by first."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class CaseSummary:
    """One line of the case list.

    `updated` is the time of the latest entry in ms since 1970, `post` the code of the post that opened the case, and
    `unverified` the number of reports in it whose author nobody has vouched for. Stage, risk and sealing are the more
    cautious value where several are live (`rules/caution`). `disputed` has those fields and the officer in charge, each
    with all its values.
    """

    id: bytes
    reference: str
    title: str
    status: str
    risk: str
    post: str
    owner: bytes | None
    updated: int
    people: int
    conflicts: int
    sealing: str
    unverified: int
    disputed: tuple[Dispute, ...] = ()

    def dispute_about(self, name: str) -> Dispute | None:
        """Return the dispute about a field of the case, or None where there is none."""
        return next((one for one in self.disputed if one.field == name), None)

    @property
    def owners(self) -> frozenset[bytes]:
        """Return the officer in charge, or everybody who is by one of several live values."""
        told = self.dispute_about("owner")
        return frozenset(one for one in (told.values if told else (self.owner,)) if isinstance(one, bytes))


@dataclass(frozen=True)
class WrittenField:
    """One written field of a case: who wrote it, from what to what, when and where.

    `at` is in milliseconds since 1970 on the author's clock, and `offset` is that clock's zone in minutes.
    `received_at` is on this store's clock; None for entries written here. `before` are the values that it replaced, as
    far as they are held here.
    """

    dot: Dot
    at: int
    offset: int
    actor: bytes
    device: bytes
    received_at: int | None
    record: RecordType | None
    record_number: int
    row: bytes
    field: str
    before: tuple[Value, ...]
    after: Value


class EntryTold(NamedTuple):
    """What one entry says of itself, without what it wrote: by whom, where, when, and when it came here.

    `at` is in ms since 1970 on the author's clock, and `received_at` on this store's; None for entries written here.
    """

    actor: bytes
    device: bytes
    schema: int
    at: int
    received_at: int | None

    @property
    def since(self) -> int:
        """Return the earlier of both times."""
        return self.at if self.received_at is None else min(self.at, self.received_at)


@dataclass(frozen=True)
class Happening(WrittenField):
    """One written field in the history of a case.

    `replaces` are the dots of what it replaced, as its author saw them, and `schema` is the version of the declarations
    with which it was written.
    """

    reason: Reason = None
    replaces: tuple[Dot, ...] = ()
    schema: int = 0

    @property
    def since(self) -> int:
        """Return the earlier of when it was written and when it came here, in ms since 1970."""
        return self.at if self.received_at is None else min(self.at, self.received_at)

    def is_after(self, other: "Happening") -> bool:
        """Tell whether it was written after another: in one log by the numbers of the entries, else by the clocks."""
        return self.dot.seq > other.dot.seq if self.dot.log == other.dot.log else self.at > other.at


class Author(NamedTuple):
    """Who wrote a row first: `at` is in ms since 1970 on the author's clock, and `offset` its zone in minutes."""

    actor: bytes
    at: int
    offset: int


class DirectoryWrite(NamedTuple):
    """What one entry of the directory wrote to one row.

    `at` is in ms since 1970, and `fields` has the wire values by the numbers of their fields.
    """

    at: int
    row: bytes
    fields: Mapping[int, object]


@dataclass(frozen=True)
class Look:
    """One row of the audit, with who wrote it and where.

    `at` and `received_at` are in ms since 1970, `offset` in minutes east of UTC; `received_at` is None for this PC's
    own log. `about` is the row and `officer` the officer that the deed concerns.
    """

    id: bytes
    dot: Dot
    at: int
    offset: int
    actor: bytes
    device: bytes
    received_at: int | None
    action: str
    result: str
    case: bytes | None = None
    about: bytes | None = None
    officer: bytes | None = None
    reason: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Hit:
    """One row that a search found. `field` is the searched field that matched, as far as the index tells.

    `case` is b"" for a row of a register.
    """

    record: RecordType
    row: bytes
    case: bytes
    field: str = ""
