"""What the first run asks of the world: making homes, judging passphrases. Implemented by `homes`.

Promises nothing itself: the words between screen and `homes`. Everything here is called off the GUI thread.
"""

from pathlib import Path
from typing import Protocol

from tipdesk.services.closed_homes import Answers, MadeHeadquarters, MadePost
from tipdesk.services.documents.recovery_card import RecoveryCard


class Maker(Protocol):
    """Makes the home of this PC."""

    def make_post(self, answers: Answers) -> MadePost:
        """Make a post's home and its enrolment request. UserError, Trouble."""

    def make_headquarters(self, answers: Answers) -> MadeHeadquarters:
        """Make headquarters' home and its recovery cards. UserError, Trouble."""

    def write_card(self, file: Path, card: RecoveryCard) -> str:
        """Write a recovery card as a PDF; return the file's name. Trouble when it cannot be written."""

    def cards_taken(self, session: object) -> None:
        """Note in headquarters' store that every custodian has taken a card."""

    def make_training(self) -> Path:
        """Make the training home unless it is there; return its folder."""

    def judge_passphrase(self, passphrase: str, login: str) -> None:
        """Refuse a weak passphrase: UserError `weak-passphrase`."""

    def suggest_passphrase(self) -> str:
        """Return six random words."""

    def write_request(self, folder: Path, request: bytes) -> str:
        """Write an enrolment request into a folder; return the file's name. Trouble when it cannot be written."""
