"""The slots of a home: a passphrase opens an officer's keys, and those open the store key.

A wrong passphrase and an unknown officer look and last the same, and an altered file is refused. The file names nobody:
a slot's id is an HMAC of the login under the file's own salt. How one slot is made is in `officer_slot`, and changing
the slots of a home in `slot_deeds`. The callers hold the home's file lock, and throttle tries.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from tipdesk.adapters.keys.age import seal
from tipdesk.adapters.keys.age_recipients import parse_recipient
from tipdesk.adapters.keys.officer_slot import OfficerKeys, Opened, make_slot, normalise_login, open_box, slot_id_of
from tipdesk.adapters.keys.passphrases import check_passphrase, normalise
from tipdesk.adapters.keys.primitives import KEY_BYTES, random_bytes
from tipdesk.adapters.keys.slots_file import VERSION, Slot, SlotsFile, read_slots, write_slots
from tipdesk.adapters.keys.stretching import SALT_BYTES, Cost, calibrate
from tipdesk.domain.errors import UserError
from tipdesk.domain.spoken_code import parse_code
from tipdesk.domain.texts import _

__all__ = [
    "OfficerKeys",
    "Opened",
    "create_slots",
    "has_slot",
    "list_slot_count",
    "normalise_login",
    "open_slot",
    "pick_slot_id",
    "seal_to_recovery",
    "sealed_to_recovery",
]


def create_slots(
    path: Path,
    login: str,
    passphrase: str,
    *,
    recovery: Sequence[str] = (),
    site_words: Collection[str] = (),
    cost: Cost | None = None,
) -> Opened:
    """Make the slots file of a new home, with a new store key and its first officer's slot, and return what that opens.

    `recovery` are age recipients (`age1pq1…`) that get the store key too. `cost` is calibrated on this PC unless given.

    Raises:
        UserError: `weak-passphrase`, `officer-needed`, `slots-exist`, `bad-recipient`.
        Trouble: `disk-full`, `slots-unwritable`, `no-memory`.
    """
    login = normalise_login(login)
    check_passphrase(passphrase, (*site_words, login))
    if path.exists():
        raise UserError("slots-exist", _("There is already a key file in this folder."))
    opened = Opened(login, random_bytes(KEY_BYTES), OfficerKeys.generate())
    salt = random_bytes(SALT_BYTES)
    slot = make_slot(salt, opened, normalise(passphrase), cost or calibrate())
    slots_file = SlotsFile(VERSION, salt, (slot,), (), sealed_to_recovery(opened.store_key, recovery), b"")
    write_slots(path, slots_file.authenticated(opened.store_key))
    return opened


def open_slot(path: Path, login: str | None, passphrase: str) -> Opened:
    """Open an officer's slot, or with login None the only one of the home; takes the calibrated half to one second.

    Raises:
        UserError: `wrong-passphrase`, also for an officer without a slot here; `officer-needed` for None among
            several; `choose-passphrase` for a one-time code that is right; `misheard-code`.
        Distrust: `slots-damaged`, `slots-parameters`, `slots-newer`.
        Trouble: `slots-missing`, `slots-unreadable`, `no-memory`.
    """
    code = parse_code(passphrase)
    slots_file = read_slots(path)
    slots = slots_file.slots if code is None else slots_file.codes
    opened = open_one(slots_file, slots, login, normalise(code or passphrase))
    if code is not None:
        raise UserError("choose-passphrase", _("The code is right. Choose a new passphrase now."))
    return opened


def open_one(slots_file: SlotsFile, slots: Sequence[Slot], login: str | None, stretched: bytes) -> Opened:
    """Open the officer's slot among `slots`, which are slots or codes of the file.

    `stretched` is what goes into Argon2id. Raises UserError `wrong-passphrase` where it does not open the slot or there
    is none, and Distrust `slots-damaged` where the file was altered.
    """
    wanted = _pick(slots_file, login)
    slot = next((slot for slot in slots if slot.slot_id == wanted), None)
    # An unknown officer costs the same work, on some slot, always the same: time tells nobody who has one here.
    known = next((slot for slot in slots_file.slots if slot.slot_id == wanted), None)
    priced = slot or known or slots_file.slots[wanted[0] % len(slots_file.slots)]
    opened = open_box(slots_file.salt, priced, stretched)
    if slot is None or opened is None:
        raise UserError("wrong-passphrase", _("The officer or the passphrase is not right."))
    slots_file.check_mac(opened.store_key)
    return opened


def pick_slot_id(path: Path, login: str | None) -> bytes:
    """Return the id that an officer's slot has here or would have; with login None, that of the only slot.

    Raises UserError `officer-needed` for None among several, and what `read_slots` raises.
    """
    return _pick(read_slots(path), login)


def has_slot(path: Path, login: str) -> bool:
    """Tell whether an officer has a slot here, for those who are unlocked; raises what `read_slots` raises."""
    slots_file = read_slots(path)
    return slot_id_of(slots_file.salt, login) in {slot.slot_id for slot in slots_file.slots}


def seal_to_recovery(path: Path, store_key: bytes, recipients: Sequence[str]) -> None:
    """Seal the store key to these age recipients (`age1pq1…`) in place of the former ones, at grant and rotation.

    Raises:
        UserError: `bad-recipient`.
        Distrust: `slots-damaged`, also where the file is not of this store; `bad-recipient` for an unusable key.
        Trouble: `disk-full`, `slots-unwritable`, `slots-missing`.
    """
    slots_file = read_slots(path)
    slots_file.check_mac(store_key)
    sealed = msgspec.structs.replace(slots_file, recovery=sealed_to_recovery(store_key, recipients))
    write_slots(path, sealed.authenticated(store_key))


def list_slot_count(path: Path) -> int:
    """Return how many officers have a slot here; raises what `read_slots` raises."""
    return len(read_slots(path).slots)


def sealed_to_recovery(store_key: bytes, recipients: Sequence[str]) -> bytes:
    """Return the store key sealed to these recipients, or no bytes where there are none yet."""
    return seal(store_key, [parse_recipient(text) for text in recipients]) if recipients else b""


def _pick(slots_file: SlotsFile, login: str | None) -> bytes:
    if login is not None:
        return slot_id_of(slots_file.salt, login)
    if len(slots_file.slots) > 1:
        raise UserError("officer-needed", _("Say which officer unlocks."))
    return slots_file.slots[0].slot_id
