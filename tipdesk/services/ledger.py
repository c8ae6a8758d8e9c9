"""What sync and headquarters need of the store: logs, entries as bytes, salts, down-logs, parked entries, quarantine.

It is part of the one unit of work (`UnitOfWork.ledger`), so that a bundle and the new head of its log land together.
Entries are kept as the exact bytes that were hashed; nothing here interprets them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tipdesk.domain.changes import Head
    from tipdesk.sync.codec import RawChange  # at run time it would bring MessagePack into the unlock window


LEDGER_INCOMPLETE = "ledger-incomplete"
"""The code of the Distrust of a tree whose store has lost entries; what is just being taken in is never at fault."""


class ScopeKey(NamedTuple):
    """Whose salt it is: the number of a scope and a case id, nothing (directory) or a log id (register, audit)."""

    scope: int
    key: bytes


@dataclass(frozen=True, slots=True)
class LogState:
    """How far one log is held here without a gap.

    `hash` is h of entry `seq` (h₀ for 0). `closed` says that a later log of the device has replaced it.
    """

    log: bytes
    device: bytes
    seq: int
    hash: bytes
    closed: bool = False


class Logged(NamedTuple):
    """One entry as it stands in the log. `body` is None where a redaction has deleted it; `body_hash` stays."""

    log: bytes
    seq: int
    head: bytes
    body: bytes | None
    body_hash: bytes


class FileLine(NamedTuple):
    """A live row that names a file, told without what people read of it.

    `content_id` names the sealed file and `size` is that of the file in clear. `log` and `seq` are of the entry that
    took it in, and `hash_only` says that none of its bytes may be anywhere.
    """

    case: bytes
    row: bytes
    content_id: bytes
    size: int
    hash_only: bool
    log: bytes
    seq: int


class Arrival(NamedTuple):
    """One verified entry on its way in.

    `hash` is h of the entry, None where this store does not hold the whole chain. `parked` is why it is kept without
    being applied, None where it is applied. `changes` is what its body says, None where nobody has read it yet.
    """

    entry: Logged
    head: Head
    hash: bytes | None
    parked: str | None = None
    changes: Sequence[RawChange] | None = None


@dataclass(frozen=True, slots=True)
class DownItem:
    """One item of a device's down-log, with its place, its chain hash and its entry; `kind` is "entry" or "forget"."""

    seq: int
    kind: str
    hash: bytes
    entry: Logged


@dataclass(frozen=True, slots=True)
class Parked:
    """One entry that is kept but not applied, and why."""

    log: bytes
    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One thing that was refused, as the quarantine keeps it.

    `verdict` is refused, fork and so on, `reason` the code of the refusal, and `size` the bytes of the whole thing.
    `is_whole` says that all of them are kept and not just the beginning. `digest` is SHA-256 of the whole of it.
    """

    id: int
    file: str
    verdict: str
    reason: str
    device: bytes | None
    received_at: int
    size: int
    is_whole: bool = True
    digest: bytes = field(default=b"", compare=False)


class QuarantineShare(NamedTuple):
    """What is kept of one device: how many things, and how many bytes.

    `is_evidence` says that they are kept whole, because an enrolled key signed them.
    """

    device: bytes | None
    is_evidence: bool
    lines: int
    size: int


class DownLogs(Protocol):
    """Headquarters' logs of what each device should hold, one for each device."""

    def head_of(self, device: bytes) -> tuple[int, bytes]:
        """Return the last sequence number and chain hash of a device's down-log; 0 and d₀ when it is empty."""

    def hash_at(self, device: bytes, seq: int) -> bytes | None:
        """Return the chain hash at a place, None where the down-log has no such place."""

    def add(self, device: bytes, entries: Iterable[Logged], kind: str = "entry", *, again: bool = False) -> None:
        """Append items to a device's down-log.

        An entry whose last item there is of this kind is left out, unless it is to be said `again`.
        """

    def last_kind(self, device: bytes, entry: Logged) -> str | None:
        """Return the kind of the last item of a device's down-log about an entry, None where there is none."""

    def rebase(self, device: bytes, seq: int, chained: bytes) -> None:
        """Drop the device's down-log and let it go on from a place that the device states."""

    def read(self, device: bytes, after: int, most_bytes: int) -> list[DownItem]:
        """Return the items after a place, as many as fit into these bytes, but at least one where there is any."""


