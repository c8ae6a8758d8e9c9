"""The store of one home: made once, opened with its key, asked for units of work and for readers, closed cleanly.

Opening climbs the `ladder`. A store that does not hold is opened read-only, for whoever can tell the officer why.

One `Store` a process. Lanes and headquarters' workers share it: units of work take turns, readers run beside them on
the state of the last commit.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tipdesk.adapters.store.aside import WORDS, Aside
from tipdesk.adapters.store.backup import Backup, finish_backup, stamp_of, unfinished, write_backup
from tipdesk.adapters.store.checks import Finding, check_store
from tipdesk.adapters.store.closed_file import drop_closed, write_closed
from tipdesk.adapters.store.copying import Told, untold
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.head_file import HeadFile, NewHead, new_head
from tipdesk.adapters.store.heads import encode_place, find_words, words_missing
from tipdesk.adapters.store.ladder import HEADS, OWN_LOG, Ladder, Step, Suspicion, own_log_and_device
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.adapters.store.outside_file import OutsideFile
from tipdesk.adapters.store.peek import STORE, check_there
from tipdesk.adapters.store.presence import Presence
from tipdesk.adapters.store.projection import keep_seq
from tipdesk.adapters.store.queries import StoreReader
from tipdesk.adapters.store.read_only import ReadOnlyUnit, refuse_write, take_looks_in
from tipdesk.adapters.store.rebuild import find_differences
from tipdesk.adapters.store.schema import create_schema, is_older, schema_number
from tipdesk.adapters.store.seen_slots import SeenSlots
from tipdesk.adapters.store.setting_aside import keep_incident, read_wal, set_aside
from tipdesk.adapters.store.surroundings import Surroundings
from tipdesk.adapters.store.unit_of_work import Pen, StoreUnitOfWork, Writer
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.desk import Actor
from tipdesk.sync.register_words import Place

HEAD, LOCK, SUSPECT = "head", "lock", "suspect"
"""Files beside the store. `SUSPECT` is there while some process has the store read-only because it does not hold."""

IS_HEADQUARTERS = "is-headquarters"
"""The setting that is there (b"1") in headquarters' store."""


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
        self.presence = Presence(home)
        self._suspect_mark, self._slots, self.aside = home / SUSPECT, SeenSlots(home), Aside(home, key)
        self.suspicion: Suspicion | None = None
        """Why this store is read-only; None where it is not."""

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
        store.presence.enter()
        with at_the_door(), store._write_engine.connect() as connection, connection.begin():
            create_schema(connection)
        store._use_log(log)
        with store._unit(b"") as work:
            own = work.ledger.open_log(log, device)
            work.put_setting(OWN_LOG, log)
            if is_headquarters:
                work.put_setting(IS_HEADQUARTERS, b"1")
        HeadFile(home / HEAD, outside.sign).make(NewHead(own, None, None))
        return store

    @classmethod
    def open(
        cls,
        home: Path,
        key: bytes,
        outside: Surroundings,
        *,
        suspicious_too: bool = False,
        step: Step = lambda _rung, _number, _count: None,
    ) -> "Store":
        """Open the store of a home: climb the ladder, migrate it when it is older.

        Distrust `store-unreadable` (wrong key, damage) or that of the rung that does not hold, unless the caller takes
        `suspicious_too`: then it is open for reading alone (`suspicion`). UserError `newer-store`.
        """
        check_there(home)
        wal = read_wal(home / STORE)
        store = cls(home, key, outside)
        try:
            with at_the_door(), file_lock(home / LOCK):
                store._bring_up(wal, step)
            if store.suspicion is None:
                store._slots.note(store.read, store._unit)
                take_looks_in(store.aside, store._unit)
        except BaseException:
            store.close()
            raise
        if store.suspicion is not None and not suspicious_too:
            store.close()
            raise store.suspicion.refusal()
        return store

    def _bring_up(self, wal: bytes, step: Step) -> None:
        with at_the_door(), self._write_engine.connect() as connection:
            older = is_older(schema_number(Link(connection)))
        is_alone = self.presence.enter()
        ladder = self._ladder()
        if older and not (is_alone and ladder.climb_closed()[1]):
            from tipdesk.adapters.store.migrate import migrate

            drop_closed(self._home)
            migrate(self._write_engine, self._home / STORE, self._key)
        suspicion = ladder.climb(step, is_alone=is_alone or self._suspect_mark.exists())
        with self.read() as reader:
            own = own_log_and_device(reader.link)[0]
            self._is_headquarters = reader.get_setting(IS_HEADQUARTERS) is not None
        self._use_log(own)
        if suspicion is None:
            drop_closed(self._home)
            self._suspect_mark.unlink(missing_ok=True)
        else:
            self._suspect(suspicion, wal)

    def _suspect(self, suspicion: Suspicion, wal: bytes) -> None:
        """From now on this store is only read; its files are set aside, and headquarters is to hear of it."""
        set_aside(self._home, suspicion.call_code, wal)
        keep_incident(self.aside, suspicion, self._outside.clock)
        self._suspect_mark.touch()
        self.suspicion = suspicion

    def compare_words(self, place: Place) -> int | None:
        """Return the entry that words of the shift register name. None makes the store read-only, now and later on."""
        self.aside.keep(WORDS, encode_place(place))
        with self.read() as reader:
            device = own_log_and_device(reader.link)[1]
            found = find_words(reader.link, device, place)
        if found is None and self.suspicion is None:
            self._suspect(self._ladder().suspicion_of(words_missing(place)), b"")
        return found

    def _ladder(self) -> Ladder:
        outside, words = self._outside, self.aside.find(WORDS)
        path = self._home / STORE
        return Ladder(self._home, path, self._key, self._write_engine, outside.verify, outside.verify_by, words)

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
            head = new_head(work, own)
        HeadFile(self._home / HEAD, self._outside.sign).make(head)
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

        A store that is read-only gives one that reads.
        Trouble `disk-full`, `store-busy`, `store-disk`. Units take turns: one must not be opened inside another.
        """
        if self.suspicion is None:
            with self._unit(actor.officer) as unit:
                yield unit
            return
        with at_the_door(), self._read_engine.connect() as connection, connection.begin():
            yield ReadOnlyUnit(
                Link(connection), self._own_log, self._outside.rank, self._pen(actor.officer), self.aside
            )

    @contextmanager
    def _unit(self, officer: bytes) -> Iterator[StoreUnitOfWork]:
        if self._writer is None:
            message = "the store is not open"
            raise RuntimeError(message)
        if self.suspicion is not None or self._suspect_mark.exists():
            refuse_write()
        with self._writer.work(self._pen(officer)) as unit:
            yield unit
            self._slots.note_with(unit)

    def _pen(self, officer: bytes) -> Pen:
        return Pen(officer, self._outside.clock, self._outside.ids, self._is_headquarters)

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

    def back_up(self, target: Path, name: str, told: Told = untold) -> Backup:
        """Copy this home into a new folder in `target` and check the copy. Trouble and Distrust of `backup`."""
        with unfinished(target, name) as part:
            with self._turn, file_lock(self._home / LOCK):
                with self.read() as reader:
                    now, own = self._outside.clock.now_ms(), self._own_log
                    stamp = stamp_of(reader.link, own, now, is_headquarters=self._is_headquarters)
                write_backup(self._home, self._key, part, self._outside.sign, stamp, told)
            return finish_backup(part, self._key, self._outside.verify)

    def check(self) -> list[Finding]:
        """Run every check of the store: cipher, database, chain, head, projection, search. Nothing is repaired."""
        with self._turn:
            found = check_store(self._write_engine, self._home / STORE, self._key, self._own_log)
            with file_lock(self._home / LOCK), self.read() as reader:
                device = own_log_and_device(reader.link)[1]
                heads = self._ladder().climb_heads(self._own_log, device)
            at_unlock = self.suspicion.problems if self.suspicion else ()
            told = list(dict.fromkeys((*at_unlock, *heads)))
            names = ("digest", *HEADS)
            return found + [Finding(name, tuple(text for kind, text in told if kind == name)) for name in names]

    def find_differences(self) -> list[str]:
        """Project every row again from the ledger and return where the tables differ; nothing when they are equal."""
        with self._turn:
            return find_differences(self._write_engine, self._home, self._outside.ids)

    def close(self) -> None:
        """Close every connection; the last one to close carries the WAL into the file and removes it.

        Where this was the last of all processes, a note of the clean close is left (`closed_file`).
        """
        with suppress(OSError, TipdeskError):  # without the note the next unlock takes longer, and nothing is lost
            self._close_cleanly()
        self._read_engine.dispose()
        self._write_engine.dispose()
        self.presence.leave()

    def _close_cleanly(self) -> None:
        if self._writer is None or self.suspicion is not None or self._suspect_mark.exists():
            return
        self._slots.note(self.read, self._unit)
        self._writer = None
        with file_lock(self._home / LOCK):
            with self.read() as reader:
                own = Logs(reader.link).get(self._own_log)
            self._read_engine.dispose()
            self._write_engine.dispose()
            if self.presence.leave() and own is not None and not (self._home / f"{STORE}-wal").exists():
                write_closed(self._home, self._home / STORE, own, self._outside.sign)
