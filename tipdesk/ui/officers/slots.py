"""What the officers' page asks of the world: the slots of this PC. Implemented by `homes`.

Promises nothing itself: the words between screen and `homes`. Everything here is called off the GUI thread.
"""

from typing import Protocol

from tipdesk.services.keys.officers.officers_here import OfficerLine


class Slots(Protocol):
    """The officers' ways into this PC. Refusals as TipdeskError."""

    def own_officer(self) -> bytes:
        """Return who is at the keyboard."""

    def own_login(self) -> str:
        """Return their login."""

    def find(self) -> list[OfficerLine]:
        """Return the officers. UserError `not-allowed` for whoever is no supervisor."""

    def add(self, login: str, passphrase: str) -> str:
        """Give an officer a passphrase here; return the thirty digits."""

    def reset(self, login: str, passphrase: str) -> str:
        """Give an officer another passphrase and other keys; return the thirty digits."""

    def change(self, old: str, passphrase: str) -> None:
        """Change the passphrase of the officer at the keyboard."""

    def remove(self, login: str) -> None:
        """Take an officer's passphrase away; the store gets another key when it is closed."""

    def lift(self, login: str) -> None:
        """Let an officer try again."""

    def judge(self, passphrase: str, login: str) -> None:
        """Refuse a weak passphrase."""

    def suggest(self) -> str:
        """Return six random words."""
