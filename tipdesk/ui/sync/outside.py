"""What the screens of sync and headquarters are handed by bootstrap: carriers, sticks, files, the QR code.

Screens import no adapter. Everything here is a callable, so that a test hands in its own.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from tipdesk.services.sticks.stick import Stick
from tipdesk.services.sync.carrier import Carrier
from tipdesk.services.sync.enrolment import Enrolment
from tipdesk.ui.choosing import Choosing, Dialogs

T = TypeVar("T")
OpenCarrier: TypeAlias = Callable[[Path | None], AbstractContextManager[Carrier]]


class Plugged(Protocol):
    """A stick that is plugged in, as the officer knows it."""

    @property
    def path(self) -> Path:
        """The folder where it is mounted."""

    @property
    def label(self) -> str:
        """The name of the stick."""


@dataclass(frozen=True)
class Outside:
    """The callables themselves. All may block and are called on lanes, save `matrix`, `delay` and `choosing`.

    `carrier` opens a carrier over a stick's folder, or over the wire for None. `sealed` seals the store key to
    headquarters' recovery once a grant has come. `matrix` makes a QR code of digits (True is black). `new_sticks`
    returns those plugged in since it was last asked. `delay` returns the seconds to wait after failure number n, with
    jitter. `read` reads at most so much as a signed document may be.
    """

    carrier: OpenCarrier
    stick: Callable[[Path], Stick]
    request: Callable[[], Enrolment]
    sealed: Callable[[], object]
    matrix: Callable[[str], Sequence[Sequence[bool]]]
    sticks: Callable[[], Sequence[Plugged]]
    new_sticks: Callable[[], Sequence[Plugged]]
    delay: Callable[[int], float]
    read: Callable[[Path], bytes]
    write: Callable[[Path, bytes], object]
    choosing: Choosing = field(default_factory=Dialogs)


def apart(_desk: object, work: Callable[[], T]) -> T:
    """Do work that needs no Desk on a lane: `lanes.read(apart, outside.sticks, …)`."""
    return work()
