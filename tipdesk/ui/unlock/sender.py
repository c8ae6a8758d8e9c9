"""Sends what was sealed at lock, quietly and again with growing pauses, or when somebody asks.

There is one try at a time. No link is no error, and what headquarters refuses is not tried again by itself. Sending is
done by `Locked`; the window listens to `changed`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.domain.errors import Distrust, TipdeskError
from tipdesk.services.closed_homes import Sent, Stand
from tipdesk.ui.lanes import Ears, Job, Lanes, Watch
from tipdesk.ui.translate import _
from tipdesk.ui.unlock.locked import Locked

FIRST_MS = 2_000
_MS = 1000


@dataclass(frozen=True)
class SenderState:
    """What is known of sending: how the outbox stands, and whether a try is under way.

    `said` is what came of the last try, in words; with `is_refused` nothing goes by itself any more.
    """

    stand: Stand = field(default_factory=Stand)
    is_working: bool = False
    said: str = ""
    is_refused: bool = False


class Sender(QObject):
    """The sender of an unlock window; there is one of it. `state` is the truth as of the last `changed`."""

    changed = Signal()

    def __init__(
        self, lanes: Lanes[Locked], delay: Callable[[int], float], parent: QObject, first_ms: int = FIRST_MS
    ) -> None:
        super().__init__(parent)
        self._lanes, self._delay, self._first_ms = lanes, delay, first_ms
        self.state = SenderState()
        self._failures = 0
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._automatic)

    def start(self) -> None:
        """Ask how the outbox stands, and send soon what may go."""
        self._look()

    def send(self, stick: Path | None = None) -> None:
        """Send now, because somebody asks; nothing happens while a try is under way.

        It goes by wire, or to the stick at the path given.
        """
        if self._job is not None:
            return
        self._timer.stop()
        self._say(replace(self.state, is_working=True, said=""))
        ears = Ears(self._done, self._failed, self._stopped, self._told, self)
        self._job = self._lanes.link(_send, stick, ears=ears)

    def stop(self) -> None:
        """End what is under way at its next step, because somebody unlocks."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    def _automatic(self) -> None:
        stand = self.state.stand
        if stand.due and stand.has_address and not self.state.is_refused:
            self.send()
        else:
            self._look()

    def _look(self) -> None:
        self._lanes.read(_stand, then=self._seen, key="locked-stand", owner=self)

    def _seen(self, stand: Stand) -> None:
        self._say(replace(self.state, stand=stand, is_working=self._job is not None))
        if stand.due and stand.has_address and not self.state.is_refused:
            self._plan(int(self._delay(self._failures) * _MS) if self._failures else self._first_ms)
        elif stand.free_in_ms is not None:
            self._plan(stand.free_in_ms + self._first_ms)

    def _plan(self, milliseconds: int) -> None:
        if self._job is None:
            self._timer.start(milliseconds)

    def _told(self, _done: int, _total: int, _step: str) -> None:
        """Show no figures, since a bundle is small."""

    def _done(self, sent: Sent) -> None:
        self._job, self._failures = None, 0
        said = _("Sent. The receipt counts once an officer unlocks.") if sent.count else ""
        if sent.altered:
            said = _(
                "A sealed file had been changed. It is kept aside and was not sent: unlock, and ring headquarters."
            )
        self._say(replace(self.state, is_working=False, said=said))
        self._look()

    def _failed(self, problem: TipdeskError) -> None:
        self._job = None
        self._failures += 1
        is_refused = self.state.is_refused or isinstance(problem, Distrust)
        self._say(replace(self.state, is_working=False, said=problem.text(_), is_refused=is_refused))
        self._look()

    def _stopped(self) -> None:
        self._job = None
        self._say(replace(self.state, is_working=False))

    def _say(self, state: SenderState) -> None:
        self.state = state
        self.changed.emit()


def _stand(home: Locked) -> Stand:
    return home.stand()


def _send(home: Locked, stick: Path | None, *, watch: Watch) -> Sent:
    return home.send(stick, watch.tell, watch.is_cancelled)
