"""Where an officer's PIN is kept: a value of this installation, in no log and in no bundle, and how it is hashed."""

from typing import Protocol

from tipdesk.services.desk import UnitOfWork


class Seal(Protocol):
    """Makes and checks the hash of a PIN; `adapters/keys` implements it."""

    def seal(self, pin: str) -> bytes:
        """Return what is kept of a PIN."""

    def fits(self, kept: bytes, pin: str) -> bool:
        """Tell whether a PIN is the one that was sealed."""


def pin_key(officer: bytes) -> str:
    """Return the name of the setting under which an officer's PIN is kept."""
    return f"pin:{officer.hex()}"


def forget_pin(work: UnitOfWork, officer: bytes) -> None:
    """Forget the PIN of an officer whose keys here are new or gone; nothing happens when there is none."""
    work.put_setting(pin_key(officer), None)
