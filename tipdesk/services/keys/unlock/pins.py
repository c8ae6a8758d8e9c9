"""The PIN of the covered screen: a value of this installation for each officer, in no log and in no bundle.

Only its hash is kept, which `adapters/keys` makes and checks. Counting wrong tries is the screen's.
"""

from typing import Protocol

from tipdesk.domain.rules.pins import check_pin_strength
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.remembered.here import PIN_HASH


class Seal(Protocol):
    """Makes and checks the hash of a PIN; `adapters/keys` implements it."""

    def seal(self, pin: str) -> bytes:
        """Return what is kept of a PIN."""

    def fits(self, kept: bytes, pin: str) -> bool:
        """Tell whether a PIN is the one that was sealed."""


def forget_pin(work: UnitOfWork, officer: bytes) -> None:
    """Forget the PIN of an officer whose keys here are new or gone; nothing happens when there is none."""
    PIN_HASH.of(officer).forget(work)


def has_pin(desk: Desk) -> bool:
    """Tell whether the desk's officer has a PIN on this PC."""
    with desk.read() as reader:
        return PIN_HASH.of(desk.actor.officer).get(reader) is not None


def check_pin(desk: Desk, pin: str, seal: Seal) -> bool:
    """Tell whether this is the PIN of the desk's officer; False also where none is set."""
    with desk.read() as reader:
        kept = PIN_HASH.of(desk.actor.officer).get(reader)
    return kept is not None and seal.fits(kept, pin)


def set_pin(desk: Desk, pin: str, seal: Seal) -> None:
    """Keep a PIN of the desk's officer on this PC. UserError `weak-pin`."""
    check_pin_strength(pin)
    sealed = seal.seal(pin)
    with desk.work() as work:
        PIN_HASH.of(desk.actor.officer).keep(work, sealed)
