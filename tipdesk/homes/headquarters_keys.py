"""Headquarters' own keys: how they are renewed with the custodians' cards, and what else two cards can do there.

The secret on the cards is brought together, used and dropped within one call. Nothing is written before the cards have
proved to be this headquarters', and new cards are kept (`cards`) before the keys that they renew are in force. What a
keyset holds is decided by `rotate_keyset`. `SessionCustody` is what headquarters' window asks for; each of its deeds is
one call of what stands here, in `cards` or in `recovering`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.domain.errors import TipdeskError
from tipdesk.homes.cards import cards_taken, find_cards, keep_cards, make_cards, making_cards, shown_cards
from tipdesk.homes.printing import print_card
from tipdesk.homes.recovering import answer_by_cards
from tipdesk.services.documents.recovery_card import Renewed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tipdesk.homes.sessions import Session
    from tipdesk.services.documents.recovery_card import RecoveryCard


@dataclass(frozen=True)
class Rotated:
    """The new keyset's number, the fingerprint of its root, and new cards where the root is new."""

    number: int
    fingerprint: str
    cards: tuple[RecoveryCard, ...] = ()


def rotate_keys(session: Session, shares: Sequence[str], *, new_cards: bool = False) -> Rotated:
    """Renew headquarters' keys, and return the new keyset's number and fingerprint, with new cards where there are any.

    No shares at all means that the cards are lost: new ones are made, and every post must compare the new digits.
    Otherwise `new_cards` makes a new secret and has the old one hand over to it. `cards_taken` is to follow new cards.
    Raises what `combine` and `rotate_keyset` raise, and Trouble `cards-not-kept`.
    """
    from tipdesk.adapters.keys.age_recipients import format_identity, generate_identity
    from tipdesk.adapters.keys.recovery import Recovery, combine, make_recovery, split
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


def renew_server_key(session: Session) -> None:
    """Give the server a new key and certificate, under the authority that posts know already.

    A server that runs goes on with the old one until it is started again. Raises what `permit_directory` raises.
    """
    from tipdesk.adapters.keys.certificates import Certificates, renew_server_certificate
    from tipdesk.services.headquarters.directory.writing import permit_directory
    from tipdesk.services.remembered.office import SERVER_AUTHORITY, SERVER_KEYS
    from tipdesk.sync.codec import decode_plain, encode_plain

    permit_directory(session.desk)
    with session.desk.work() as work:
        certificate, key, authority_key = decode_plain(SERVER_KEYS.get(work) or b"")
        kept = Certificates(SERVER_AUTHORITY.get(work) or b"", authority_key, certificate, key)
        new = renew_server_certificate(kept)
        SERVER_KEYS.keep(work, encode_plain((new.certificate, new.key, new.authority_key)))


@dataclass(frozen=True)
class SessionCustody:
    """The custodians' deeds at headquarters, as `ui.custodians.custody.Custody` asks for them."""

    session: Session

    def check_card(self, words: str, number: int) -> None:
        """Raise UserError `bad-share` for words that are no card; the sentence names the card by `number`."""
        from tipdesk.adapters.keys.recovery import check_share

        check_share(words, number)

    def renew(self, shares: Sequence[str], *, new_cards: bool) -> Renewed:
        """Renew the keys; see `rotate_keys`."""
        rotated = rotate_keys(self.session, shares, new_cards=new_cards)
        return Renewed(rotated.number, rotated.fingerprint, shown_cards(rotated.cards))

    def has_cards(self) -> bool:
        """Tell whether this officer can have the cards shown again."""
        return bool(find_cards(self.session))

    def cards_again(self) -> Renewed:
        """Return the cards in force, to be shown again."""
        from tipdesk.services.from_headquarters import get_keyset

        with self.session.desk.read() as reader:
            keyset = get_keyset(reader)
        cards = shown_cards(find_cards(self.session))
        return Renewed(keyset.number, self.session.desk.keys.fingerprint(keyset.root), cards)

    def cards_taken(self) -> None:
        """Note that every custodian has taken a card."""
        cards_taken(self.session.paths, self.session.desk)

    def answer(self, request: Path, digits: str, shares: Sequence[str], target: Path) -> str:
        """Write the answer to a locked PC's request into a file, and return the login of whoever asked."""
        from tipdesk.adapters.system.files import read_small_file, write_whole_file
        from tipdesk.services.headquarters.keys.answer_recovery import read_recovery
        from tipdesk.sync.limits import LIMITS

        document = read_small_file(request, LIMITS.document)
        login = read_recovery(self.session.desk, document).login
        write_whole_file(target, answer_by_cards(self.session, document, digits, shares))
        return login

    def write_card(self, file: Path, card: RecoveryCard) -> str:
        """Write a card as a file that can be printed, and return the file's name."""
        from tipdesk.adapters.system.files import write_whole_file

        write_whole_file(file, print_card(card))
        return file.name
