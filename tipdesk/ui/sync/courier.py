"""The courier, which keeps a post in touch with headquarters while the program is unlocked, and never twice at once.

A few seconds after a save, what is unsent goes by wire; what is held so that its author may withdraw it goes when its
time has come. Where there is no link it is tried again quietly, with growing pauses: no link is no error. What waits at
headquarters is fetched every few minutes. An officer's own sync, by wire or by stick, takes the same road and comes
first. What headquarters, or the check of its certificate, refuses is not tried again before an officer asks. Syncing
itself is done by `exchange`, and screens listen to `changed`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.domain.errors import Distrust, TipdeskError, Trouble
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.services.sealing.share_case_keys import share_case_keys
from tipdesk.services.sync.exchange import Exchanged, exchange
from tipdesk.services.sync.see_link import Link, see_link
from tipdesk.services.sync.sync_status import SyncStatus
from tipdesk.ui.lanes import Ears, Job, Watch
from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.outside import OpenCarrier, Outside, apart

_MS = 1000
_MANY = 99
"""A failure number at which the pause has grown to its longest: used for its jitter alone."""


@dataclass(frozen=True)
class Pace:
    """How long the courier waits before it sets out by itself, in milliseconds.

    `first` is the pause after the start, `after_save` that after a save, and `idle` that between two syncs when nothing
    waits.
    """

    first: int = 1_500
    after_save: int = 3_000
    idle: int = 4 * 60 * 1000


@dataclass(frozen=True)
class Ended:
    """How a sync ended: with an answer, with a problem, or with neither when the officer stopped it."""

    stick: Path | None
    by_officer: bool
    answer: Exchanged | None = None
    problem: TipdeskError | None = None


@dataclass(frozen=True)
class State:
    """What the courier knows of the link.

    `no_link_since` is the time in ms since 1970 of the first failure in a row, None while there is none. `refused` is
    the code of the refusal that stops the automatic sync, "" for none.
    """

    link: Link | None = None
    is_working: bool = False
    no_link_since: int | None = None
    refused: str = ""

    @property
    def is_enrolled(self) -> bool:
        """Whether there is a headquarters to sync with."""
        return self.link is not None and self.link.status.enrolled


@dataclass(frozen=True)
class _Trip:
    stick: Path | None
    by_officer: bool


class Courier(QObject):
    """The courier of a window; there is one of it.

    `state` is the truth as of the last `changed`, and `last_answer` the last sync that did anything. `started` carries
    whether an officer asked for the sync, `progressed` how many bytes of how many are done, and `ended` an `Ended`.
    """

    changed = Signal()
    started = Signal(bool)
    progressed = Signal(object, object)
    ended = Signal(object)

    def __init__(self, seat: Seat, outside: Outside, pace: Pace | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._outside, self._pace = seat, outside, pace or Pace()
        self.state = State()
        self._trip: _Trip | None = None
        self._next: _Trip | None = None
        self._job: Job | None = None
        self.last_answer: Exchanged | None = None
        self._failures = 0
        self._is_saved_meanwhile = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._automatic)
        seat.notices.subscribe(self.hear)

    def start(self) -> None:
        """Begin: ask how things stand, and sync soon."""
        self._look(then=partial(self._plan, self._pace.first))

    def sync(self, stick: Path | None = None) -> None:
        """Sync because an officer asked, by wire or with the stick at this path.

        An automatic sync that is under way is stopped at its next step.
        """
        trip = _Trip(stick, by_officer=True)
        if self._trip is None:
            self._set_out(trip)
            return
        self._next = trip
        if self._job is not None:
            self._job.cancel()

    def cancel(self) -> None:
        """Stop what is under way at its next step, and forget what was to follow it."""
        self._next = None
        if self._job is not None:
            self._job.cancel()

    def wake(self) -> None:
        """Try again soon, because a grant or another address has come."""
        self._failures = 0
        self._say(replace(self.state, refused="", no_link_since=None))
        self._look(then=partial(self._plan, self._pace.after_save))

    def hear(self, changed: Changed) -> None:
        """Plan a sync, because something was saved; a change without kinds is a sync's own answer and no save."""
        if not changed.kinds:
            return
        self._is_saved_meanwhile = self._trip is not None
        self._look()
        if self._trip is None and self._failures == 0:
            self._plan(self._pace.after_save)

    def compare(self, status: SyncStatus) -> None:
        """Look again where another process of this home has synced, so that pill and status line say the same."""
        link = self.state.link
        if self._trip is None and link is not None and link.status != status:
            self._look()

    @property
    def is_by_officer(self) -> bool:
        """Whether an officer asked for the sync that is under way."""
        return self._trip is not None and self._trip.by_officer

    def _plan(self, milliseconds: int) -> None:
        """Set out by itself in so many milliseconds, unless an earlier moment is planned already."""
        if not self._timer.isActive() or self._timer.remainingTime() > milliseconds:
            self._timer.start(milliseconds)

    def _automatic(self) -> None:
        status = self.state.link.status if self.state.link else None
        if self._trip is None and status and status.enrolled and status.address and not self.state.refused:
            self._set_out(_Trip(None, by_officer=False))

    def _set_out(self, trip: _Trip) -> None:
        self._trip, self._is_saved_meanwhile = trip, False
        self._timer.stop()
        self._say(replace(self.state, is_working=True))
        self.started.emit(trip.by_officer)
        ears = Ears(self._done, self._failed, self._stopped, self._told, self)
        automatic = not trip.by_officer
        self._job = self._seat.lanes.link(_carry, self._outside.carrier, trip.stick, automatic=automatic, ears=ears)

    def _told(self, done: int, total: int, _step: str) -> None:
        self.progressed.emit(done, total)

    def _done(self, answer: Exchanged) -> None:
        trip = self._come_home()
        if trip.by_officer or answer.report.sent or answer.changed is not None:
            self.last_answer = answer
        if trip.stick is None:
            is_through = answer.report.waiting <= answer.report.held or self._is_saved_meanwhile
            self._failures = 0 if is_through else self._failures + 1
            self._say(replace(self.state, is_working=False, no_link_since=None, refused=""))
        else:
            self._say(replace(self.state, is_working=False))
        if any(one.kind == "keyset" for one in answer.report.received):
            self._seat.lanes.write(apart, self._outside.sealed, owner=self)
        self.ended.emit(Ended(trip.stick, trip.by_officer, answer))
        self._go_on(answer.report.free_in_ms)

    def _failed(self, problem: TipdeskError) -> None:
        trip = self._come_home()
        state = replace(self.state, is_working=False)
        if problem.code == "stopped":
            self._say(state)
            self.ended.emit(Ended(trip.stick, trip.by_officer))
            self._go_on()
            return
        if trip.stick is None:
            self._failures += 1
            now = self._seat.now_ms()
            since = state.no_link_since if state.no_link_since is not None else now
            is_lost = isinstance(problem, Trouble)
            refused = problem.code if isinstance(problem, Distrust) else ""
            state = replace(state, no_link_since=since if is_lost else None, refused=refused)
        self._say(state)
        self.ended.emit(Ended(trip.stick, trip.by_officer, problem=problem))
        self._go_on()

    def _stopped(self) -> None:
        trip = self._come_home()
        self._say(replace(self.state, is_working=False))
        self.ended.emit(Ended(trip.stick, trip.by_officer))
        self._go_on()

    def _come_home(self) -> _Trip:
        trip = self._trip or _Trip(None, by_officer=False)
        self._trip = self._job = None
        return trip

    def _go_on(self, free_in_ms: int | None = None) -> None:
        """Do what comes next: an officer's sync that waits, or plan the next automatic one.

        It is planned at the latest for the moment when what is held may go.
        """
        following, self._next = self._next, None
        if following is not None:
            self._set_out(following)
            return
        self._look()
        if self._failures:
            self._plan(int(self._outside.delay(self._failures) * _MS))
        elif self._is_saved_meanwhile:
            self._plan(self._pace.after_save)
        else:
            self._plan(self._pace.idle + int(self._outside.delay(_MANY) * _MS))
        if free_in_ms is not None:
            self._plan(free_in_ms + self._pace.after_save)

    def _look(self, then: Callable[[], object] | None = None) -> None:
        def seen(link: Link) -> None:
            self._say(replace(self.state, link=link))
            if then is not None:
                then()

        self._seat.lanes.write(see_link, then=seen, owner=self)

    def _say(self, state: State) -> None:
        self.state = state
        self.changed.emit()


def _carry(
    desk: LinkDesk, open_carrier: OpenCarrier, stick: Path | None, *, automatic: bool, watch: Watch
) -> Exchanged:
    """Exchange bundles over a carrier and share case keys; this runs on the link lane."""
    with open_carrier(stick) as carrier:
        done = exchange(desk, carrier, watch.tell, watch.is_cancelled, automatic=automatic)
    share_case_keys(desk)
    return done
