"""Headquarters' keys renewed with its custodians' cards.

Promises that the secret on the cards is brought together, used and dropped within one call, that nothing is written
before the cards have proved to be this headquarters', and that new cards are kept (`kept_cards`) before the keys that
they renew are in force. What a keyset holds is left to `rotate_keyset`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tipdesk.bootstrap.sessions import Session
    from tipdesk.services.documents.recovery_card import RecoveryCard


@dataclass(frozen=True)
class Rotated:
    """The new keyset's number, the fingerprint of its root, and new cards where the root is new."""

    number: int
    fingerprint: str
    cards: tuple[RecoveryCard, ...] = ()


def rotate_keys(session: Session, shares: Sequence[str], *, new_cards: bool = False) -> Rotated:
    """Renew headquarters' keys. Errors of `combine` and `rotate_keyset`; Trouble `cards-not-kept`.

    No shares at all: the cards are lost, so new ones are made, and every post must compare the new digits. Otherwise
    `new_cards` makes a new secret and has the old one hand over to it. `cards_taken` is to follow new cards.
    """
    from tipdesk.adapters.keys.age_recipients import format_identity, generate_identity
    from tipdesk.adapters.keys.recovery import Recovery, combine, make_recovery, split
    from tipdesk.bootstrap.cards import make_cards
    from tipdesk.bootstrap.kept_cards import keep_cards, making_cards
    from tipdesk.domain.errors import TipdeskError
    from tipdesk.services.headquarters.directory.writing import permit_directory
    from tipdesk.services.headquarters.keys.rotate_keyset import NewKeys, check_cards, rotate_keyset

    permit_directory(session.desk)
    held = Recovery(combine(shares)) if shares else None
    if held is not None:
        with session.desk.read() as reader:
            check_cards(session.desk, reader, held.root.public)
    taken = held if held is not None and not new_cards else make_recovery()
    unit = generate_identity()
    new = NewKeys(
        root=taken.root,
        recovery=str(taken.identity.recipient),
        case_unit=str(unit.recipient),
        case_unit_secret=format_identity(unit).encode(),
        former_root=held.root if held is not None and new_cards else None,
    )
    cards: tuple[RecoveryCard, ...] = ()
    with making_cards(session.paths, session.desk):
        if taken is not held:  # once the new keys are in force, nothing that fails may keep the cards from anybody
            shares = split(taken.secret)
            cards = make_cards(session, shares, taken.root.public)
            keep_cards(session.paths, session.desk, shares, taken.root.public)
        keyset = rotate_keyset(session.desk, new)
    with suppress(TipdeskError):  # the next unlock does it
        session.seal_to_recovery()
    return Rotated(keyset.number, session.desk.keys.fingerprint(keyset.root), cards)
