"""How a store is opened again by two of three custodians, after every passphrase that opens it was lost.

    post recover   a slot in waiting, and a request with the store key as it is sealed to recovery
    hq recover     two cards open it and seal it to whoever asked, once the digits were compared
    post recover   the answer opens the store; the officer has new keys, and everybody can see that

One card opens nothing, the secret is dropped after one call, and what a step refuses leaves every slot as it was.
Headquarters' own home is opened the same way, without the detour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.disk import remove
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tipdesk.adapters.keys.slots_file import Slot
    from tipdesk.adapters.keys.stretching import Cost
    from tipdesk.adapters.keys.vault import Opened
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.homes.sessions import Session


def ask_recovery(folder: Path, login: str, passphrase: str, *, cost: Cost | None = None) -> tuple[bytes, str]:
    """Return a locked home's request and the thirty digits to read out.

    Raises UserError `no-home`, and what `begin_recovery` raises.
    """
    from tipdesk.adapters.keys.pending import begin_recovery
    from tipdesk.adapters.keys.signing import fingerprint
    from tipdesk.adapters.system.clock import SystemClock
    from tipdesk.homes.officers import site_words
    from tipdesk.sync.document import RECOVERY, RecoveryRequest, write_payload

    paths = _paths(folder)
    asking = begin_recovery(paths.slots, paths.pending, login, passphrase, site_words=site_words(), cost=cost)
    signing = asking.keys.signing
    request = RecoveryRequest(
        version=1,
        login=asking.login,
        sign_key=signing.public,
        seal_to=asking.seal_to,
        sealed=asking.sealed,
        made_at=SystemClock().now_ms(),
    )
    return write_payload(RECOVERY, request, signing), fingerprint(signing.public)


def answer_by_cards(session: Session, request: bytes, digits: str, shares: Sequence[str]) -> bytes:
    """Return headquarters' answer to a request, once two cards have opened it.

    Raises what `combine` and `answer_recovery` raise, and UserError `other-cards` for cards of another set.
    """
    from tipdesk.services.headquarters.keys.answer_recovery import answer_recovery

    return answer_recovery(session.desk, request, digits, _opener(shares))


def take_answer(folder: Path, answer: bytes, passphrase: str) -> Session:
    """Open a home with the answer and the passphrase that was chosen when it asked; return the session.

    Raises what `end_recovery`, `check_answer` and `who_am_i` raise; then no slot has changed.
    """
    from tipdesk.adapters.keys.pending import end_recovery
    from tipdesk.services.keys.office.check_answer import check_answer
    from tipdesk.sync.document import RECOVERED, RecoveryAnswer, read_payload

    paths = _paths(folder)
    told, _document = read_payload(answer, RECOVERED, RecoveryAnswer)
    opened, slot = end_recovery(paths.slots, paths.pending, passphrase, told.sealed)
    return _enter(paths, opened, slot, lambda session: check_answer(session.desk, answer))


def recover_own(
    folder: Path, login: str, passphrase: str, shares: Sequence[str], *, cost: Cost | None = None
) -> Session:
    """Open headquarters' own home with two cards, for an officer of it, under a new passphrase; return the session.

    Raises what `combine` and `who_am_i` raise, and UserError `other-cards`, `weak-passphrase` or `not-headquarters`.
    """
    from tipdesk.adapters.keys.officer_slot import OfficerKeys, Opened, make_slot, normalise_login
    from tipdesk.adapters.keys.passphrases import check_passphrase, normalise
    from tipdesk.adapters.keys.slots_file import read_slots
    from tipdesk.adapters.keys.stretching import calibrate
    from tipdesk.homes.officers import digits_of, site_words
    from tipdesk.services.headquarters.keys.members import restore_membership
    from tipdesk.services.headquarters.keys.waiting_keys import accept_key, find_waiting_keys

    paths, opener = _paths(folder), _opener(shares)
    slots_file = read_slots(paths.slots)
    opened = Opened(normalise_login(login), opener(slots_file.recovery), OfficerKeys.generate())
    slots_file.check_mac(opened.store_key)
    check_passphrase(passphrase, (*site_words(), opened.login))
    slot = make_slot(slots_file.salt, opened, normalise(passphrase), cost or calibrate())

    def only_here(session: Session) -> None:
        if not session.desk.place.is_headquarters:
            raise UserError("not-headquarters", _("Cards are typed at headquarters alone. Make a request instead."))

    session = _enter(paths, opened, slot, only_here)
    officer, keys = session.desk.actor.officer, opened.officer_keys
    digits = digits_of(session, officer, keys.x25519_public, keys.signing_public)
    for waiting in find_waiting_keys(session.desk):
        if waiting.officer == officer:
            accept_key(session.desk, waiting.seen.id, digits)
    restore_membership(session.desk, opener)
    return session


def _enter(paths: HomePaths, opened: Opened, slot: Slot, check: Callable[[Session], None]) -> Session:
    """Open the store, check whether this is allowed, tell everybody, and only then keep the slot."""
    from tipdesk.adapters.keys.slot_deeds import keep_slot
    from tipdesk.adapters.store.file_lock import file_lock
    from tipdesk.adapters.system.clock import SystemClock
    from tipdesk.homes.officers import keep_code
    from tipdesk.homes.opening import open_with, throttle_of
    from tipdesk.homes.rekeying import LOCK
    from tipdesk.services.audit import note_look
    from tipdesk.services.keys.office.key_events import KeyEvent, note_key_event
    from tipdesk.services.keys.officers.register_key import RECOVERED, NewKeys, register_key

    session = open_with(paths, opened, SystemClock())
    try:
        check(session)
        desk, keys = session.desk, opened.officer_keys
        new = NewKeys(desk.actor.officer, opened.login, keys.x25519_public, keys.signing_public, RECOVERED)
        register_key(desk, new)
        with desk.work() as work:
            note_key_event(desk, work, KeyEvent("recovered", key=keys.signing_public, login=opened.login))
        note_look(desk, "store_recovered", reason=opened.login)
        with file_lock(paths.folder / LOCK):
            keep_slot(paths.slots, opened, slot, drops_code=True)
        remove(paths.pending)
        throttle_of(paths).lift(slot.slot_id)
        keep_code(session, opened, desk.actor.officer)
    except BaseException:
        session.close()
        raise
    return session


def _opener(shares: Sequence[str]) -> Callable[[bytes], bytes]:
    """Return a function that opens a container with the secret on these cards. Raises what `combine` raises."""
    from tipdesk.adapters.keys.age import open_sealed
    from tipdesk.adapters.keys.recovery import Recovery, combine

    identity = Recovery(combine(shares)).identity

    def opener(sealed: bytes) -> bytes:
        try:
            return open_sealed(sealed, identity)
        except Distrust as refusal:
            if refusal.code != "age-no-match":
                raise
            raise UserError(
                "other-cards",
                _("These cards do not open it. It was sealed to another set of cards: bring those of that time."),
            ) from refusal

    return opener


def _paths(folder: Path) -> HomePaths:
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.homes.rekeying import settle_home

    paths = HomePaths(folder.expanduser().absolute())
    if not paths.exists():
        raise UserError("no-home", _("There is no TIPdesk store in this folder."))
    settle_home(paths)
    return paths
