"""The PIN of the covered screen: one for each officer of this installation, in no log and in no bundle.

Only its hash is kept, which `adapters/keys` makes and checks. The screen counts wrong tries.
"""

from typing import Protocol

from tipdesk.domain.rules.pins import check_pin_strength
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.remembered.here import PIN_HASH


class Seal(Protocol):
    """Makes and checks the hash of a PIN; `adapters/keys` implements it."""

    def seal(self, pin: str) -> bytes:
        """Return the hash of a PIN, to be kept."""

    def fits(self, kept: bytes, pin: str) -> bool:
        """Tell whether this is the PIN of which the hash was kept."""


def forget_pin(work: UnitOfWork, officer: bytes) -> None:
    """Forget the PIN of an officer whose keys here are new or gone; nothing happens when there is none."""
    PIN_HASH.of(officer).forget(work)


def has_pin(desk: Desk) -> bool:
    """Tell whether the officer at the desk has a PIN on this PC."""
    with desk.read() as reader:
        return PIN_HASH.of(desk.actor.officer).get(reader) is not None


def check_pin(desk: Desk, pin: str, seal: Seal) -> bool:
    """Tell whether this is the PIN of the officer at the desk; false also where none is set."""
    with desk.read() as reader:
        kept = PIN_HASH.of(desk.actor.officer).get(reader)
    return kept is not None and seal.fits(kept, pin)


def set_pin(desk: Desk, pin: str, seal: Seal) -> None:
    """Keep a PIN for the officer at the desk on this PC; raises UserError `weak-pin`."""
    check_pin_strength(pin)
    sealed = seal.seal(pin)
    with desk.work() as work:
        PIN_HASH.of(desk.actor.officer).keep(work, sealed)
