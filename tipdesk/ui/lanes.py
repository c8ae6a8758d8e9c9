"""Where work runs, so that the GUI thread never waits for disk or network.

There is one write at a time on the write lane, reads run beside it on the read lane, and long transfers on the link
lane. Every answer comes back on the GUI thread, through one long-lived `QObject` and a queued signal. An answer that a
newer one with the same key has overtaken, or whose owner is gone, is dropped. A refusal goes to `failed` or else to
`on_problem`, a bug of our own to `on_crash`. No thread is ever terminated: `close` waits for all of them.

Decision: `concurrent.futures` and one signal, not `QRunnable` with its own signals (they die with the runnable) and not
QtAsyncio (it stalls under nested event loops).
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from typing import Concatenate, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from shiboken6 import isValid

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.collecting import collect_here

D_co = TypeVar("D_co", covariant=True)
T = TypeVar("T")


class Lane(Enum):
    """The three lanes on which verbs run."""

    WRITE = "write"
    READ = "read"
    LINK = "link"


class StoppedError(Exception):
    """Says inside the work that the officer pressed Cancel.

    `Watch.tell` raises it, so that the transaction under way rolls back.
    """


class Watch:
    """Lets long work tell how far it is and learn that it should stop. It is safe between threads.

    A verb gets it as its argument `watch`.
    """

    def __init__(self, told: Callable[[int, int, str], None]) -> None:
        self._told = told
        self._stop = threading.Event()

    def tell(self, done: int, total: int, step: str = "") -> None:
        """Report that `done` of `total` (0 when unknown) is done, and the step's name.

        Raises StoppedError after `cancel`.
        """
        if self._stop.is_set():
            raise StoppedError
        self._told(done, total, step)

    def is_cancelled(self) -> bool:
        """Tell whether the officer asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next `tell`."""
        self._stop.set()


@dataclass(frozen=True)
class Ears:
    """Who hears of one piece of work, always on the GUI thread.

    `then` gets its answer, `failed` its refusal, `stopped` is called when it was cancelled, `progress` gets what
    `Watch.tell` reports. When the QObject `owner` is gone, none of them is called.
    """

    then: Callable[..., object] | None = None
    failed: Callable[[TipdeskError], object] | None = None
    stopped: Callable[[], object] | None = None
    progress: Callable[[int, int, str], object] | None = None
    owner: QObject | None = None

    @property
    def are_watching(self) -> bool:
        """Whether the work is long: then it gets a watch, and is asked to stop when the lanes close."""
        return bool(self.progress or self.stopped)


@dataclass(eq=False)
class Job:
    """One piece of work under way on a lane.

    Among the jobs with the same `key`, `turn` counts up; only the newest one's answer is handed out.
    """

    lane: Lane
    key: str | None
    turn: int
    watch: Watch

    def cancel(self) -> None:
        """Ask the work to stop at its next step, or not to start at all."""
        self.watch.cancel()


Outcome: TypeAlias = tuple[Job, str, object]


class _Courier(QObject):
    """Carries outcomes to the GUI thread, and lives as long as the lanes."""

    arrived = Signal(object)


class Lanes(Generic[D_co]):
    """The three lanes, each with the Desk that its verbs get. They are made on the GUI thread.

    `desks` has a Desk for each lane (they may be one object); it is looked up again for each verb, so that bootstrap
    may change them when the officer's roles have changed. `announce` gets every answer of the write and link lanes (it
    is `Notices.announce_answer`). `on_problem` hears a refusal that nobody else takes, and `on_crash` what is our own
    bug. `readers` is the number of threads of the read lane.

    Lanes take no work once they are closed, nor when the process ends and nobody has closed them: a page that goes then
    still asks for its draft to be kept. The job that it gets never runs, and nobody is told of it.
    """

    def __init__(
        self,
        desks: Mapping[Lane, D_co],
        *,
        on_problem: Callable[[TipdeskError], object],
        on_crash: Callable[[BaseException], object],
        announce: Callable[[object], object] | None = None,
        readers: int = 2,
    ) -> None:
        self._desks = desks
        self._on_problem, self._on_crash, self._announce = on_problem, on_crash, announce
        sizes = {Lane.WRITE: 1, Lane.READ: readers, Lane.LINK: 1}
        self._pools = {lane: ThreadPoolExecutor(size, f"lane-{lane.value}") for lane, size in sizes.items()}
        self._turns: dict[str, int] = {}
        self._courier = _Courier()
        self._courier.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._ears: dict[Job, Ears] = {}
        self._closed = self._has_ended = False
        collect_here()

    def write(
        self,
        verb: Callable[Concatenate[D_co, ...], T],
        *args: object,
        then: Callable[[T], object] | None = None,
        failed: Callable[[TipdeskError], object] | None = None,
        key: str | None = None,
        owner: QObject | None = None,
        **kwargs: object,
    ) -> Job:
        """Run `verb(desk, *args, **kwargs)` on the write lane, after every earlier write.

        A write is never skipped, even when a newer one has the same `key`; only its answer is dropped then.
        """
        return self._submit(Lane.WRITE, verb, args, kwargs, key, Ears(then, failed, owner=owner))

    def read(
        self,
        verb: Callable[Concatenate[D_co, ...], T],
        *args: object,
        then: Callable[[T], object] | None = None,
        failed: Callable[[TipdeskError], object] | None = None,
        key: str | None = None,
        owner: QObject | None = None,
        **kwargs: object,
    ) -> Job:
        """Run `verb(desk, *args, **kwargs)` on the read lane, unless a newer read with the same `key` has overtaken it.

        What identifies a person passes `services/look` within the verb, which decides, audits and masks: no lane can.
        """
        return self._submit(Lane.READ, verb, args, kwargs, key, Ears(then, failed, owner=owner))

    def link(
        self,
        verb: Callable[Concatenate[D_co, ...], T],
        *args: object,
        ears: Ears | None = None,
        key: str | None = None,
        **kwargs: object,
    ) -> Job:
        """Run long work on the link lane; with `ears.progress` or `ears.stopped` the verb gets a `watch`."""
        return self._submit(Lane.LINK, verb, args, kwargs, key, ears or Ears())

    def hand_over(self, work: Callable[[], T]) -> T:
        """Do `work` on the write lane and wait for its answer.

        Call it from the link or read lane, never on the GUI thread. Raises StoppedError where the write lane has ended,
        so that the work that asked ends too and has written nothing.
        """
        if (begun := self._begin(Lane.WRITE, work)) is None:
            raise StoppedError
        return begun.result()

    @property
    def is_busy(self) -> bool:
        """Whether any work has not been answered yet."""
        return bool(self._ears)

    def close(self) -> None:
        """Finish every write, drop waiting reads, ask long work to stop, and hand out answers when all has ended."""
        self._closed = True
        for job, ears in self._ears.items():
            if ears.are_watching:
                job.cancel()
        for lane in (Lane.LINK, Lane.READ, Lane.WRITE):
            self._pools[lane].shutdown(wait=True, cancel_futures=lane is Lane.READ)
        self._has_ended = True
        QCoreApplication.sendPostedEvents(self._courier)
        self._ears.clear()

    def _submit(
        self,
        lane: Lane,
        verb: Callable[..., object],
        args: tuple[object, ...],
        kwargs: dict[str, object],
        key: str | None,
        ears: Ears,
    ) -> Job:
        turn = 0
        if key is not None:
            turn = self._turns[key] = self._turns.get(key, 0) + 1
        job = Job(lane, key, turn, Watch(lambda *told: self._send(job, "progress", told)))
        if self._closed:
            return job
        if ears.are_watching:
            kwargs = {**kwargs, "watch": job.watch}
        self._ears[job] = ears
        if self._begin(lane, lambda: self._run(job, lambda: verb(self._desks[lane], *args, **kwargs))) is None:
            del self._ears[job]
        return job

    def _begin(self, lane: Lane, work: Callable[[], T]) -> Future[T] | None:
        """Give work to a lane's threads; None where they have ended: by `close`, or with the process."""
        try:
            return self._pools[lane].submit(work)
        except RuntimeError:
            if self._has_ended or not threading.main_thread().is_alive():
                return None
            raise  # the system has no thread left, which is no end

    def _run(self, job: Job, work: Callable[[], object]) -> None:
        """Do the work and post its one outcome; this runs on the lane's own thread."""
        if job.watch.is_cancelled() or (job.lane is Lane.READ and self._is_stale(job)):
            self._send(job, "stopped", None)
            return
        try:
            self._send(job, "answer", work())
        except StoppedError:
            self._send(job, "stopped", None)
        except TipdeskError as problem:
            self._send(job, "refused", problem)
        except Exception as crash:  # noqa: BLE001 - the lane is one of the three places that may catch everything
            self._send(job, "crashed", crash)

    def _send(self, job: Job, what: str, content: object) -> None:
        outcome: Outcome = (job, what, content)
        self._courier.arrived.emit(outcome)

    def _is_stale(self, job: Job) -> bool:
        return job.key is not None and self._turns.get(job.key) != job.turn

    def _deliver(self, outcome: Outcome) -> None:
        """Hand an outcome to those who hear of it; this runs on the GUI thread."""
        job, what, content = outcome
        ears = self._ears.get(job)
        if ears is None:
            return  # a word from something that its work has left behind
        if what != "progress":
            del self._ears[job]
        if what == "crashed" and isinstance(content, BaseException):
            self._on_crash(content)
            return
        if what == "answer" and job.lane is not Lane.READ and self._announce is not None:
            self._announce(content)
        if ears.owner is not None and not isValid(ears.owner):
            return
        if self._is_stale(job) and not (what == "refused" and job.lane is not Lane.READ):
            return  # a write that was refused is told even when another followed it
        self._tell(ears, what, content)

    def _tell(self, ears: Ears, what: str, content: object) -> None:
        if what == "answer" and ears.then is not None:
            ears.then(content)
        elif what == "stopped" and ears.stopped is not None:
            ears.stopped()
        elif what == "progress" and ears.progress is not None and isinstance(content, tuple):
            ears.progress(*content)
        elif what == "refused" and isinstance(content, TipdeskError):
            (ears.failed or self._on_problem)(content)
