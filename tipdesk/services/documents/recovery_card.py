"""The card of one custodian: one share of headquarters' recovery secret on one page of paper, as a frozen model.

A card holds one share and nothing of the others, and says in plain words what to do with it. Its fingerprint tells its
holder which headquarters it belongs to. Any two of the three cards make the secret again (`CARDS_NEEDED` of `CARDS`).
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tipdesk.domain.texts import _

CARDS, CARDS_NEEDED = 3, 2


@dataclass(frozen=True)
class CardPart:
    """One heading of a card and the sentences under it."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class RecoveryCard:
    """Everything that is printed on a card.

    `words` are the share, in order; `code` is the same words as the QR code has them.
    """

    marking: str
    kind: str
    title: str
    headquarters: str
    made_on: str
    fingerprint_label: str
    fingerprint: str
    words_label: str
    words: tuple[str, ...]
    code: str
    parts: tuple[CardPart, ...]
    to_sign: tuple[str, ...]
    foot: str

    @property
    def asked_positions(self) -> tuple[int, int]:
        """Return the positions, from 0, of the two words that the custodian types back.

        They follow from the share itself, so nobody can tell beforehand which words will be asked for.
        """
        digest = hashlib.sha256(self.code.encode()).digest()
        first = int.from_bytes(digest[:4], "big") % len(self.words)
        step = 1 + int.from_bytes(digest[4:8], "big") % (len(self.words) - 1)
        low, high = sorted((first, (first + step) % len(self.words)))
        return low, high


@dataclass(frozen=True)
class ShownCard:
    """A card for a screen, with the squares of its QR code row by row, where True is black."""

    card: RecoveryCard
    matrix: Sequence[Sequence[bool]]


@dataclass(frozen=True)
class Renewed:
    """The keyset in force: its number, the thirty digits of its root, and the cards that wait for their custodians."""

    number: int
    fingerprint: str
    cards: tuple[ShownCard, ...]


class CardPrinter(Protocol):
    """Prints recovery cards."""

    def print(self, card: RecoveryCard) -> bytes:
        """Return a PDF of one page, the same bytes for equal cards."""


PARTS = (
    (
        _("What this is"),
        (
            _("One of three cards. Any two of them open everything of this headquarters and of every post."),
            _("One card alone opens nothing and tells nothing."),
        ),
    ),
    (
        _("Do"),
        (
            _("Keep it in a sealed envelope, in a safe that only you open, in another building than the other cards."),
            _("Look once a year whether the envelope is whole, and tell headquarters."),
            _("Bring it yourself when headquarters asks for a recovery or a new set of keys. Know who asks, and why."),
            _("Compare the thirty digits above with those that headquarters' screen shows before you give the words."),
            _("If it is lost, seen or copied: ring headquarters the same day. The other two make new cards."),
        ),
    ),
    (
        _("Do not"),
        (
            _("Do not photograph, scan, copy or send it. Do not type it into any PC but headquarters'."),
            _("Do not keep it with another card, and do not tell anybody the words by telephone."),
            _("Do not hand it on alone. Headquarters makes new cards when a custodian leaves office."),
        ),
    ),
)


def make_recovery_cards(
    shares: Sequence[str], headquarters: str, fingerprint: str, made_on: str, translate: Callable[[str], str] = str
) -> tuple[RecoveryCard, ...]:
    """Return one card for each share, in order; `made_on` is the day in the words in which it is to be read."""
    parts = tuple(CardPart(translate(name), tuple(map(translate, sentences))) for name, sentences in PARTS)
    return tuple(
        RecoveryCard(
            marking=translate(_("SECRET. FOR THE CUSTODIAN ALONE.")),
            kind=translate(_("Recovery card")),
            title=translate(_("Card {number} of {count}")).format(number=number, count=len(shares)),
            headquarters=headquarters,
            made_on=translate(_("Made on {day}")).format(day=made_on),
            fingerprint_label=translate(_("Fingerprint of this headquarters")),
            fingerprint=fingerprint,
            words_label=translate(_("The words of this card, in this order")),
            words=tuple(share.split()),
            code=share.upper(),
            parts=parts,
            to_sign=(translate(_("Custodian")), translate(_("Received on"))),
            foot=translate(_("Any two of three cards open everything.")),
        )
        for number, share in enumerate(shares, start=1)
    )
