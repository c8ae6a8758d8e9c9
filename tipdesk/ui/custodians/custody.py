"""What the custodians' screens ask of the world: keys renewed, a locked PC answered, a card written. By `homes`.

Promises nothing itself: the words between screen and `homes`. Everything here blocks and is called on the write lane.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tipdesk.services.documents.recovery_card import RecoveryCard, Renewed


class Custody(Protocol):
    """What two cards can do at headquarters. UserErrors say which card, and which word on it, is not right."""

    def check_card(self, words: str, number: int) -> None:
        """Refuse what was typed of one card, first or second, unless it is one: UserError `bad-share`."""

    def renew(self, shares: Sequence[str], *, new_cards: bool) -> Renewed:
        """Renew the keys; without any share the cards are lost."""

    def has_cards(self) -> bool:
        """Tell whether there are cards that not every custodian has taken, and that this officer made."""

    def cards_again(self) -> Renewed:
        """Return the keyset in force with those cards; none of them where they were taken meanwhile."""

    def cards_taken(self) -> None:
        """Note that every custodian has taken a card; nothing keeps the words any more."""

    def answer(self, request: Path, digits: str, shares: Sequence[str], target: Path) -> str:
        """Answer a locked PC's request into a file; return whose login asked. Distrust when the digits differ."""

    def write_card(self, file: Path, card: RecoveryCard) -> str:
        """Write a card as a PDF; return the file's name. Trouble when it cannot be written."""
