"""What a save is made of: an `Entry` is a head and its changes, and a `Dot` names one entry for ever.

An entry touches one scope and, within the scope of cases, one case. Each `Change` writes some fields of one row and
names, field by field, the dots that its author saw and that the write replaces. The values are wire values: whoever
applies an entry stores them without interpreting them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tipdesk.domain.kinds import Wire
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed


class Dot(NamedTuple):
    """The name of one entry: the sixteen-byte id of the log it stands in, and its place in that log, counted from 1."""

    log: bytes
    seq: int


class Deletion(NamedTuple):
    """What is written to field 0 when a row is deleted.

    `seen` are the dots that the row had when its author deleted it, and `moved_to` is the row that took its place, if
    there is one.
    """

    seen: frozenset[Dot]
    moved_to: bytes | None = None


Written = Wire | Deletion
Reason = str | Sealed | None
"""The reason for an entry in the officer's words; it is sealed in a case that is for "these people only"."""


@dataclass(frozen=True, slots=True)
class Change:
    """The fields of one row that one entry writes.

    `replaces` has, for each field, the dots of all live values that the author saw: these are what the write replaces.
    """

    record: int
    row: bytes
    fields: Mapping[int, Written]
    replaces: Mapping[int, tuple[Dot, ...]] = field(default_factory=dict)


class Head(NamedTuple):
    """What an entry says of itself: its place in the log, when and by whom it was written, and what it touches.

    `at` is wall time in milliseconds since 1970, and `offset` is the officer's zone in minutes east of UTC.
    """

    seq: int
    at: int
    offset: int
    actor: bytes
    scope: Scope
    case: bytes | None
    schema: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One save, as a log keeps it; `log` is the id of the log in which it stands."""

    log: bytes
    head: Head
    changes: tuple[Change, ...]
    reason: Reason = None

    @property
    def dot(self) -> Dot:
        """Return the dot that names this entry."""
        return Dot(self.log, self.head.seq)
