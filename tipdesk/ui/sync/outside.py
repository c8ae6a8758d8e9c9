"""What the screens of sync and headquarters are handed by bootstrap: carriers, sticks, files, the QR code.

Screens import no adapter; everything here is a callable, so that a test hands in its own.
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
    """A stick as the officer knows it."""

    @property
    def path(self) -> Path:
        """Return where it is mounted."""

    @property
    def label(self) -> str:
        """Return its name."""


@dataclass(frozen=True)
class Outside:
    """All of them may block and are called on lanes, but `matrix`, `delay` and `choosing`.

    `carrier`: over a stick's folder, or over the wire (None). `sealed`: seals the store key to headquarters' recovery
    once a grant has come. `matrix`: a QR code of digits (True is black). `new_sticks`: those plugged in since it was
    last asked. `delay`: seconds to wait after failure number n, with jitter. `read`: at most so much as a signed
    document may be.
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
    """Do work on a lane that needs no Desk: `lanes.read(apart, outside.sticks, …)`."""
    return work()
