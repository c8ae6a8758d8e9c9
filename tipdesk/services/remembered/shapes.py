"""The values of which a home remembers more than a number or a text, as their verbs use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.sync.document import Mark  # at run time it would bring MessagePack into the unlock window
    from tipdesk.sync.merkle import Checkpoint

DownPoint = tuple[int, bytes]
"""A place in a down-log: its sequence number and chain hash."""
NO_CHECKPOINT: Final[Checkpoint] = (0, b"")


@dataclass(frozen=True)
class Plan:
    """How often a backup is made by itself (DAILY, WEEKLY, "" for never), and the folder it goes to."""

    every: str = ""
    folder: str = ""


@dataclass(frozen=True)
class LastBackup:
    """The last backup that was read back and opened.

    `at` is in milliseconds since 1970, `seq` the last entry in it, and `size` its bytes. `folder` is the backup's own
    folder, inside the one that backups go to.
    """

    at: int
    folder: str
    seq: int
    size: int


@dataclass(frozen=True)
class SeenSheet:
    """One sheet of cases that left or came in here.

    `logs` are pairs of a log and the last of its entries that had been applied by then, so that what was written later
    can be told from what stood when the sheet was made. `rows` has a digest and the id of a person for each row, of
    sixteen bytes each.
    """

    logs: tuple[tuple[bytes, int], ...]
    rows: bytes


@dataclass(frozen=True)
class Month:
    """How many things of strangers were kept, and only counted, in one month: "2026-02", by this PC's clock."""

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
"""The `Left.last` of a bundle that goes back to a restored headquarters: it is done when nothing is wanted any more."""


@dataclass(frozen=True)
class Earlier:
    """A log of this device that a restore has closed, and the last entry of it that headquarters has receipted."""

    log: bytes
    received: int


@dataclass(frozen=True)
class Stretch:
    """One stretch of the down-log as it was taken in.

    `signed` and `signature` are headquarters' inner header. `items` has, for each item in order, its kind, its log (as
    a place in that header) and its sequence number.
    """

    signed: bytes
    signature: bytes
    items: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class LedgerSeen:
    """What this post has seen of headquarters' ledger.

    `proved` is the last checkpoint that was proved to follow those before it, `told` are later ones still to be proved.
    `proved_at` is in milliseconds since 1970 by this PC's clock, 0 before the first proof.
    """

    epoch: int = 0
    proved: Checkpoint = NO_CHECKPOINT
    told: tuple[Checkpoint, ...] = ()
    proved_at: int = 0

    def to_prove(self) -> tuple[Checkpoint, ...]:
        """Return the checkpoints that headquarters is asked to prove."""
        return tuple(one for one in dict.fromkeys((self.proved, *self.told)) if one[0])


@dataclass(frozen=True)
class LastSync:
    """One sync that came to its end.

    `at` is in milliseconds since 1970. `entries` and `size` (bytes) are what was sent, and `received` counts the things
    that came back. `speed` is in bytes a second, of the last sync large enough to measure it; 0 while there was none.
    """

    at: int
    entries: int
    size: int
    received: int
    speed: int


@dataclass(frozen=True)
class OutboxBundle:
    """One bundle in the outbox as the store knows it.

    `keyset` is the mark of the keys to which it is sealed. `not_before` is when it may go, in milliseconds since 1970
    and 0 for at once, and `hold_ms` how long its hold was when it was sealed.
    """

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
    """The last time a device was heard.

    `at` is in milliseconds since 1970. `file` is `WIRE`, the name of a file on a stick, or `ENROLLED`.
    """

    at: int
    file: str


@dataclass(frozen=True)
class ArrivalLine:
    """One bundle that came to headquarters.

    `device` is None where nobody could tell whose it is, and `reason` the code of a refusal.
    """

    at: int
    device: bytes | None
    file: str
    verdict: str
    reason: str
    entries: int
    parked: int


@dataclass(frozen=True)
class Wish:
    """What headquarters, put back from a backup, wants back from a device.

    Headquarters knows of the device's down-log up to `known`, and the device says that it is at `stated`. `came` has
    first, last, prev and head of each stretch that has come back since.
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
    """The newest question of one log, and when it was first seen, in milliseconds since 1970 by headquarters' clock."""

    log: bytes
    number: int
    first_at: int


@dataclass(frozen=True)
class Asked:
    """A request that headquarters has answered, and how: for which post (its id), with which roles, in which way."""

    digest: bytes
    post: bytes
    roles: tuple[str, ...]
    existing: str
    is_move: bool


@dataclass(frozen=True)
class Answered:
    """The last enrolment request of a PC that was answered.

    `at` is in milliseconds since 1970 by headquarters' clock. `former` are logs of the PC from before it was put back
    from a backup, whose requests were answered earlier.
    """

    asked: Asked
    number: int
    log: bytes
    at: int
    former: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class StrangersDay:
    """How often each kind of thing happened on one day, such as "2026-02-17"."""

    day: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class TagRange:
    """The paper tags that one PC gives out in a case."""

    first: int
    last: int


class Owed(NamedTuple):
    """A PC that is to forget a case: where its down-log says so, and when it said that it has, 0 while it has not."""

    case: bytes
    device: bytes
    place: int
    done_at: int = 0


class Pending(NamedTuple):
    """A case that this PC is to forget once headquarters has what was written here, and an entry to say so by."""

    case: bytes
    log: bytes
    seq: int
