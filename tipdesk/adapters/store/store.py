"""The store of one home: made once, opened with its key, asked for units of work and for readers, closed cleanly.

One `Store` a process. Lanes and headquarters' workers share it: units of work take turns, readers run beside them on
the state of the last commit. Key slots, the device's keys and what a home is are left to `adapters/keys` and
`bootstrap`.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tipdesk.adapters.store.checks import Finding, check_store
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.head_file import DOWN_HEAD, HeadFile, KeptHead, Sign, Verify, check_head, read_head
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.outside_file import Describe, OutsideFile
from tipdesk.adapters.store.projection import keep_seq
from tipdesk.adapters.store.queries import Rank, StoreReader
from tipdesk.adapters.store.rebuild import find_differences
from tipdesk.adapters.store.schema import create_schema, is_older, schema_number
from tipdesk.adapters.store.unit_of_work import Pen, Route, StoreUnitOfWork, Writer
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.desk import Actor, Clock, Ids

STORE, HEAD, LOCK = "store.db", "head", "lock"
OWN_LOG = "own-log"
"""The setting that names the own log: sixteen bytes. Another log is another incarnation of the device."""

IS_HEADQUARTERS = "is-headquarters"
"""The setting that is there (b"1") in headquarters' store."""


@dataclass(frozen=True)
class Surroundings:
    """What a store needs from outside: time, randomness, the device's signature, the code book's order of codes.

    `route`: called with what was applied, before each commit (headquarters' down-logs). `describe`: what a locked PC
    may know, as a signed document; without it no such file is written.
    """

    clock: Clock
    ids: Ids
    sign: Sign
    verify: Verify
    rank: Rank = lambda _list, _code: -1
    route: Route | None = None
    describe: Describe | None = None


