"""What the unlock window asks of a locked home. Implemented by `homes`; everything may block and runs on lanes."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from tipdesk.domain.codes import CodeBook
from tipdesk.services.closed_homes import Sent, Stand
from tipdesk.services.directory.find_duty_numbers import DutyLine


class Locked(Protocol):
    """A home without its key. Refusals as TipdeskError."""

    def codes(self) -> CodeBook:
        """Return the packaged code lists."""

    def now(self) -> datetime:
        """Return the time on this PC's clock, in its zone."""

    def find_numbers(self) -> list[DutyLine]:
        """Return whom to ring now."""

    def begin_writing(self) -> None:
        """A report is being written: no unlock takes in what is half written."""

    def end_writing(self) -> None:
        """It is not written any more."""

    def keep_draft(self, answers: Mapping[str, object], author: str) -> None:
        """Seal what has been typed so far."""

    def drop_draft(self) -> None:
        """Forget that."""

    def keep(self, answers: Mapping[str, object], author: str) -> None:
        """Seal the report, to become a case at the next unlock."""

    def stand(self) -> Stand:
        """Return how the outbox stands."""

    def send(self, stick: Path | None, step: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Sent:
        """Send what is due, by wire or to a stick."""

    def delay(self, failures: int) -> float:
        """Return seconds to wait after failure number n."""
