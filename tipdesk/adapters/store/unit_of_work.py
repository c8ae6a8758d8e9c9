"""THE ONLY COMMIT: one unit of work, in which rows, ledger, search index and settings land together or not at all.

The unit holds the lock of the home and `BEGIN IMMEDIATE` from beginning to end. What was applied is shown to `route`
before the commit, so that headquarters' down-logs land with it. After the commit, still under the lock, the head file
is brought up to date, and the `outside` file where something it speaks of has changed.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine

from tipdesk.adapters.store import likenesses
from tipdesk.adapters.store.ballast import letting_go
from tipdesk.adapters.store.before_update import let_go
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.head_file import HeadFile, NewHead, new_head
from tipdesk.adapters.store.heads import RECEIPT_FILE, write_receipt
from tipdesk.adapters.store.ledger import StoreLedger
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.outside_file import CONCERNED, OutsideFile
from tipdesk.adapters.store.projection import RowSum, keep_setting, keep_sum
from tipdesk.adapters.store.queries import Rank, StoreReader
from tipdesk.disk import remove
from tipdesk.domain.changes import Change, Dot, Entry, Head, Reason
from tipdesk.domain.errors import UserError
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.domain.texts import _
from tipdesk.services.desk import Clock, Ids
from tipdesk.services.ledger import Arrival, Logged, ScopeKey
from tipdesk.services.remembered.link import DOWN_HEAD, LAST_RECEIPT, LAST_URGENT, LEDGER_SEEN
from tipdesk.sync.codec import body_hash, encode_body, encode_head, next_hash

SALT_BYTES = 32
_GONE = (
    "SELECT 1 FROM entries e JOIN redactions d ON d.log_no = e.log_no AND d.seq = e.seq "
    "WHERE e.case_id = ? AND d.kind IN ('forgotten', 'erased') LIMIT 1"
)

_IN_THE_HEAD = frozenset({DOWN_HEAD.name, LEDGER_SEEN.name})
"""The settings of which the head outside the store speaks, besides the own log."""


@dataclass(frozen=True)
class Pen:
    """What a unit needs to write entries: the officer, the clock, and the source of randomness."""

    officer: bytes
    clock: Clock
    ids: Ids
    is_headquarters: bool


class StoreUnitOfWork(StoreReader):
    """Reads and writes the store inside one transaction."""

    def __init__(self, link: Link, own_log: bytes, rank: Rank, pen: Pen) -> None:
        super().__init__(link, own_log, rank)
        self._pen = pen
        self._arrivals: list[Arrival] = []
        self._ledger = StoreLedger(link, own_log, self._arrivals.extend)
        self._head_moved = self._is_outside_concerned = False
        self._settings = RowSum()
        self.new_receipt: bytes | None = None
        """What headquarters' receipt has become in this unit: None where it stays as it was, empty where it has been
        dropped."""

    @property
    def ledger(self) -> StoreLedger:
        """Return the ledger, with the logs that sync and headquarters work on."""
        return self._ledger

    def remember(self, case: bytes, *parts: Sequence[RecordType]) -> None:
        """Remember nothing, unlike a reader: what is written in between must be read again."""

    def append(
        self,
        scope: Scope,
        case: bytes | None,
        changes: Sequence[Change],
        reason: Reason = None,
        *,
        urgent: bool = False,
    ) -> Entry:
        """Write one entry of the own log, which is applied, hashed, indexed and logged, and return it.

        The caller has done its checks by now. An `urgent` entry is noted in a setting, which ends the hold of
        everything before it, so that it leaves with the next push. Raises ValueError where anybody but headquarters
        writes the first entry of the directory.
        """
        own, pen = self._ledger.own(), self._pen
        head = Head(
            own.seq + 1, pen.clock.now_ms(), pen.clock.offset_minutes(), pen.officer, scope, case, SCHEMA_VERSION
        )
        encoded_head = encode_head(head)
        body = encode_body(changes, reason, lambda log: self._ledger.logs.index_of(own.log, log))
        hashed = body_hash(self._salt(scope, case), own.log, head.seq, body)
        after = next_hash(own.hash, encoded_head, hashed)
        self._ledger.write_own(Logged(own.log, head.seq, encoded_head, body, hashed), head, after)
        if urgent:
            LAST_URGENT.keep(self, head.seq)
        self._head_moved = True
        return Entry(own.log, head, tuple(changes), reason)

    def seek_also(self, most: int) -> int:
        """Put at most so many rows into the index of likenesses that were put off, and return how many are left."""
        return likenesses.index_due(self.link, most)

    def next_dot(self) -> Dot:
        """Return the dot that the next appended entry will have."""
        return Dot(self._own_log, self._ledger.own().seq + 1)

    def _salt(self, scope: Scope, case: bytes | None) -> bytes:
        """Return the salt of a scope, made anew where none is held.

        A case's salt is born with the case, a log's with the log, and the directory's at headquarters. Raises UserError
        `no-such-case` for a case of which all is gone from here, as it was forgotten or erased.
        """
        key = ScopeKey(int(scope), case if case is not None else b"" if scope is Scope.DIRECTORY else self._own_log)
        held: bytes | None = self.link.value("SELECT salt FROM salts WHERE scope = ? AND key = ?", key)
        if held is None:
            if scope is Scope.DIRECTORY and not self._pen.is_headquarters:
                message = "only headquarters writes the directory"
                raise ValueError(message)
            if case is not None and self.link.row(_GONE, (case,)):
                raise UserError("no-such-case", _("This case is not on this PC any more. Nothing was saved."))
            held = self._pen.ids.noise(SALT_BYTES)
            self._ledger.keep_salts({key: held})
        return held

    def put_setting(self, key: str, value: bytes | None) -> None:
        """Keep a setting of this installation, or drop it where `value` is None."""
        keep_setting(self.link, self._settings, key, value)
        self._head_moved |= key in _IN_THE_HEAD
        self._is_outside_concerned |= key in CONCERNED
        if key == LAST_RECEIPT.name:
            self.new_receipt = value or b""

    def applied(self) -> list[Arrival]:
        """Return what has been applied since the last call, and forget it: own saves, bundles, and entries released."""
        arrivals, self._arrivals[:] = list(self._arrivals), []
        return arrivals

    def concerns_outside(self, arrivals: Sequence[Arrival]) -> bool:
        """Tell whether what a locked PC knows may have changed in this unit."""
        return self._is_outside_concerned or any(one.head.scope is Scope.DIRECTORY for one in arrivals)

    def settle(self) -> NewHead | None:
        """Bring the sum up to date with the settings, and return what the head file must say now.

        Returns None when the head file may stay as it is.
        """
        keep_sum(self.link, self._settings)
        return new_head(self.link, self._ledger.own()) if self._head_moved else None


Route = Callable[[StoreUnitOfWork, Sequence[Arrival]], None]
"""Called before the commit with what was applied; what it writes lands in the same commit."""


@dataclass(frozen=True)
class Writer:
    """Makes the units of work of one store, one at a time in this process and among processes."""

    engine: Engine
    lock_path: Path
    own_log: bytes
    rank: Rank
    head_file: HeadFile
    route: Route | None
    one_at_a_time: threading.Lock
    outside_file: OutsideFile | None = None

    @cached_property
    def _home(self) -> Path:
        return self.lock_path.parent

    @contextmanager
    def work(self, pen: Pen) -> Iterator[StoreUnitOfWork]:
        """Run one unit of work, which commits at the end of the block and rolls back when the block raises.

        Raises Trouble `disk-full`, `store-busy` or `store-disk`.
        """
        with (
            letting_go(self._home),
            self.one_at_a_time,
            at_the_door(self.engine),
            file_lock(self.lock_path),
            self.engine.connect() as connection,
        ):
            with connection.begin() as transaction:
                unit = StoreUnitOfWork(Link(connection), self.own_log, self.rank, pen)
                yield unit
                arrivals = unit.applied()
                if self.route is not None and arrivals:
                    self.route(unit, arrivals)
                outside = self._new_outside(unit, arrivals)
                head, receipt = unit.settle(), unit.new_receipt
                if receipt:
                    write_receipt(self._home, receipt)
                transaction.commit()
            if unit.ledger.has_erased:
                let_go(self._home)
            if receipt == b"":
                remove(self._home / RECEIPT_FILE)
            if head is not None:
                with suppress(OSError):  # the save stands; a head that is older than the store is no fault
                    self.head_file.write(head)
            if outside is not None and self.outside_file is not None:
                with suppress(OSError):  # the save stands; the next unlock writes it anew
                    self.outside_file.write(outside)

    def _new_outside(self, unit: StoreUnitOfWork, arrivals: Sequence[Arrival]) -> bytes | None:
        is_concerned = self.outside_file is not None and unit.concerns_outside(arrivals)
        return self.outside_file.prepare(unit) if self.outside_file and is_concerned else None
