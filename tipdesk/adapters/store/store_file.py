"""The file of an open store: its connections, and what can be asked of it without writing an entry.

That is reading, running every check, copying the home for a backup, and projecting the tables anew to compare them.
`store` adds opening, writing and closing.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tipdesk.adapters.store.aside import WORDS, Aside
from tipdesk.adapters.store.backup import Backup, finish_backup, stamp_of, unfinished, write_backup
from tipdesk.adapters.store.checks import Finding, check_store
from tipdesk.adapters.store.copying import Told, untold
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.ladder import HEADS, Ladder, Suspicion, own_log_and_device
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.named_files import find_all_named
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.presence import Presence
from tipdesk.adapters.store.queries import StoreReader
from tipdesk.adapters.store.rebuild import find_differences
from tipdesk.adapters.store.seen_slots import SeenSlots
from tipdesk.adapters.store.surroundings import Surroundings
from tipdesk.adapters.store.verdict import Verdict

if TYPE_CHECKING:
    from tipdesk.adapters.store.unit_of_work import Writer

HEAD, LOCK = "head", "lock"
"""The names of files beside the store."""


class StoreFile:
    """The encrypted store of one home, as far as it is read."""

    def __init__(self, home: Path, key: bytes, outside: Surroundings) -> None:
        self._home = home
        self._outside = outside
        self._key = key
        self._write_engine = open_engine(home / STORE, key)
        self._read_engine = open_engine(home / STORE, key, read_only=True)
        self._turn = threading.Lock()
        self._own_log = b""
        self._is_headquarters = False
        self._writer: Writer | None = None
        self._version: int | None = None
        self.presence = Presence(home)
        self._slots, self.aside = SeenSlots(home), Aside(home, key)
        self.verdict = Verdict(home, self.aside, outside.clock)
        self.is_settled = True
        """Whether what waits for the verdict has been written, or nothing needs to be."""

    @property
    def suspicion(self) -> Suspicion | None:
        """Return why this store is read-only, or None where it is not, or not known to be yet."""
        return self.verdict.suspicion

    @property
    def own_log(self) -> bytes:
        """Return the id of this installation's own log."""
        return self._own_log

    @property
    def is_headquarters(self) -> bool:
        """Tell whether this is headquarters' store."""
        return self._is_headquarters

    def _ladder(self) -> Ladder:
        outside, words = self._outside, self.aside.find(WORDS)
        path = self._home / STORE
        return Ladder(self._home, path, self._key, self._write_engine, outside.verify, outside.verify_by, words)

    @contextmanager
    def read(self) -> Iterator[StoreReader]:
        """Give a reader of one consistent state: that of the last commit before the block began."""
        # Until it is known whose store this is (`_bring_up`), a page that cannot be read is a store not to be trusted.
        with (
            at_the_door(self._read_engine if self._writer else None),
            self._read_engine.connect() as connection,
            connection.begin(),
        ):
            yield StoreReader(Link(connection), self._own_log, self._outside.rank)

    def has_changed_elsewhere(self) -> bool:
        """Tell whether another process has written since this was last asked; the first time there is no "last".

        The one connection that writes here asks SQLite's own counter, which its own commits leave as it is. That costs
        next to nothing and waits for nobody: while somebody writes here, it is answered the next time.
        """
        if self._writer is None or not self._turn.acquire(blocking=False):
            return False
        try:
            with at_the_door():
                link = self._write_engine.raw_connection()
                try:
                    [(version,)] = link.cursor().execute("PRAGMA data_version").fetchall()
                finally:
                    link.close()
        finally:
            self._turn.release()
        before, self._version = self._version, version
        return before not in (None, version)

    def back_up(self, target: Path, name: str, told: Told = untold) -> Backup:
        """Copy this home into a new folder in `target`, check the copy, and return it as a backup.

        Raises Distrust `read-only` for a store that does not hold, since a copy of it is no backup, and the Trouble and
        Distrust of `backup`. `told` hears how many pages have been copied.
        """
        self.verdict.refuse_unwritable()
        with unfinished(target, name) as part:
            with self._turn, file_lock(self._home / LOCK):
                with self.read() as reader:
                    now, own = self._outside.clock.now_ms(), self._own_log
                    stamp = stamp_of(reader.link, own, now, is_headquarters=self._is_headquarters)
                    sealed = b"".join(sorted(find_all_named(reader.link)))
                write_backup(self._home, self._key, part, self._outside.sign, stamp, told, sealed)
            return finish_backup(part, self._key, self._outside.verify)

    def check(self) -> list[Finding]:
        """Run every check of the store and of the files beside it, and return what each found; nothing is repaired.

        A check that is still running since the store was opened is waited for.
        """
        self.verdict.wait()
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
        """Project every row again from the ledger and return where the tables differ; empty when they are equal."""
        self.verdict.wait()
        with self._turn:
            return find_differences(self._write_engine, self._home, self._outside.ids)
