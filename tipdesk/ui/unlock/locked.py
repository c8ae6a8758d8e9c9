"""What the unlock window asks of a locked home, whose key nobody has typed yet.

`homes` implements it. Everything but `codes`, `now`, `delay` and `program` may block and runs on lanes.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tipdesk.domain.codes import CodeBook
from tipdesk.services.closed_homes import Sent, Stand
from tipdesk.services.directory.find_duty_numbers import DutyLine

if TYPE_CHECKING:
    from tipdesk.ui.about.program import TellsOfProgram


class Locked(Protocol):
    """A home without its key, and what can be done with it. Refusals are raised as TipdeskError."""

    def codes(self) -> CodeBook:
        """Return the code lists that come with the program."""

    def now(self) -> datetime:
        """Return the time on this PC's clock, in its own zone."""

    def find_numbers(self) -> list[DutyLine]:
        """Return whom to ring at this hour."""

    def begin_writing(self) -> None:
        """Note that a report is being written, so that no unlock takes in what is half written."""

    def end_writing(self) -> None:
        """Note that no report is being written any more."""

    def keep_draft(self, answers: Mapping[str, object], author: str) -> None:
        """Seal what has been typed so far, in place of what was sealed before."""

    def drop_draft(self) -> None:
        """Forget the sealed draft."""

    def keep(self, answers: Mapping[str, object], author: str) -> None:
        """Seal the finished report, to become a case at the next unlock."""

    def stand(self) -> Stand:
        """Return how the outbox stands: how much waits, and how much of it may go now."""

    def send(self, stick: Path | None, step: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Sent:
        """Send what is due, by wire or, with `stick`, to a stick.

        `step` is told how much of how much is done, and `cancelled` is asked whether to stop.
        """

    def program(self) -> "TellsOfProgram":
        """Return what tells which program this is."""

    def delay(self, failures: int) -> float:
        """Return the seconds to wait after failure number n."""
