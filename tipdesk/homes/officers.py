"""What is done with the officers of this PC: their slots beside the store, with the entries that tell headquarters.

A passphrase is judged, and the right to do the deed is checked, before anything is written. Entries come before the
slot, so that no slot stands here unknown to anybody, and slots change under the home's file lock alone. The register
and the audit rows are written by `services/keys`, one slot is made in `adapters/keys`, and the key that the store gets
after a removal comes from `rekeying`. `SessionSlots` is what the officers' page asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.adapters.keys.slot_deeds import (
    has_code,
    keep_slot,
    make_code_slot,
    new_officer,
    open_by_code,
    prepare_slot,
)
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.homes.opening import throttle_of, throttled, try_passphrase
from tipdesk.homes.rekeying import LOCK

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.keys.stretching import Cost
    from tipdesk.adapters.keys.vault import Opened
    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import Reader
    from tipdesk.services.keys.officers.officers_here import OfficerLine


def site_words(reader: Reader | None = None) -> frozenset[str]:
    """Return the words of this site that a passphrase may not consist of alone.

    They are those of the country (agencies, districts) and, with a `reader`, those of the directory as the store has
    it.
    """
    from tipdesk.services.keys.unlock.find_site_words import find_site_words

    return find_site_words(load_code_book(), reader)


def judge_passphrase(session: Session, passphrase: str, login: str) -> None:
    """Raise UserError `weak-passphrase` for a passphrase that others might guess."""
    from tipdesk.adapters.keys.passphrases import check_passphrase

    check_passphrase(passphrase, (*_site_words_of(session), login))


def add_officer(session: Session, login: str, passphrase: str, *, cost: Cost | None = None) -> str:
    """Give an officer of the directory a slot here, under the passphrase that they typed; return the thirty digits.

    Raises what `pick_officer` raises, UserError `weak-passphrase` or `officer-has-slot`, and the Distrust and Trouble
    of the slots.
    """
    from tipdesk.services.keys.officers.officers_here import pick_officer
    from tipdesk.services.keys.officers.register_key import ADDED

    picked = pick_officer(session.desk, login)
    added = new_officer(session.opened, picked.login)
    return _give_slot(session, added, picked.officer, passphrase, cost, cause=ADDED)


def reset_officer(session: Session, login: str, passphrase: str, *, cost: Cost | None = None) -> str:
    """Give an officer who forgot the passphrase new keys under another one; return the thirty digits.

    What was sealed to the old keys opens through its other holders until they seal it to the new ones. Raises
    UserErrors as `add_officer` does, `no-slot`, and `own-slot` for oneself.
    """
    from tipdesk.services.keys.officers.register_key import RESET
    from tipdesk.services.permit_authority import permit_authority

    permit_authority(session.desk)
    renewed = new_officer(session.opened, login)
    if renewed.login == session.opened.login:
        raise UserError("own-slot", _("Change your own passphrase instead: you know it."))
    return _give_slot(session, renewed, _known(session, renewed.login), passphrase, cost, cause=RESET)


def _give_slot(session: Session, officer: Opened, row: bytes, passphrase: str, cost: Cost | None, *, cause: str) -> str:
    from tipdesk.services.keys.officers.register_key import ADDED, NewKeys, register_key

    slots, keys = session.paths.slots, officer.officer_keys
    slot = prepare_slot(
        slots,
        session.opened,
        officer,
        passphrase,
        is_new=cause == ADDED,
        site_words=_site_words_of(session),
        cost=cost,
    )
    register_key(session.desk, NewKeys(row, officer.login, keys.x25519_public, keys.signing_public, cause))
    with file_lock(session.paths.folder / LOCK):
        keep_slot(slots, session.opened, slot, drops_code=True)
    throttle_of(session.paths).lift(slot.slot_id)
    keep_code(session, officer, row)
    return digits_of(session, row, keys.x25519_public, keys.signing_public)


def change_passphrase(session: Session, old: str, new: str, *, cost: Cost | None = None) -> None:
    """Put the officer's own keys under another passphrase.

    Raises what `try_passphrase` raises for the old one, and UserError `weak-passphrase` for the new one.
    """
    from tipdesk.services.keys.unlock.noted import note_passphrase

    paths, opened = session.paths, session.opened
    try_passphrase(paths, opened.login, old)
    slot = prepare_slot(paths.slots, opened, opened, new, site_words=_site_words_of(session), cost=cost)
    note_passphrase(session.desk, "passphrase_changed")
    with file_lock(paths.folder / LOCK):
        keep_slot(paths.slots, opened, slot)
    keep_code(session, opened, session.desk.actor.officer)


def open_by_officer_code(
    folder: Path, login: str | None, code: str, passphrase: str, *, cost: Cost | None = None
) -> Session:
    """Unlock with the one-time code that headquarters read out, under a new passphrase; the code is spent.

    Raises what `try_passphrase` raises, and UserError `weak-passphrase` or `misheard-code`.
    """
    from tipdesk.adapters.system.clock import SystemClock
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.homes.opening import open_with
    from tipdesk.services.keys.unlock.noted import note_passphrase

    paths = HomePaths(folder.expanduser().absolute())

    def spend() -> Opened:
        with file_lock(paths.folder / LOCK):
            return open_by_code(paths.slots, login, code, passphrase, site_words=site_words(), cost=cost)

    opened = throttled(paths, login, spend)
    session = open_with(paths, opened, SystemClock())
    note_passphrase(session.desk, "code_used")
    keep_code(session, opened, session.desk.actor.officer)
    return session


def keep_code(session: Session, officer: Opened, row: bytes) -> bool:
    """Make a one-time code for an officer whose keys are open here, unless there is one; tell whether there is one now.

    There is none before headquarters' keys are known, since nobody could read it out.
    """
    from tipdesk.adapters.keys.one_time_code import make_code
    from tipdesk.services.from_headquarters import find_keyset
    from tipdesk.services.keys.unlock.seal_code import seal_code

    with session.desk.read() as reader:
        if find_keyset(reader) is None:
            return False
    if has_code(session.paths.slots, officer.login):
        return True
    code = make_code()
    seal_code(session.desk, row, code)
    with file_lock(session.paths.folder / LOCK):
        make_code_slot(session.paths.slots, officer, code)
    return True


def remove_officer(session: Session, login: str) -> None:
    """Take an officer's slot away and note that the store is due another key, which follows when it is closed.

    Raises what `withdraw_officer` raises, UserError `last-slot`, and Trouble `store-open`, which names who else has the
    store open.
    """
    from tipdesk.adapters.keys.slot_deeds import remove_slots
    from tipdesk.adapters.keys.vault import normalise_login, pick_slot_id
    from tipdesk.services.keys.officers.withdraw_officer import withdraw_officer

    login, paths = normalise_login(login), session.paths
    session.store.presence.refuse_others()
    withdraw_officer(session.desk, login)
    with file_lock(paths.folder / LOCK):
        remove_slots(paths.slots, session.opened, {pick_slot_id(paths.slots, login)})


def lift_tries(session: Session, login: str) -> None:
    """Let an officer try again who was stopped after too many tries. Raises UserError `not-allowed` or `no-slot`."""
    from tipdesk.adapters.keys.vault import normalise_login, pick_slot_id
    from tipdesk.services.keys.unlock.noted import note_passphrase
    from tipdesk.services.permit_authority import permit_authority

    permit_authority(session.desk)
    officer = _known(session, normalise_login(login))
    note_passphrase(session.desk, "tries_lifted", officer)
    throttle_of(session.paths).lift(pick_slot_id(session.paths.slots, login))


def find_officers(session: Session) -> list[OfficerLine]:
    """Return the officers of this PC, each with the digits that wait to be compared and the number of failed tries."""
    from tipdesk.adapters.keys.vault import pick_slot_id
    from tipdesk.services.keys.officers.officers_here import OfficerLine, find_officers_here

    throttle, slots = throttle_of(session.paths), session.paths.slots
    return [
        OfficerLine(
            line,
            digits_of(session, line.officer, *line.key) if line.key else "",
            throttle.failures(pick_slot_id(slots, line.login)) if line.has_slot else 0,
        )
        for line in find_officers_here(session.desk)
    ]


def digits_of(session: Session, officer: bytes, seal_key: bytes, sign_key: bytes) -> str:
    """Return the thirty digits of an officer's keys, to be read out to headquarters."""
    from tipdesk.services.keys.officers.register_key import key_material

    return session.keys.fingerprint(key_material(officer, seal_key, sign_key))


