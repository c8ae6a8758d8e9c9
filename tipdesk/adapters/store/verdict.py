"""Whether the store of one home may be written: not known while it is being checked, then for good.

A store that was not closed cleanly is checked whole (`ladder`), which takes the longer the more it holds. It may be
read meanwhile, as one may be read that does not hold; but nobody writes before the verdict, neither this process, which
waits, nor another, since the lock of the home is held until then. A check that is stopped leaves no verdict: nothing
was written, no note of a clean close is left, and the next unlock begins anew.
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
from tipdesk.disk import write_whole
from tipdesk.services.desk import Clock

SUSPECT = "suspect"
"""The file that is there while some process has the store read-only because it does not hold."""

Climb = Callable[[Step, Callable[[], bool]], Suspicion | None]
"""(told of each rung, asked whether to stop) -> why the store does not hold."""


class Verdict:
    """What is known of the store of one home. `suspicion`: why it is read-only; None where it is not, or not yet."""

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
        """Tell whether the store has been checked, or its check has ended without a verdict."""
        return self._check is None or self._check.done()

    @property
    def holds(self) -> bool:
        """Tell whether the store has been found to hold, and no other process has found otherwise."""
        is_done = self._check is None or (self._check.done() and self._check.exception() is None)
        return is_done and self.suspicion is None and not self.is_marked

    @property
    def is_marked(self) -> bool:
        """Tell whether some process has found that the store does not hold."""
        return self._mark.exists()

    def give(self, suspicion: Suspicion | None, wal: bytes) -> None:
        """Let the store be written from now on, or never. The caller holds the lock of the home."""
        if suspicion is not None:
            self.suspect(suspicion, wal)
            return
        drop_closed(self._home)
        self._mark.unlink(missing_ok=True)

    def suspect(self, suspicion: Suspicion, wal: bytes) -> None:
        """From now on this store is only read; its files are set aside, and headquarters is to hear of it."""
        set_aside(self._home, suspicion.call_code, wal)
        keep_incident(self._aside, suspicion, self._clock)
        write_whole(self._mark, b"")
        self.suspicion = suspicion

    def find(self, climb: Climb, wal: bytes, lock: ExitStack, patience: float) -> None:
        """Check the store beside its readers, and wait for the verdict for at most `patience` seconds.

        `lock`: what holds the lock of the home; it is let go of with the verdict.
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
        """Return once it is known. Trouble `check-unfinished` where the check was stopped; what else it raised."""
        if self._check is not None:
            self._check.result()

    def stop(self) -> None:
        """Let a check end without a verdict, soon."""
        self._stop.set()
        if self._check is not None:
            wait_for([self._check])

    def refuse_unwritable(self) -> None:
        """Wait until it is known. Distrust `read-only` where the store does not hold; otherwise as `wait`."""
        self.wait()
        if self.suspicion is not None or self.is_marked:
            refuse_write()

    def tell(self, rung: str, number: int, count: int) -> None:
        """Tell of a rung, whoever listens now."""
        if self.step is not None:
            self.step(rung, number, count)
