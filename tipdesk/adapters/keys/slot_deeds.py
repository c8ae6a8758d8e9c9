"""Changing the slots of a home: a further officer, new keys, another passphrase, a one-time code, another store key.

Each deed is one write of the whole file, is done only by a holder of the store key, and leaves the file as it was where
it is refused. Who may do what, the entries that tell headquarters, and the home's file lock are the callers' business.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from tipdesk.adapters.keys.officer_slot import (
    OfficerKeys,
    Opened,
    make_slot,
    normalise_login,
    sealed_to_slot,
    slot_id_of,
)
from tipdesk.adapters.keys.passphrases import check_passphrase, normalise
from tipdesk.adapters.keys.slots_file import Slot, SlotsFile, read_slots, write_slots
from tipdesk.adapters.keys.stretching import Cost, calibrate
from tipdesk.adapters.keys.vault import open_one, sealed_to_recovery
from tipdesk.domain.errors import UserError
from tipdesk.domain.spoken_code import parse_code
from tipdesk.domain.texts import _


def prepare_slot(
    path: Path,
    opened: Opened,
    officer: Opened,
    passphrase: str,
    *,
    is_new: bool = False,
    site_words: Collection[str] = (),
    cost: Cost | None = None,
) -> Slot:
    """Return a slot for an officer under a passphrase they typed, authorised by `opened`; nothing is written yet.

    `is_new` says whether the officer must have no slot here yet, or must have one. This takes half to one second, and
    more where the cost must be calibrated.

    Raises:
        UserError: `weak-passphrase`; `officer-has-slot` or `no-slot`, as `is_new` says.
        Distrust: `slots-damaged`, also where the file is not of the store that is open.
        Trouble: `slots-missing`, `slots-unreadable`, `no-memory`.
    """
    slots_file = _read_own(path, opened)
    if not is_new:
        need_slot(slots_file, slot_id_of(slots_file.salt, officer.login))
    elif slot_id_of(slots_file.salt, officer.login) in {slot.slot_id for slot in slots_file.slots}:
        raise UserError("officer-has-slot", _("This officer already has a passphrase on this PC."))
    return slot_for(slots_file, officer, passphrase, site_words, cost)


def keep_slot(path: Path, opened: Opened, slot: Slot, *, drops_code: bool = False) -> None:
    """Write a prepared slot in place of the officer's former one, or beside the others where there was none.

    With `drops_code`, the officer's one-time code goes too, since it opens the keys that are replaced. Raises Distrust
    `slots-damaged`, and Trouble `disk-full` or `slots-unwritable`.
    """
    slots_file = _read_own(path, opened)
    if drops_code:
        slots_file = msgspec.structs.replace(slots_file, codes=_others(slots_file.codes, slot.slot_id))
    _keep(path, opened, slots_file, slot)


def make_code_slot(path: Path, opened: Opened, code: str) -> None:
    """Let a one-time code open the officer's keys, in place of any former code; `opened` are the officer's own keys.

    It costs what the officer's passphrase costs, so that a try of one takes as long as a try of the other. Raises
    UserError `no-slot` where the officer has no slot.
    """
    slots_file = _read_own(path, opened)
    own = need_slot(slots_file, slot_id_of(slots_file.salt, opened.login))
    slot = make_slot(slots_file.salt, opened, normalise(parse_code(code) or code), own.cost)
    codes = (*_others(slots_file.codes, slot.slot_id), slot)
    write_slots(path, msgspec.structs.replace(slots_file, codes=codes).authenticated(opened.store_key))


def has_code(path: Path, login: str) -> bool:
    """Tell whether an unspent one-time code stands for this officer."""
    slots_file = read_slots(path)
    return slot_id_of(slots_file.salt, login) in {slot.slot_id for slot in slots_file.codes}


def open_by_code(
    path: Path,
    login: str | None,
    code: str,
    passphrase: str,
    *,
    site_words: Collection[str] = (),
    cost: Cost | None = None,
) -> Opened:
    """Open an officer's slot by their one-time code, and put it under a new passphrase; the code is spent with it.

    Raises:
        UserError: `wrong-passphrase`, `misheard-code`, `weak-passphrase` (nothing is spent), `officer-needed`.
        Distrust, Trouble: what `open_slot` and `prepare_slot` raise.
    """
    slots_file = read_slots(path)
    opened = open_one(slots_file, slots_file.codes, login, normalise(parse_code(code) or code))
    slot = slot_for(slots_file, opened, passphrase, site_words, cost)
    spent = msgspec.structs.replace(slots_file, codes=_others(slots_file.codes, slot.slot_id))
    _keep(path, opened, spent, slot)
    return opened


def remove_slots(path: Path, opened: Opened, slot_ids: Collection[bytes]) -> None:
    """Remove slots and their codes; the store keeps its key until `rekeyed_slots`.

    Raises UserError `last-slot` where none would be left.
    """
    slots_file = _read_own(path, opened)
    write_slots(path, without_slots(slots_file, slot_ids).authenticated(opened.store_key))


def rekeyed_slots(
    slots_file: SlotsFile, new_key: bytes, recipients: Sequence[str], publics: Collection[bytes]
) -> SlotsFile:
    """Return the file for another store key, sealed to recovery and to each officer whose public key is known.

    A slot whose public key is not among `publics` is not carried over, since somebody who held the old store key could
    have put it there. Raises UserError `last-slot` where none would be left.
    """
    strangers = {slot.slot_id for slot in slots_file.slots if slot.public not in publics}
    strangers |= {slot.slot_id for slot in slots_file.codes if slot.public not in publics}
    kept = without_slots(slots_file, strangers)
    salt = kept.salt
    sealed = msgspec.structs.replace(
        kept,
        slots=tuple(sealed_to_slot(salt, slot, new_key) for slot in kept.slots),
        codes=tuple(sealed_to_slot(salt, slot, new_key) for slot in kept.codes),
        recovery=sealed_to_recovery(new_key, recipients),
    )
    return sealed.authenticated(new_key)


def without_slots(slots_file: SlotsFile, slot_ids: Collection[bytes]) -> SlotsFile:
    """Return the file without these slots and their codes; raises UserError `last-slot` where none would be left."""
    slots = tuple(slot for slot in slots_file.slots if slot.slot_id not in slot_ids)
    if not slots:
        raise UserError("last-slot", _("The last officer of a PC cannot be removed."))
    codes = tuple(slot for slot in slots_file.codes if slot.slot_id not in slot_ids)
    left = {slot.slot_id for slot in slots}
    return msgspec.structs.replace(slots_file, slots=slots, codes=tuple(one for one in codes if one.slot_id in left))


def need_slot(slots_file: SlotsFile, slot_id: bytes) -> Slot:
    """Return the slot that has this id; raises UserError `no-slot` where there is none."""
    for slot in slots_file.slots:
        if slot.slot_id == slot_id:
            return slot
    raise UserError("no-slot", _("This officer has no passphrase on this PC."))


def new_officer(opened: Opened, login: str) -> Opened:
    """Return an officer of this store with new keys, for `prepare_slot`.

    Raises UserError `officer-needed` where the login is empty.
    """
    return Opened(normalise_login(login), opened.store_key, OfficerKeys.generate())


def slot_for(
    slots_file: SlotsFile, officer: Opened, passphrase: str, site_words: Collection[str], cost: Cost | None
) -> Slot:
    """Return a slot of this file under a passphrase that an officer chose.

    The cost is calibrated on this PC unless given. Raises UserError `weak-passphrase`.
    """
    check_passphrase(passphrase, (*site_words, officer.login))
    return make_slot(slots_file.salt, officer, normalise(passphrase), cost or calibrate())


def _read_own(path: Path, opened: Opened) -> SlotsFile:
    slots_file = read_slots(path)
    slots_file.check_mac(opened.store_key)
    return slots_file


def _keep(path: Path, opened: Opened, slots_file: SlotsFile, slot: Slot) -> None:
    """Write the file with this slot in the place of its officer's, or at the end."""
    slots = {one.slot_id: one for one in slots_file.slots} | {slot.slot_id: slot}
    write_slots(path, msgspec.structs.replace(slots_file, slots=tuple(slots.values())).authenticated(opened.store_key))


def _others(slots: Sequence[Slot], slot_id: bytes) -> tuple[Slot, ...]:
    return tuple(slot for slot in slots if slot.slot_id != slot_id)
