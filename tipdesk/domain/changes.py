"""What a save is made of: an `Entry` is a head and its changes, and a `Dot` names one entry for ever.

An entry touches one scope (and within the case scope one case). Each `Change` writes some fields of one row and names,
field by field, the dots it saw and replaces. Values are wire values: applying never interprets them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tipdesk.domain.kinds import Wire
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed


class Dot(NamedTuple):
    """One entry: the sixteen-byte id of its log and its place in it, counted from 1."""

    log: bytes
    seq: int


class Deletion(NamedTuple):
    """The value of field 0: the dots seen when the row was deleted, and the row that took its place, if any."""

    seen: frozenset[Dot]
    moved_to: bytes | None = None


Written = Wire | Deletion
Reason = str | Sealed | None
"""Why an entry was written, in the officer's words: sealed where the case is for these people only."""


@dataclass(frozen=True, slots=True)
class Change:
    """Fields of one row that one entry writes, and the dots each write replaces (all live dots its author saw)."""

    record: int
    row: bytes
    fields: Mapping[int, Written]
    replaces: Mapping[int, tuple[Dot, ...]] = field(default_factory=dict)


class Head(NamedTuple):
    """What an entry says of itself.

    `at`: wall time in ms since 1970; `offset`: the officer's zone in minutes east of UTC.
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
    """One save. `log` is the id of the log it stands in."""

    log: bytes
    head: Head
    changes: tuple[Change, ...]
    reason: Reason = None

    @property
    def dot(self) -> Dot:
        """Return the name of this entry."""
        return Dot(self.log, self.head.seq)