class Store:
    """The encrypted store of one home."""

    def __init__(self, home: Path, key: bytes, outside: Surroundings) -> None:
        """Use `create` or `open`."""
        self._home = home
        self._outside = outside
        self._key = key
        self._write_engine = open_engine(home / STORE, key)
        self._read_engine = open_engine(home / STORE, key, read_only=True)
        self._turn = threading.Lock()
        self._own_log = b""
        self._is_headquarters = False
        self._writer: Writer | None = None

    @classmethod
    def create(
        cls,
        home: Path,
        key: bytes,
        outside: Surroundings,
        *,
        device: bytes,
        log: bytes,
        is_headquarters: bool = False,
    ) -> "Store":
        """Make the store of a home that has none, with the first log of its device at h₀. FileExistsError otherwise."""
        if (home / STORE).exists():
            raise FileExistsError(home / STORE)
        store = cls(home, key, outside)
        store._is_headquarters = is_headquarters
        with at_the_door(), store._write_engine.connect() as connection, connection.begin():
            create_schema(connection)
        store._use_log(log)
        with store._unit(b"") as work:
            own = work.ledger.open_log(log, device)
            work.put_setting(OWN_LOG, log)
            if is_headquarters:
                work.put_setting(IS_HEADQUARTERS, b"1")
        HeadFile(home / HEAD, outside.sign).make(own, None)
        return store

    @classmethod
    def open(cls, home: Path, key: bytes, outside: Surroundings) -> "Store":
        """Open the store of a home, migrate it when it is older, and check it against the head kept beside it.

        Distrust `store-unreadable` (wrong key, damage) or `store-rolled-back`; UserError `newer-store`.
        """
        _check_there(home)
        store = cls(home, key, outside)
        try:
            store._bring_up()
        except BaseException:
            store.close()
            raise
        return store

    @staticmethod
    def peek(home: Path, key: bytes, setting: str) -> bytes:
        """Return one setting of a closed store: the device's keys, which opening it needs.

        Distrust when there is none.
        """
        _check_there(home)
        engine = open_engine(home / STORE, key, read_only=True)
        try:
            with at_the_door(), engine.connect() as connection:
                value = Link(connection).value("SELECT value FROM settings WHERE key = ?", (setting,))
        finally:
            engine.dispose()
        if not isinstance(value, bytes):
            raise Distrust("store-unreadable", _("The store has lost its own keys."))
        return value

    def _bring_up(self) -> None:
        with at_the_door(), self._write_engine.connect() as connection:
            older = is_older(schema_number(Link(connection)))
        if older:
            from tipdesk.adapters.store.migrate import migrate

            with file_lock(self._home / LOCK):
                migrate(self._write_engine, self._home / STORE, self._key)
        head = self._read_head()
        with self.read() as reader:
            own = reader.get_setting(OWN_LOG)
            if own is None:
                raise Distrust("no-own-log", _("The store has lost its own log."))
            self._is_headquarters = reader.get_setting(IS_HEADQUARTERS) is not None
            check_head(reader.link, own, head)
        self._use_log(own)

    def _use_log(self, log: bytes) -> None:
        self._own_log = log
        self._writer = Writer(
            self._write_engine,
            self._home / LOCK,
            log,
            self._outside.rank,
            HeadFile(self._home / HEAD, self._outside.sign),
            self._outside.route if self._is_headquarters else None,
            self._turn,
            self.outside_file,
        )

    def begin_log(self, log: bytes) -> None:
        """Go on in a new log from h₀, as after this store was put back from a backup: the old one may have gone on."""
        with self._unit(b"") as work:
            own = work.ledger.open_log(log, work.ledger.own().device)
            work.put_setting(OWN_LOG, log)
            keep_seq(work.link, 0)
            down = work.get_setting(DOWN_HEAD)
        HeadFile(self._home / HEAD, self._outside.sign).make(own, down)
        self._use_log(log)

    @property
    def outside_file(self) -> OutsideFile | None:
        """Return the file with what a locked PC knows; None where none is kept."""
        return OutsideFile(self._home, self._outside.describe) if self._outside.describe else None

    @property
    def own_log(self) -> bytes:
        """Return the id of the own log."""
        return self._own_log

    @property
    def is_headquarters(self) -> bool:
        """Tell whether this is headquarters' store."""
        return self._is_headquarters

    @contextmanager
    def work(self, actor: Actor) -> Iterator[StoreUnitOfWork]:
        """Run one unit of work in an officer's name: committed at the end of the block, rolled back when it raises.

        Trouble `disk-full`, `store-busy`, `store-disk`. Units take turns: one must not be opened inside another.
        """
        with self._unit(actor.officer) as unit:
            yield unit

    @contextmanager
    def _unit(self, officer: bytes) -> Iterator[StoreUnitOfWork]:
        if self._writer is None:
            message = "the store is not open"
            raise RuntimeError(message)
        pen = Pen(officer, self._outside.clock, self._outside.ids, self._is_headquarters)
        with self._writer.work(pen) as unit:
            yield unit

    @contextmanager
    def read(self) -> Iterator[StoreReader]:
        """Read one consistent state, that of the last commit before the block began."""
        # Until it is known whose store this is (`_bring_up`), a page that cannot be read is a store not to be trusted.
        with (
            at_the_door(self._read_engine if self._writer else None),
            self._read_engine.connect() as connection,
            connection.begin(),
        ):
            yield StoreReader(Link(connection), self._own_log, self._outside.rank)

    def check(self) -> list[Finding]:
        """Run every check of the store: cipher, database, chain, head, projection, search. Nothing is repaired."""
        with self._turn:
            found = check_store(self._write_engine, self._home / STORE, self._key, self._own_log)
            return [*found, Finding("head", tuple(self._head_problems()))]

    def _head_problems(self) -> list[str]:
        try:
            head = self._read_head()
            with self.read() as reader:
                check_head(reader.link, self._own_log, head)
        except Distrust as refusal:
            return [refusal.code]
        return []

    def _read_head(self) -> KeptHead:
        """Return the head of a commit that what is read afterwards holds."""
        with file_lock(self._home / LOCK):
            return read_head(self._home / HEAD, self._outside.verify)

    def find_differences(self) -> list[str]:
        """Project every row again from the ledger and return where the tables differ; nothing when they are equal."""
        with self._turn:
            return find_differences(self._write_engine, self._home, self._outside.ids)

    def close(self) -> None:
        """Close every connection; the last one to close carries the WAL into the file and removes it."""
        self._read_engine.dispose()
        self._write_engine.dispose()


def _check_there(home: Path) -> None:
    if not (home / STORE).exists():
        raise Distrust("store-missing", _("There is no store in this folder."))
