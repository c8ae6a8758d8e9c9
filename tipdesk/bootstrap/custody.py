"""The custodians' deeds as headquarters' window asks for them, over an unlocked session.

Implements `ui.custodians.custody.Custody`; each deed is one call of `rotating` or `recovering`, which promise the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.bootstrap.cards import find_cards, print_card, shown_cards
from tipdesk.bootstrap.kept_cards import cards_taken
from tipdesk.bootstrap.recovering import answer_by_cards
from tipdesk.bootstrap.rotating import rotate_keys
from tipdesk.ui.custodians.custody import Renewed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tipdesk.bootstrap.sessions import Session
    from tipdesk.services.documents.recovery_card import RecoveryCard


@dataclass(frozen=True)
class SessionCustody:
    """Over the session of headquarters' home."""

    session: Session

    def check_card(self, words: str, place: int) -> None:
        """Refuse what is no card."""
        from tipdesk.adapters.keys.recovery import check_share

        check_share(words, place)

    def renew(self, shares: Sequence[str], *, new_cards: bool) -> Renewed:
        """Renew the keys."""
        rotated = rotate_keys(self.session, shares, new_cards=new_cards)
        return Renewed(rotated.number, rotated.fingerprint, shown_cards(rotated.cards))

    def has_cards(self) -> bool:
        """Tell whether this officer can have cards shown again."""
        return bool(find_cards(self.session))

    def cards_again(self) -> Renewed:
        """Show the cards in force again."""
        from tipdesk.services.from_headquarters import get_keyset

        with self.session.desk.read() as reader:
            keyset = get_keyset(reader)
        cards = shown_cards(find_cards(self.session))
        return Renewed(keyset.number, self.session.desk.keys.fingerprint(keyset.root), cards)

    def cards_taken(self) -> None:
        """Note that every custodian has taken a card."""
        cards_taken(self.session.paths, self.session.desk)

    def answer(self, request: Path, digits: str, shares: Sequence[str], target: Path) -> str:
        """Answer a locked PC's request."""
        from tipdesk.adapters.system.files import read_small_file, write_whole_file
        from tipdesk.services.headquarters.keys.answer_recovery import read_recovery
        from tipdesk.sync.limits import LIMITS

        document = read_small_file(request, LIMITS.document)
        login = read_recovery(self.session.desk, document).login
        write_whole_file(target, answer_by_cards(self.session, document, digits, shares))
        return login

    def write_card(self, file: Path, card: RecoveryCard) -> str:
        """Write a card to be printed."""
        from tipdesk.adapters.system.files import write_whole_file

        write_whole_file(file, print_card(card))
        return file.name
