"""The custodians' cards: made of the shares of headquarters' secret, printed, and the shares on them brought together.

Promises that no share is kept here: a card goes to whoever asked for it, and nowhere else (`kept_cards` until then).
Which words and sentences stand on one is left to `services/documents/recovery_card`.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tipdesk.bootstrap.sessions import Session
    from tipdesk.services.documents.recovery_card import RecoveryCard
    from tipdesk.ui.custodians.cards_view import ShownCard

_DAY = "%d %B %Y"


def make_cards(session: Session, shares: Sequence[str], root: bytes) -> tuple[RecoveryCard, ...]:
    """Return the cards of this headquarters for the shares of a root, in the language of the program, dated today."""
    from tipdesk.services.documents.recovery_card import make_recovery_cards
    from tipdesk.services.headquarters.registry import HEADQUARTERS_CODE, get_post
    from tipdesk.services.voice import translated

    with session.desk.read() as reader:
        name = str(get_post(reader, HEADQUARTERS_CODE)["name"] or "")
    zone = timezone(timedelta(minutes=session.clock.offset_minutes()))
    day = datetime.fromtimestamp(session.clock.now_ms() // 1000, zone).strftime(_DAY)
    return make_recovery_cards(shares, name, session.desk.keys.fingerprint(root), day, translated)


def find_cards(session: Session) -> tuple[RecoveryCard, ...]:
    """Return the cards that not every custodian has taken, to the officer who made them; none to anybody else."""
    from tipdesk.bootstrap.kept_cards import find_shares

    found = find_shares(session.paths, session.desk)
    return make_cards(session, found[1], found[0]) if found else ()


def print_card(card: RecoveryCard) -> bytes:
    """Return a card as a PDF of one page."""
    from tipdesk.adapters.documents.recovery_card import RecoveryCardPrinter
    from tipdesk.adapters.system.resources import read_bytes

    return RecoveryCardPrinter(read_bytes).print(card)


def shown_cards(cards: Sequence[RecoveryCard]) -> tuple[ShownCard, ...]:
    """Return the cards with their codes, for a screen."""
    from tipdesk.adapters.documents.qr import qr_matrix
    from tipdesk.ui.custodians.cards_view import ShownCard

    return tuple(ShownCard(card, qr_matrix(card.code)) for card in cards)
