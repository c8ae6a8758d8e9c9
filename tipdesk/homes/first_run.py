"""What the first run of a PC may ask for: a post, headquarters, the training home, a judgement of a passphrase.

Each deed is one call of a module beside this one (`founding`, `training`, `cards`). The screens ask the questions and
choose the threads on which all of it runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _
from tipdesk.homes.cards import cards_taken, shown_cards
from tipdesk.homes.founding import make_headquarters, make_post
from tipdesk.homes.printing import print_card
from tipdesk.homes.sessions import Session
from tipdesk.homes.training import make_training_home
from tipdesk.services.closed_homes import Answers, MadeHeadquarters, MadePost

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.services.documents.recovery_card import RecoveryCard

REQUEST_FILE = "enrolment-{digits}.tiprequest"


@dataclass(frozen=True)
class HomeMaker:
    """Makes the home in `folder`, as `ui.first_run.making.Maker` asks for it."""

    folder: Path

    def make_post(self, answers: Answers) -> MadePost:
        """Make a post's home, and return its session with the request for enrolment and the request's fingerprint."""
        from tipdesk.services.sync.enrolment import request_enrolment

        session = make_post(self.folder, answers.login, answers.passphrase)
        keys = session.opened.officer_keys
        enrolment = request_enrolment(session.desk, keys.x25519_public, keys.signing_public)
        return MadePost(session, enrolment.document, enrolment.fingerprint)

    def make_headquarters(self, answers: Answers) -> MadeHeadquarters:
        """Make headquarters' home, and return its session, its fingerprint and the recovery cards."""
        made = make_headquarters(self.folder, answers.name, answers.login, answers.passphrase)
        return MadeHeadquarters(made.session, made.fingerprint, shown_cards(made.cards))

    def write_card(self, file: Path, card: RecoveryCard) -> str:
        """Write a recovery card as a file that can be printed, and return the file's name."""
        from tipdesk.adapters.system.files import write_whole_file

        write_whole_file(file, print_card(card))
        return file.name

    def cards_taken(self, session: object) -> None:
        """Note that every custodian has taken a card."""
        if not isinstance(session, Session):
            raise TypeError
        cards_taken(session.paths, session.desk)

    def make_training(self) -> Path:
        """Make the training home unless it is there, and return its folder."""
        return make_training_home(self.folder)

    def judge_passphrase(self, passphrase: str, login: str) -> None:
        """Refuse a weak passphrase: raises UserError `weak-passphrase`."""
        from tipdesk.adapters.keys.passphrases import check_passphrase
        from tipdesk.homes.officers import site_words

        check_passphrase(passphrase, (*site_words(), login))

    def suggest_passphrase(self) -> str:
        """Return six random words for a new passphrase."""
        from tipdesk.adapters.keys.passphrases import six_words

        return six_words()

    def write_request(self, folder: Path, request: bytes) -> str:
        """Write an enrolment request whole, or not at all, and return the file's name.

        Raises Trouble `file-unwritable`.
        """
        import hashlib

        from tipdesk.adapters.system.files import write_whole_file

        file = folder / REQUEST_FILE.format(digits=hashlib.sha256(request).hexdigest()[:8])
        try:
            write_whole_file(file, request)
        except Trouble as error:
            raise Trouble("file-unwritable", _("The request could not be written there. Try another place.")) from error
        return file.name