class Quarantine(Protocol):
    """What was refused, kept with its verdict. How much may be kept is decided in `services/quarantine`."""

    def keep(
        self,
        content: bytes,
        file: str,
        verdict: str,
        reason: str,
        device: bytes | None,
        received_at: int,
        *,
        of: tuple[bytes, int] | None = None,
    ) -> int:
        """Keep a refused thing and return its number; the same thing is kept only once.

        `of` is SHA-256 and size of the thing, where `content` is only its beginning.
        """

    def find_all(self) -> list[Quarantined]:
        """Return everything that is kept, latest first."""

    def find_shares(self) -> list[QuarantineShare]:
        """Return how much is kept, by device."""

    def get_content(self, number: int) -> bytes | None:
        """Return the bytes of one thing, as far as they are kept; None when it is gone."""

    def discard(self, number: int) -> None:
        """Drop one thing, given by its number."""


class Tree(Protocol):
    """The tree over headquarters' ledger (`sync/merkle`), over every entry held in the order of acceptance.

    Whatever is asked of it, it raises Distrust `ledger-incomplete` where the store has lost entries that it needs.
    """

    def checkpoint(self) -> tuple[int, bytes]:
        """Return size and root of the whole ledger as it is now."""

    def root_at(self, size: int) -> bytes | None:
        """Return the root over the first `size` entries, None where there are not as many."""

    def consistency(self, first: int, second: int) -> tuple[bytes, ...]:
        """Return what proves that the ledger of `second` entries begins with that of `first`."""

    def inclusion(self, log: bytes, seq: int, size: int) -> tuple[int, tuple[bytes, ...]] | None:
        """Return an entry's place and what proves it under the root over `size`; None where it is not under it."""


class Logs(Protocol):
    """The logs that this store holds: how far each goes, and their entries as bytes."""

    def own(self) -> LogState:
        """Return the state of this installation's own log."""

    def get_log(self, log: bytes) -> LogState | None:
        """Return the state of a log, None when it has never been seen."""

    def find_logs(self, device: bytes | None = None) -> list[LogState]:
        """Return the logs known here, of one device or of all."""

    def open_log(self, log: bytes, device: bytes, *, closes: bool = True) -> LogState:
        """Begin to hold a log at h₀, or go on with one that is held; other logs of the same device are closed by it.

        `closes` is False where somebody else tells of the log, since only its own device says which of its logs is
        current.
        """

    def read(self, log: bytes, after: int, most_bytes: int) -> list[Logged]:
        """Return the entries after `after`, as many as fit into these bytes, but at least one where there is any."""

    def get_entry(self, log: bytes, seq: int) -> Logged | None:
        """Return one entry of a log, None where it is not held."""

    def hash_at(self, log: bytes, seq: int) -> bytes | None:
        """Return h of an entry (h₀ for 0); None where it is not held."""

    def log_table(self, log: bytes) -> tuple[bytes, ...]:
        """Return the log ids by which dots in this log's bodies name logs; index 0 is the log itself."""

    def keep_log_table(self, log: bytes, table: Sequence[bytes]) -> None:
        """Keep a longer table of a log.

        Raises Distrust `log-table-differs` where it does not begin with the one held.
        """


class Ledger(Logs, Protocol):
    """The logs and what goes with them: salts, parked entries, down-logs, what was refused, and the tree over all."""

    @property
    def down(self) -> DownLogs:
        """Return the down-logs, which are empty away from headquarters."""

    @property
    def quarantine(self) -> Quarantine:
        """Return what was refused and kept aside."""

    @property
    def tree(self) -> Tree:
        """Return the tree over the ledger; only headquarters' is ever signed."""

    def salts(self, keys: Iterable[ScopeKey]) -> dict[ScopeKey, bytes]:
        """Return those salts that are held for these scopes."""

    def keep_salts(self, salts: Mapping[ScopeKey, bytes]) -> None:
        """Keep salts; raises Distrust `salt-differs` where one differs from the one held."""

    def take_in(self, arrivals: Iterable[Arrival], received_at: int) -> int:
        """Log and apply (or park) entries, skipping those held already, and return how many were new.

        An entry that came before by way of a down-log, without its chain, joins its chain when it comes with it; one
        held without its body, which nobody erased or withdrew, gets it when it comes with that. Raises
        Distrust `log-differs` where an entry is another than the one held.
        """

    def find_parked(self, log: bytes | None = None) -> list[Parked]:
        """Return the parked entries."""

    def release(self, parked: Sequence[Parked]) -> None:
        """Apply entries that were parked."""

    def forget(self, case: bytes) -> list[Logged]:
        """Delete every body of a case here, with its rows, drafts and salt; return the entries as they were."""

    def find_files(self, case: bytes | None = None) -> list[FileLine]:
        """Return the live rows of a case, or of all cases, that name a file, in the order in which they were made."""

    def case_entries(self, case: bytes, *, parked_too: bool = False) -> list[Logged]:
        """Return every applied entry of a case, in an order in which each log's entries follow each other.

        With `parked_too`, entries that are kept without being applied are among them.
        """

    def scope_entries(self, scope: int) -> list[Logged]:
        """Return every applied entry of the directory or another scope without cases, in the order of arrival."""
