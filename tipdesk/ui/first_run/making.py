"""What the first run asks of the world: making homes, judging passphrases. Implemented by bootstrap.

Promises nothing itself: the words between screen and bootstrap. Everything here is called off the GUI thread.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from tipdesk.services.documents.recovery_card import RecoveryCard
from tipdesk.ui.custodians.cards_view import ShownCard

S_co = TypeVar("S_co", covariant=True)


@dataclass(frozen=True)
class Answers:
    """What the officer typed. `name`: headquarters' name."""

    login: str
    passphrase: str
    name: str = ""


@dataclass(frozen=True)
class MadePost:
    """A post that was made. `request`: the enrolment request. `fingerprint`: thirty digits to read out."""

    session: object
    request: bytes
    fingerprint: str


@dataclass(frozen=True)
class MadeHeadquarters:
    """Headquarters that was made. `cards`: for its three custodians; nothing keeps them once they were shown."""

    session: object
    fingerprint: str
    cards: tuple[ShownCard, ...]


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
