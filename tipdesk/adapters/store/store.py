"""The store of one home: made once, opened with its key, asked for units of work and for readers, and closed cleanly.

Opening climbs the `ladder` of checks. A store that does not hold is opened read-only, for a caller who can tell the
officer why. One that is still being checked may be open for reading before the `verdict`, and whoever would write waits
for it.

There is one `Store` in a process. Lanes and headquarters' workers share it: units of work take turns, while readers run
beside them on the state of the last commit.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from tipdesk.adapters.store.aside import WORDS
from tipdesk.adapters.store.closed_file import drop_closed, write_closed
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.head_file import HeadFile, NewHead, new_head
from tipdesk.adapters.store.heads import encode_place, find_words, words_missing
from tipdesk.adapters.store.ladder import Step, own_log_and_device
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.adapters.store.outside_file import OutsideFile
from tipdesk.adapters.store.peek import STORE, check_there
from tipdesk.adapters.store.projection import keep_seq
from tipdesk.adapters.store.read_only import ReadOnlyUnit, take_looks_in
from tipdesk.adapters.store.schema import create_schema, is_older, schema_number
from tipdesk.adapters.store.setting_aside import read_wal
from tipdesk.adapters.store.store_file import HEAD, LOCK, StoreFile
from tipdesk.adapters.store.surroundings import Surroundings
from tipdesk.adapters.store.unit_of_work import Pen, StoreUnitOfWork, Writer
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.desk import Actor
from tipdesk.services.remembered.here import IS_HEADQUARTERS, OWN_LOG
from tipdesk.sync.register_words import Landmark


class Store(StoreFile):
    """The encrypted store of one home; it is made by `create` and opened by `open`."""

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
        """Make the store of a home that has none, with the first log of its device at h₀.

        Raises FileExistsError where the home has a store.
        """
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
            OWN_LOG.keep(work, log)
            IS_HEADQUARTERS.keep(work, is_headquarters)
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
        step: Step | None = None,
        patience: float | None = None,
    ) -> "Store":
        """Open the store of a home: climb the ladder of checks, and migrate a store that is older than the program.

        `step` is told of each rung that takes time. `patience` is how many seconds to wait for the verdict before the
        store is open for reading while it is still being checked; None waits to the end. With `suspicious_too`, a store
        that does not hold is opened for reading alone, and `suspicion` says why.

        Raises:
            Distrust: `store-missing`; `store-unreadable` for a wrong key or damage; without `suspicious_too`, that of
                the rung that does not hold.
            UserError: `newer-store` where a newer program has written the store.
        """
        check_there(home)
        wal = read_wal(home / STORE)
        store = cls(home, key, outside)
        try:
            store.verdict.step, store.is_settled = step, False
            with at_the_door(), ExitStack() as lock:
                lock.enter_context(file_lock(home / LOCK))
                store._bring_up(wal, lock, patience)
            if store.verdict.is_known:
                store.settle()
        except BaseException:
            store.close()
            raise
        if store.suspicion is not None and not suspicious_too:
            store.close()
            raise store.suspicion.refusal()
        return store

    def _bring_up(self, wal: bytes, lock: ExitStack, patience: float | None) -> None:
        with at_the_door(), self._write_engine.connect() as connection:
            older = is_older(schema_number(Link(connection)))
        is_alone = self.presence.enter()
        ladder = self._ladder()
        if older and not (is_alone and ladder.climb_closed()[1]):
            from tipdesk.adapters.store.migrate import migrate

            drop_closed(self._home)
            migrate(self._write_engine, self._home, self._key, self._outside)
        begun = ladder.begin(is_alone=is_alone or self.verdict.is_marked)
        is_later = begun.needs_all and not begun.problems and not older and patience is not None
        suspicion = None if is_later else ladder.finish(begun, self.verdict.tell, lambda: False)
        with self.read() as reader:
            own = own_log_and_device(reader.link)[0]
            self._is_headquarters = IS_HEADQUARTERS.get(reader)
        self._use_log(own)
        if is_later:
            self.verdict.find(partial(ladder.finish, begun), wal, lock.pop_all(), patience or 0)
        else:
            self.verdict.give(suspicion, wal)

    def settle(self) -> None:
        """Write what has waited for the verdict: the key slots that were seen, and looks that were kept aside.

        Raises what `Verdict.wait` raises.
        """
        self.verdict.wait()
        if self.suspicion is None:
            self._slots.note(self.read, self._unit)
            take_looks_in(self.aside, self._unit)
        self.is_settled = True

    def compare_words(self, place: Landmark) -> int | None:
        """Return the sequence number of the entry that words of the shift register name, or None where none fits.

        Where none fits, the store is read-only from now on, and at later unlocks too, since the words are kept aside.
        """
        self.verdict.wait()
        self.aside.keep(WORDS, encode_place(place))
        with self.read() as reader:
            device = own_log_and_device(reader.link)[1]
            found = find_words(reader.link, device, place)
        if found is None and self.suspicion is None:
            self.verdict.suspect(self._ladder().suspicion_of(words_missing(place)), b"")
        return found

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
        """Go on in a new log from h₀, as after a backup was put back: the old log may have gone on elsewhere.

        Raises Trouble where the store cannot be written.
        """
        with self._unit(b"") as work:
            own = work.ledger.open_log(log, work.ledger.own().device)
            OWN_LOG.keep(work, log)
            keep_seq(work.link, 0)
            head = new_head(work.link, own)
        self._use_log(log)
        with at_the_door():
            HeadFile(self._home / HEAD, self._outside.sign).make(head)

    @property
    def outside_file(self) -> OutsideFile | None:
        """Return the file with what a locked PC knows, or None where none is kept."""
        return OutsideFile(self._home, self._outside.describe) if self._outside.describe else None

    @contextmanager
    def work(self, actor: Actor) -> Iterator[StoreUnitOfWork]:
        """Run one unit of work in an officer's name: commit at the end of the block, or roll back when it raises.

        The verdict on the store is waited for. A store that is read-only gives a unit that only reads and keeps looks
        aside. Units take turns, so one must not be opened inside another. Raises Trouble `disk-full`, `store-busy` or
        `store-disk`.
        """
        self.verdict.wait()
        with self._unit(actor.officer) if self.suspicion is None else self._reading_unit(actor.officer) as unit:
            yield unit

    @contextmanager
    def looks(self, actor: Actor) -> Iterator[StoreUnitOfWork]:
        """Run a unit of work as `work` does, for rows of the audit alone, without waiting for the verdict.

        Before the verdict these rows are kept aside.
        """
        with self.work(actor) if self.verdict.is_known else self._reading_unit(actor.officer) as unit:
            yield unit

    @contextmanager
    def _reading_unit(self, officer: bytes) -> Iterator[StoreUnitOfWork]:
        with at_the_door(), self._read_engine.connect() as connection, connection.begin():
            yield ReadOnlyUnit(Link(connection), self._own_log, self._outside.rank, self._pen(officer), self.aside)

    @contextmanager
    def _unit(self, officer: bytes) -> Iterator[StoreUnitOfWork]:
        if self._writer is None:
            message = "the store is not open"
            raise RuntimeError(message)
        self.verdict.refuse_unwritable()
        with self._writer.work(self._pen(officer)) as unit:
            yield unit
            self._slots.note_with(unit)

    def _pen(self, officer: bytes) -> Pen:
        return Pen(officer, self._outside.clock, self._outside.ids, self._is_headquarters)

    def close(self) -> None:
        """Close every connection; the last one to close carries the WAL into the store file and removes it.

        Where this was the last process that had the store open, a note of the clean close is left (`closed_file`). A
        check that is still running is stopped.
        """
        self.verdict.stop()
        with suppress(OSError, TipdeskError):  # without the note the next unlock takes longer, and nothing is lost
            self._close_cleanly()
        self._read_engine.dispose()
        self._write_engine.dispose()
        self.presence.leave()

    def _close_cleanly(self) -> None:
        if self._writer is None or not self.verdict.holds:
            return
        self._slots.note(self.read, self._unit)
        take_looks_in(self.aside, self._unit)  # one may have been kept aside while the verdict came
        self._writer = None
        with file_lock(self._home / LOCK):
            with self.read() as reader:
                own = Logs(reader.link).get(self._own_log)
            self._read_engine.dispose()
            self._write_engine.dispose()
            if self.presence.leave() and own is not None and not (self._home / f"{STORE}-wal").exists():
                write_closed(self._home, self._home / STORE, own, self._outside.sign)
