"""The verdict: whether the store of one home may be written. It is unknown during the check, and then stands for good.

A store that was not closed cleanly is checked whole (`ladder`), which takes longer the more it holds. Meanwhile it may
be read, as may one that does not hold. But nobody writes before the verdict: this process waits, and others are kept
out because the lock of the home is held until then. A check that is stopped leaves no verdict: nothing was written, no
note of a clean close is left, and the next unlock begins anew.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import ExitStack
from pathlib import Path

from tipdesk.adapters.store.aside import Aside
from tipdesk.adapters.store.closed_file import drop_closed
from tipdesk.adapters.store.faults import at_the_door, unfinished
from tipdesk.adapters.store.ladder import Step, Suspicion
from tipdesk.adapters.store.read_only import refuse_write
from tipdesk.adapters.store.setting_aside import keep_incident, set_aside
from tipdesk.disk import remove, write_whole
from tipdesk.services.desk import Clock

SUSPECT = "suspect"
"""The file that is there while some process has the store read-only because it does not hold."""

Climb = Callable[[Step, Callable[[], bool]], Suspicion | None]
"""Takes who is told of each rung and who is asked whether to stop; returns why the store does not hold, if it does
not."""


class Verdict:
    """What is known of the store of one home.

    `suspicion` says why the store is read-only; it is None where the store is not, or where that is not known yet.
    """

    def __init__(self, home: Path, aside: Aside, clock: Clock) -> None:
        self._home, self._aside, self._clock = home, aside, clock
        self._mark = home / SUSPECT
        self._check: Future[None] | None = None
        self._stop = threading.Event()
        self.step: Step | None = None
        """Told of each rung while the store is being checked."""
        self.suspicion: Suspicion | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether no check is running: the store has been checked, or its check has ended without a verdict."""
        return self._check is None or self._check.done()

    @property
    def holds(self) -> bool:
        """Tell whether the store was found to hold, and no other process has found otherwise."""
        is_done = self._check is None or (self._check.done() and self._check.exception() is None)
        return is_done and self.suspicion is None and not self.is_marked

    @property
    def is_marked(self) -> bool:
        """Tell whether some process has marked the store as one that does not hold."""
        return self._mark.exists()

    def give(self, suspicion: Suspicion | None, wal: bytes) -> None:
        """Let the store be written from now on or, where `suspicion` says what does not hold, never.

        The caller holds the lock of the home. `wal` is the WAL as it lay there before the store was opened.
        """
        if suspicion is not None:
            self.suspect(suspicion, wal)
            return
        drop_closed(self._home)
        remove(self._mark)

    def suspect(self, suspicion: Suspicion, wal: bytes) -> None:
        """Make the store read-only from now on, set its files aside, and keep the incident for headquarters.

        `wal` is the WAL as it lay there before the store was opened.
        """
        set_aside(self._home, suspicion.call_code, wal)
        keep_incident(self._aside, suspicion, self._clock)
        write_whole(self._mark, b"")
        self.suspicion = suspicion

    def find(self, climb: Climb, wal: bytes, lock: ExitStack, patience: float) -> None:
        """Check the store while it is being read, and wait for the verdict for at most `patience` seconds.

        `lock` holds the lock of the home, which is let go of with the verdict.
        """

        def check() -> None:
            with at_the_door(), lock:
                suspicion = climb(self.tell, self._stop.is_set)
                if self._stop.is_set():
                    raise unfinished()
                self.give(suspicion, wal)

        pool = ThreadPoolExecutor(1, "check")
        self._check = pool.submit(check)
        pool.shutdown(wait=False)
        wait_for([self._check], patience)

    def wait(self) -> None:
        """Return once the verdict is known.

        Raises Trouble `check-unfinished` where the check was stopped, and otherwise what the check itself raised.
        """
        if self._check is not None:
            self._check.result()

    def stop(self) -> None:
        """End a running check soon and without a verdict, and wait until it has ended."""
        self._stop.set()
        if self._check is not None:
            wait_for([self._check])

    def refuse_unwritable(self) -> None:
        """Wait until the verdict is known, and raise Distrust `read-only` where the store does not hold.

        Raises what `wait` raises, too.
        """
        self.wait()
        if self.suspicion is not None or self.is_marked:
            refuse_write()

    def tell(self, rung: str, number: int, count: int) -> None:
        """Tell whoever listens now that a rung is being climbed."""
        if self.step is not None:
            self.step(rung, number, count)
