"""The unlock window's deeds over the home on the disk: `ui.unlock.locked.Locked`, and plugging them into the window.

Promises: nothing heavy is imported before a deed needs it. Leaves to others: sealing (`locked`), sending (`sending`).
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from tipdesk.bootstrap.locked import LockedHome
from tipdesk.bootstrap.sending import LockedOutbox
from tipdesk.ui.unlock.locked import Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from tipdesk.domain.codes import CodeBook
    from tipdesk.services.directory.find_duty_numbers import DutyLine
    from tipdesk.services.locked.report import KeptReport
    from tipdesk.ui.unlock.locked import Stand
    from tipdesk.ui.unlock.locked_deeds import LockedDeeds
    from tipdesk.ui.unlock.view import UnlockView

_DICE = 256


class DiskHome:
    """A locked home. Its methods run on lanes, those that write one after the other."""

    def __init__(self, folder: Path) -> None:
        self.home = LockedHome(folder)
        self._outbox = LockedOutbox(self.home)
        self._writing = ExitStack()

    def codes(self) -> CodeBook:
        """Return the packaged code lists."""
        return self.home.codes()

    def now(self) -> datetime:
        """Return the time on this PC's clock, in its zone."""
        return self.home.now()

    def find_numbers(self) -> list[DutyLine]:
        """Return whom to ring now."""
        return self.home.find_numbers()

    def begin_writing(self) -> None:
        """Keep unlocks from taking in what is half written. Trouble `store-busy` where another window does so."""
        self._writing.close()
        self._writing.enter_context(self.home.writing())

    def end_writing(self) -> None:
        """Let go of that."""
        self._writing.close()

    def keep_draft(self, answers: Mapping[str, object], author: str) -> None:
        """Seal what has been typed so far; nothing where there is nothing."""
        if answers or author:
            self.home.keep_draft(self._report(answers, author, finished=False))
        else:
            self.home.drop_draft()

    def drop_draft(self) -> None:
        """Forget that."""
        self.home.drop_draft()

    def keep(self, answers: Mapping[str, object], author: str) -> None:
        """Seal the report. Errors of `LockedHome.keep_report`."""
        self.home.keep_report(self._report(answers, author, finished=True))

    def stand(self) -> Stand:
        """Return how the outbox stands."""
        return self._outbox.stand()

    def send(self, stick: Path | None, step: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Sent:
        """Send what is due."""
        with self._outbox.carrier(stick) as carrier:
            done = self._outbox.send(carrier, step, cancelled)
        return Sent(len(done.sent), done.altered)

    def delay(self, failures: int) -> float:
        """Return seconds to wait after failure number n, with jitter."""
        from tipdesk.sync.wire import next_delay

        return next_delay(failures, self.home.ids.noise(1)[0] / _DICE)

    def _report(self, answers: Mapping[str, object], author: str, *, finished: bool) -> KeptReport:
        from tipdesk.services.locked.report import KeptReport

        clock = self.home.clock
        return KeptReport(author, clock.now_ms(), clock.offset_minutes(), dict(answers), finished=finished)


def plug_deeds(view: UnlockView, folder: Path, on_crash: Callable[[BaseException], object]) -> LockedDeeds:
    """Give an unlock window its deeds. Call `end` on the answer."""
    from tipdesk.ui.choosing import Dialogs
    from tipdesk.ui.lanes import Lane, Lanes
    from tipdesk.ui.unlock.locked_deeds import LockedDeeds

    home = DiskHome(folder)
    lanes = Lanes(dict.fromkeys(Lane, home), on_problem=lambda _problem: None, on_crash=on_crash)
    return LockedDeeds(view, lanes, home, Dialogs())