def _known(session: Session, login: str) -> bytes:
    from tipdesk.services.keys.officers.who_am_i import known_logins

    with session.desk.read() as reader:
        officer = known_logins(reader).get(login)
    if officer is None:
        raise UserError("no-slot", _("This officer has no passphrase on this PC."))
    return officer


def _site_words_of(session: Session) -> frozenset[str]:
    with session.desk.read() as reader:
        return site_words(reader)


@dataclass(frozen=True)
class SessionSlots:
    """The officers of an unlocked home, as `ui.officers.slots.Slots` asks for them."""

    session: Session

    def own_officer(self) -> bytes:
        """Return the id of the officer at the keyboard."""
        return self.session.desk.actor.officer

    def own_login(self) -> str:
        """Return the login of the officer at the keyboard."""
        return self.session.opened.login

    def find(self) -> list[OfficerLine]:
        """Return the officers of this PC."""
        return find_officers(self.session)

    def add(self, login: str, passphrase: str) -> str:
        """Give an officer a passphrase here, and return the thirty digits."""
        return add_officer(self.session, login, passphrase)

    def reset(self, login: str, passphrase: str) -> str:
        """Give an officer another passphrase and other keys, and return the thirty digits."""
        return reset_officer(self.session, login, passphrase)

    def change(self, old: str, passphrase: str) -> None:
        """Change the passphrase of the officer at the keyboard."""
        change_passphrase(self.session, old, passphrase)

    def remove(self, login: str) -> None:
        """Take an officer's passphrase away from this PC."""
        remove_officer(self.session, login)

    def lift(self, login: str) -> None:
        """Let an officer try again who was stopped after too many tries."""
        lift_tries(self.session, login)

    def judge(self, passphrase: str, login: str) -> None:
        """Raise UserError `weak-passphrase` for a passphrase that others might guess."""
        judge_passphrase(self.session, passphrase, login)

    def suggest(self) -> str:
        """Return six random words for a new passphrase."""
        from tipdesk.adapters.keys.passphrases import six_words

        return six_words()
