"""What the first run asks of the world: making homes and judging passphrases.

`homes` implements it. Everything here may block and is called off the GUI thread.
"""

from pathlib import Path
from typing import Protocol

from tipdesk.services.closed_homes import Answers, MadeHeadquarters, MadePost
from tipdesk.services.documents.recovery_card import RecoveryCard


class Maker(Protocol):
    """Makes the home of this PC, and what belongs to it."""

    def make_post(self, answers: Answers) -> MadePost:
        """Make a post's home and its enrolment request. Raises UserError or Trouble when it cannot be made."""

    def make_headquarters(self, answers: Answers) -> MadeHeadquarters:
        """Make headquarters' home and its recovery cards. Raises UserError or Trouble when it cannot be made."""

    def write_card(self, file: Path, card: RecoveryCard) -> str:
        """Write a recovery card as a PDF and return the file's name. Raises Trouble when it cannot be written."""

    def cards_taken(self, session: object) -> None:
        """Note in headquarters' store that every custodian has taken a card."""

    def make_training(self) -> Path:
        """Make the training home unless it is there already, and return its folder."""

    def judge_passphrase(self, passphrase: str, login: str) -> None:
        """Raise UserError `weak-passphrase` when a passphrase is too weak for the officer with this login."""

    def suggest_passphrase(self) -> str:
        """Return six random words for a passphrase."""

    def write_request(self, folder: Path, request: bytes) -> str:
        """Write an enrolment request into a folder and return the file's name.

        Raises Trouble when it cannot be written.
        """
