"""The values of which a home remembers more than a number or a text, as their verbs use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.sync.document import Mark  # at run time it would bring MessagePack into the unlock window
    from tipdesk.sync.merkle import Checkpoint

DownPoint = tuple[int, bytes]
"""A place in a down-log: sequence number and chain hash."""
NO_CHECKPOINT: Final[Checkpoint] = (0, b"")


@dataclass(frozen=True)
class Plan:
    """How often a backup is made by itself (DAILY, WEEKLY, "" for never), and the folder it goes to."""

    every: str = ""
    folder: str = ""


@dataclass(frozen=True)
class LastBackup:
    """The last one that was read back and opened. `at`: ms since 1970; `seq`: last entry in it; `size`: its bytes.

    `folder`: its own, in the one it was made in.
    """

    at: int
    folder: str
    seq: int
    size: int


@dataclass(frozen=True)
class Month:
    """What strangers' things were kept and only counted in one month ("2026-02" by this PC's clock)."""

    name: str
    lines: int = 0
    counted: int = 0


@dataclass(frozen=True)
class Left:
    """A bundle that this post left on a stick: its file name, its log, and the last entry in it."""

    name: str
    log: bytes
    last: int


SENT_BACK: Final = 2**62
"""`Left.last` of a bundle that goes back to a restored headquarters: done when nothing is wanted any more."""


@dataclass(frozen=True)
class Earlier:
    """A log of this device that a restore has closed, and the last entry of it that headquarters has receipted."""

    log: bytes
    received: int


@dataclass(frozen=True)
class Stretch:
    """One stretch of the down-log as it was taken in.

    `signed` and `signature` are headquarters' inner header; `items`: kind, log (its place in that header) and sequence
    number of each item, in order.
    """

    signed: bytes
    signature: bytes
    items: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class LedgerSeen:
    """`proved`: the last checkpoint known to follow those before; `told`: others, not yet proved to.

    `proved_at`: ms since 1970 by this PC's clock, 0 before.
    """

    epoch: int = 0
    proved: Checkpoint = NO_CHECKPOINT
    told: tuple[Checkpoint, ...] = ()
    proved_at: int = 0

    def to_prove(self) -> tuple[Checkpoint, ...]:
        """Return what headquarters is asked to prove."""
        return tuple(one for one in dict.fromkeys((self.proved, *self.told)) if one[0])


@dataclass(frozen=True)
class LastSync:
    """One sync that came to its end.

    `at`: ms since 1970; `entries` and `size` (bytes): what was sent; `received`: things that came back; `speed`: bytes
    a second of the last sync large enough to measure, 0 while there was none.
    """

    at: int
    entries: int
    size: int
    received: int
    speed: int


@dataclass(frozen=True)
class OutboxBundle:
    """One bundle in the outbox as the store knows it. `keyset`: mark of the keys that it is sealed to."""

    name: str
    log: bytes
    first: int
    last: int
    digest: bytes
    keyset: Mark
    not_before: int
    hold_ms: int


@dataclass(frozen=True)
class Contact:
    """The last time a device was heard. `at`: ms since 1970; `file`: `WIRE`, a name on a stick, or `ENROLLED`."""

    at: int
    file: str


@dataclass(frozen=True)
class ArrivalLine:
    """One bundle that came. `device`: None where nobody could be told; `reason`: the code of a refusal."""

    at: int
    device: bytes | None
    file: str
    verdict: str
    reason: str
    entries: int
    parked: int


@dataclass(frozen=True)
class Wish:
    """What is wanted back from a device. We know of the down-log up to `known`; the device is at `stated`.

    `came`: first, last, prev and head of each stretch that has come back since.
    """

    known: DownPoint
    stated: DownPoint
    came: tuple[tuple[int, int, bytes, bytes], ...] = ()

    def is_granted(self) -> bool:
        """Tell whether what came leads from the stated place back to the known one, or to the beginning."""
        seq, place = self.stated
        while seq and place != self.known[1]:
            ends_here = [one for one in self.came if one[3] == place]
            goes_past = [one for one in self.came if one[0] <= seq < one[1]]
            if not ends_here and not goes_past:
                return False
            first, _last, place, _head = (ends_here or goes_past)[0]
            seq = first - 1
        return True


class FetchSeen(NamedTuple):
    """The newest document that was seen of a log, and when it was first seen: ms since 1970, headquarters' clock."""

    log: bytes
    number: int
    first_at: int


@dataclass(frozen=True)
class Asked:
    """What headquarters was asked to answer: which request, for which post (its id), in which way."""

    digest: bytes
    post: bytes
    roles: tuple[str, ...]
    existing: str
    is_move: bool


@dataclass(frozen=True)
class Answered:
    """The last request of a PC that was answered. `at`: ms since 1970 by headquarters' clock.

    `former`: logs of the PC from before it was put back from a backup, whose requests were answered earlier.
    """

    asked: Asked
    number: int
    log: bytes
    at: int
    former: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class StrangersDay:
    """One day ("2026-02-17") and how often each kind of thing happened on it."""

    day: str
    counts: Mapping[str, int]
