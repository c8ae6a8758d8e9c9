"""What the officers' page asks of the world: the slots of this PC, by each of which one officer unlocks it.

`homes` implements it. Everything but `own_officer` and `own_login` may block and is called off the GUI thread.
"""

from typing import Protocol

from tipdesk.services.keys.officers.officers_here import OfficerLine


class Slots(Protocol):
    """The officers' ways into this PC. Refusals are raised as TipdeskError."""

    def own_officer(self) -> bytes:
        """Return the id of the officer at the keyboard."""

    def own_login(self) -> str:
        """Return the login of the officer at the keyboard."""

    def find(self) -> list[OfficerLine]:
        """Return the officers of this PC. Raises UserError `not-allowed` for whoever is no supervisor."""

    def add(self, login: str, passphrase: str) -> str:
        """Give an officer a passphrase on this PC.

        Returns the thirty digits that are to be read to headquarters.
        """

    def reset(self, login: str, passphrase: str) -> str:
        """Give an officer another passphrase and other keys.

        Returns the thirty digits that are to be read to headquarters.
        """

    def change(self, old: str, passphrase: str) -> None:
        """Change the passphrase of the officer at the keyboard."""

    def remove(self, login: str) -> None:
        """Take an officer's passphrase away; the store gets another key when it is closed."""

    def lift(self, login: str) -> None:
        """Let an officer try again who was stopped after too many wrong passphrases."""

    def judge(self, passphrase: str, login: str) -> None:
        """Raise UserError when a passphrase is too weak for the officer with this login."""

    def suggest(self) -> str:
        """Return six random words for a passphrase."""
