"""Makes homes off the GUI thread, and says what came of it.

A weak passphrase is told while it is typed. Making a home is done by `Maker`.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.closed_homes import Answers, MadeHeadquarters, MadePost
from tipdesk.services.documents.recovery_card import RecoveryCard
from tipdesk.ui.first_run.making import Maker
from tipdesk.ui.lanes import Ears, Lanes
from tipdesk.ui.translate import _


class FirstRunPresenter(QObject):
    """Passes on what the first run asks for; its signals say what came of it.

    `post_made`, `headquarters_made` and `training_made` carry what was made, and `refused` why it was not. `judged`
    carries what is weak about a passphrase ("" is strong enough), `suggested` six words, and `written` and
    `card_written` the names of files.
    """

    post_made = Signal(object)
    headquarters_made = Signal(object)
    training_made = Signal(object)
    refused = Signal(object)
    judged = Signal(str)
    suggested = Signal(str)
    written = Signal(str)
    card_written = Signal(str)

    def __init__(self, lanes: Lanes[Maker], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes

    def make_post(self, answers: Answers) -> None:
        """Make a post's home."""

        def done(made: MadePost) -> None:
            self.post_made.emit(made)

        self._make(lambda maker: maker.make_post(answers), done)

    def make_headquarters(self, answers: Answers) -> None:
        """Make headquarters' home."""

        def done(made: MadeHeadquarters) -> None:
            self.headquarters_made.emit(made)

        self._make(lambda maker: maker.make_headquarters(answers), done)

    def make_training(self) -> None:
        """Make the training home."""

        def done(folder: Path) -> None:
            self.training_made.emit(folder)

        self._make(lambda maker: maker.make_training(), done)

    def judge(self, passphrase: str, login: str) -> None:
        """Find out how strong a passphrase is; `judged` tells."""
        self._lanes.read(
            _judge,
            passphrase,
            login,
            then=lambda _answer: self.judged.emit(""),
            failed=lambda problem: self.judged.emit(problem.text(_)),
            key="judge",
            owner=self,
        )

    def suggest(self) -> None:
        """Propose six words for a passphrase; `suggested` carries them."""
        self._lanes.read(_suggest, then=self.suggested.emit, owner=self)

    def write_request(self, folder: Path, request: bytes) -> None:
        """Write the enrolment request to a stick or folder."""
        self._lanes.write(
            _write,
            folder,
            request,
            then=self.written.emit,
            failed=self._refuse,
            owner=self,
        )

    def write_card(self, file: Path, card: RecoveryCard) -> None:
        """Write a recovery card into a file, to be printed."""
        self._lanes.write(_write_card, file, card, then=self.card_written.emit, failed=self._refuse, owner=self)

    def note_taken(self, session: object) -> None:
        """Note that every custodian has taken a card."""
        self._lanes.write(_note_taken, session, failed=self._refuse, owner=self)

    def _make(self, verb: Callable[[Maker], object], done: Callable[..., object]) -> None:
        self._lanes.link(verb, ears=Ears(done, self._refuse, owner=self))

    def _refuse(self, problem: TipdeskError) -> None:
        self.refused.emit(problem)


def _judge(maker: Maker, passphrase: str, login: str) -> None:
    maker.judge_passphrase(passphrase, login)


def _suggest(maker: Maker) -> str:
    return maker.suggest_passphrase()


def _write(maker: Maker, folder: Path, request: bytes) -> str:
    return maker.write_request(folder, request)


def _write_card(maker: Maker, file: Path, card: RecoveryCard) -> str:
    return maker.write_card(file, card)


def _note_taken(maker: Maker, session: object) -> None:
    maker.cards_taken(session)
