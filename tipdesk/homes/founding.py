"""How homes begin: a post's with its first officer, or headquarters' with root, recovery shares and authority.

A new home records at once; a post is enrolled later, when headquarters' grant comes. What else the first run asks is in
`first_run`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.adapters.system.clock import SystemClock, SystemIds
from tipdesk.adapters.system.paths import prepare_home
from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.homes.cards import keep_cards, make_cards
from tipdesk.homes.sessions import Session, session_of, surroundings
from tipdesk.services.desk import Actor

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.keys.recovery import Recovery
    from tipdesk.adapters.keys.stretching import Cost
    from tipdesk.services.documents.recovery_card import RecoveryCard
    from tipdesk.services.headquarters.keys.found_headquarters import Foundation


@dataclass(frozen=True)
class Founded:
    """A new headquarters: its session, the root key's fingerprint, and its custodians' cards, kept until taken."""

    session: Session
    fingerprint: str
    cards: tuple[RecoveryCard, ...]


def make_post(
    folder: Path, login: str, passphrase: str, *, clock: SystemClock | None = None, cost: Cost | None = None
) -> Session:
    """Make the home of a post with its first officer, and return its session.

    It records at once; the grant comes later. `cost` is that of stretching the passphrase: it is measured on this PC
    unless it is given, and never below the floor. Raises UserError `home-exists`, `weak-passphrase` or `bad-text`.
    """
    return _make(folder, login, passphrase, clock or SystemClock(), cost, is_headquarters=False)


def make_headquarters(
    folder: Path,
    name: str,
    login: str,
    passphrase: str,
    *,
    url: str = "",
    clock: SystemClock | None = None,
    cost: Cost | None = None,
) -> Founded:
    """Make headquarters' home: root and recovery as three shares, keyset, authority, first officer.

    `url` is the address at which posts reach it; `clock` and `cost` are the same as for `make_post`.
    """
    from tipdesk.adapters.keys.recovery import make_recovery, split
    from tipdesk.services.headquarters.keys.found_headquarters import found_headquarters

    refuse_hidden(name)
    session = _make(folder, login, passphrase, clock or SystemClock(), cost, is_headquarters=True)
    recovery = make_recovery()
    foundation, shares = _foundation(name, url, session, recovery), split(recovery.secret)
    keep_cards(session.paths, session.desk, shares, recovery.root.public)
    fingerprint = found_headquarters(session.desk, foundation)
    session.seal_to_recovery()
    session.refresh_actor()
    return Founded(session, fingerprint, make_cards(session, shares, recovery.root.public))


def _foundation(name: str, url: str, session: Session, recovery: Recovery) -> Foundation:
    """Return what headquarters is founded with; certificates and the case unit's key are made here."""
    from tipdesk.adapters.keys.age import seal
    from tipdesk.adapters.keys.age_recipients import X25519Recipient, format_identity, generate_identity
    from tipdesk.adapters.keys.certificates import make_certificates
    from tipdesk.services.headquarters.keys.found_headquarters import Foundation
    from tipdesk.sync.codec import encode_plain

    certificates, unit = make_certificates(), generate_identity()
    officer = session.opened.officer_keys
    secret = format_identity(unit).encode()
    sealed = (seal(secret, [X25519Recipient(officer.x25519_public)]), seal(secret, [recovery.identity.recipient]))
    return Foundation(
        name=name,
        url=url,
        root=recovery.root,
        recovery=str(recovery.identity.recipient),
        case_unit=str(unit.recipient),
        case_unit_sealed=sealed,
        authority=certificates.authority,
        server=encode_plain((certificates.certificate, certificates.key, certificates.authority_key)),
    )


def _make(
    folder: Path, login: str, passphrase: str, clock: SystemClock, cost: Cost | None, *, is_headquarters: bool
) -> Session:
    from tipdesk.adapters.keys.ring import KeyRing
    from tipdesk.adapters.keys.signing import DeviceKeys
    from tipdesk.adapters.keys.vault import create_slots
    from tipdesk.adapters.store.store import Store
    from tipdesk.homes.attending import give_report_key
    from tipdesk.homes.officers import site_words
    from tipdesk.services.keys.officers.who_am_i import know_officer
    from tipdesk.services.remembered.here import DEVICE_KEYS

    refuse_hidden(login)
    paths = prepare_home(folder)
    if paths.exists():
        raise UserError("home-exists", _("There is a TIPdesk store in this folder already."))
    opened = create_slots(paths.slots, login, passphrase, site_words=site_words(), cost=cost)
    ids, keys = SystemIds(clock), KeyRing(DeviceKeys.generate())
    store = Store.create(
        paths.folder,
        opened.store_key,
        surroundings(keys, clock),
        device=keys.device.device_id,
        log=ids.noise(16),
        is_headquarters=is_headquarters,
    )
    officer = ids.new_id()
    with store.work(Actor(officer, opened.login, frozenset())) as work:
        DEVICE_KEYS.keep(work, keys.device.to_bytes())
        know_officer(work, opened.login, officer)
        give_report_key(work)
    return session_of(paths, store, opened, keys, clock)
