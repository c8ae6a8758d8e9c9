"""What the custodians' screens ask of the world: keys renewed, a locked PC answered, a card written.

`homes` implements it. Everything here may block and is called on lanes.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tipdesk.services.documents.recovery_card import RecoveryCard, Renewed


class Custody(Protocol):
    """What two recovery cards can do at headquarters.

    A UserError says which card, and which word on it, is not right.
    """

    def check_card(self, words: str, number: int) -> None:
        """Raise UserError `bad-share` unless the words that were typed are a card.

        `number` is 1 or 2, for the first or the second box.
        """

    def renew(self, shares: Sequence[str], *, new_cards: bool) -> Renewed:
        """Renew the keys with these shares, and with new cards where they are asked for.

        No share at all means that the cards are lost.
        """

    def has_cards(self) -> bool:
        """Tell whether there are cards made by this officer that not every custodian has taken."""

    def cards_again(self) -> Renewed:
        """Return the keyset in force with those cards; without any where they were taken meanwhile."""

    def cards_taken(self) -> None:
        """Note that every custodian has taken a card; after that nothing keeps the words."""

    def answer(self, request: Path, digits: str, shares: Sequence[str], target: Path) -> str:
        """Write the answer to a locked PC's request into a file, and return the login of whoever asked.

        Raises Distrust when the digits are not those of the request.
        """

    def write_card(self, file: Path, card: RecoveryCard) -> str:
        """Write a card as a PDF and return the file's name. Raises Trouble when it cannot be written."""
