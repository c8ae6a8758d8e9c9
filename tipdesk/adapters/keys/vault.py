"""The slots of a home: a passphrase opens an officer's keys, and those open the store key.

    passphrase --Argon2id--> key --opens--> the officer's {login, X25519, Ed25519} --HPKE--> store key (32 random bytes)

It promises that a wrong passphrase and an unknown officer look and last the same, that an altered file is refused,
and that the file names nobody: a slot's id is an HMAC of the login under the file's own salt. The home's file lock,
the throttle and the database that the store key opens are left to the callers.
"""

import hmac
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from tipdesk.adapters.keys.age import open_sealed, seal
from tipdesk.adapters.keys.age_recipients import Identity, parse_recipient
from tipdesk.adapters.keys.passphrases import check_passphrase, normalise
from tipdesk.adapters.keys.primitives import KEY_BYTES, NONCE_BYTES, decrypt, encrypt, random_bytes, x25519_suite
from tipdesk.adapters.keys.signing import SigningKey
from tipdesk.adapters.keys.slots_file import SLOT_ID_BYTES, VERSION, Slot, SlotsFile, damaged, read_slots, write_slots
from tipdesk.adapters.keys.stretching import SALT_BYTES, Cost, calibrate, check_cost, stretch
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

_SLOT_LABEL: Final = b"tipdesk slot v1"
_STORE_KEY_LABEL: Final = b"tipdesk store key v1"


@dataclass(frozen=True)
class OfficerKeys:
    """An officer's keys in this home: X25519 to open what is sealed to them, Ed25519 to sign what they state."""

    x25519_private: bytes = field(repr=False)
    signing: SigningKey

    @classmethod
    def generate(cls) -> "OfficerKeys":
        """Return new keys for an officer who gets a slot."""
        return cls(random_bytes(KEY_BYTES), SigningKey.generate())

    @property
    def x25519_public(self) -> bytes:
        """The 32 bytes to seal to."""
        return X25519PrivateKey.from_private_bytes(self.x25519_private).public_key().public_bytes_raw()

    @property
    def signing_public(self) -> bytes:
        """The 32 bytes to verify the officer's signatures with."""
        return self.signing.public


@dataclass(frozen=True)
class Opened:
    """What one unlock yields: who, the store's key, and the officer's own. It lives as long as the process."""

    login: str
    store_key: bytes = field(repr=False)
    officer_keys: OfficerKeys


class _OfficerRow(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    login: str
    x25519_private: bytes
    signing_seed: bytes


def normalise_login(login: str) -> str:
    """Return a login as slots know it: NFKC, case folded, without outer spaces; UserError `officer-needed` if empty."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).casefold()).strip()
    if not text:
        raise UserError("officer-needed", _("Say which officer unlocks."))
    return text


def create_slots(
    path: Path,
    login: str,
    passphrase: str,
    *,
    recovery: Sequence[str] = (),
    site_words: Collection[str] = (),
    cost: Cost | None = None,
) -> Opened:
    """Make the slots file of a new home, with a new store key and its first officer's slot.

    `recovery` are age recipients (`age1pq1…`) that get the store key too; `cost` is calibrated on this PC unless given.

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
    slot = _make_slot(salt, opened, passphrase, cost or calibrate())
    slots_file = SlotsFile(VERSION, salt, (slot,), _sealed_to_recovery(opened.store_key, recovery), b"")
    write_slots(path, slots_file.authenticated(opened.store_key))
    return opened


def open_slot(path: Path, login: str | None, passphrase: str) -> Opened:
    """Open an officer's slot; with login None the only one of the home. Takes the calibrated half to one second.

    Raises:
        UserError: `wrong-passphrase`, also for an officer without a slot here; `officer-needed` for None among several.
        Distrust: `slots-damaged`, `slots-parameters`, `slots-newer`.
        Trouble: `slots-missing`, `slots-unreadable`, `no-memory`.
    """
    slots_file = read_slots(path)
    slot = _find_slot(slots_file, login)
    # An unknown officer costs the same work, on the first slot, so that time tells nobody who has a slot here.
    priced = slot or slots_file.slots[0]
    key = stretch(normalise(passphrase), priced.salt, priced.cost)
    box = decrypt(key, slot.nonce, slot.officer_box, _bound(slots_file.salt, slot)) if slot else None
    if slot is None or box is None:
        raise UserError("wrong-passphrase", _("The officer or the passphrase is not right."))
    opened = _opened(slots_file.salt, slot, box)
    slots_file.check_mac(opened.store_key)
    return opened


def add_slot(
    path: Path,
    opened: Opened,
    login: str,
    passphrase: str,
    *,
    site_words: Collection[str] = (),
    cost: Cost | None = None,
) -> Opened:
    """Add a slot for another officer, who typed the passphrase, while `opened` authorises; return the new officer's.

    Raises:
        UserError: `weak-passphrase`, `officer-needed`, `officer-has-slot`.
        Distrust: `slots-damaged`, also where the file is not of the store that is open.
        Trouble: as `create_slots`.
    """
    login = normalise_login(login)
    check_passphrase(passphrase, (*site_words, login))
    slots_file = read_slots(path)
    slots_file.check_mac(opened.store_key)
    if _find_slot(slots_file, login):
        raise UserError("officer-has-slot", _("This officer already has a passphrase on this PC."))
    added = Opened(login, opened.store_key, OfficerKeys.generate())
    slot = _make_slot(slots_file.salt, added, passphrase, cost or calibrate())
    larger = msgspec.structs.replace(slots_file, slots=(*slots_file.slots, slot))
    write_slots(path, larger.authenticated(opened.store_key))
    return added


def seal_to_recovery(path: Path, store_key: bytes, recipients: Sequence[str]) -> None:
    """Seal the store key to these age recipients (`age1pq1…`) in place of the former: at grant and rotation.

    Raises:
        UserError: `bad-recipient`.
        Distrust: `slots-damaged`, also where the file is not of this store; `bad-recipient` for an unusable key.
        Trouble: `disk-full`, `slots-unwritable`, `slots-missing`.
    """
    slots_file = read_slots(path)
    slots_file.check_mac(store_key)
    sealed = msgspec.structs.replace(slots_file, recovery=_sealed_to_recovery(store_key, recipients))
    write_slots(path, sealed.authenticated(store_key))


def open_by_recovery(path: Path, identity: Identity) -> bytes:
    """Return the store key by the recovery identity, when no passphrase is known any more.

    Raises:
        Distrust: an `age-…` refusal (`age-header` where nothing was sealed to recovery yet), `slots-damaged`.
        Trouble: `slots-missing`, `slots-unreadable`.
    """
    slots_file = read_slots(path)
    store_key = open_sealed(slots_file.recovery, identity)
    slots_file.check_mac(store_key)
    return store_key


def list_slot_count(path: Path) -> int:
    """Return how many officers have a slot here; raises as `open_slot` does."""
    return len(read_slots(path).slots)


def has_recovery(path: Path) -> bool:
    """Return whether the store key is sealed to recovery; until then the shell says so. Raises as `open_slot` does."""
    return bool(read_slots(path).recovery)


def _slot_id(salt: bytes, login: str) -> bytes:
    return hmac.digest(salt, login.encode(), "sha256")[:SLOT_ID_BYTES]


def _find_slot(slots_file: SlotsFile, login: str | None) -> Slot | None:
    if login is None:
        if len(slots_file.slots) > 1:
            raise UserError("officer-needed", _("Say which officer unlocks."))
        return slots_file.slots[0]
    wanted = _slot_id(slots_file.salt, normalise_login(login))
    return next((slot for slot in slots_file.slots if hmac.compare_digest(slot.slot_id, wanted)), None)


def _bound(salt: bytes, slot: Slot) -> bytes:
    """Return what the officer's box is bound to: this file, this slot, these parameters."""
    return msgspec.msgpack.encode(
        [_SLOT_LABEL, salt, slot.slot_id, slot.memory_kib, slot.passes, slot.lanes, slot.salt, slot.nonce]
    )


def _make_slot(salt: bytes, opened: Opened, passphrase: str, cost: Cost) -> Slot:
    check_cost(cost)
    keys = opened.officer_keys
    empty = Slot(
        slot_id=_slot_id(salt, opened.login),
        memory_kib=cost.memory_kib,
        passes=cost.passes,
        lanes=cost.lanes,
        salt=random_bytes(SALT_BYTES),
        nonce=random_bytes(NONCE_BYTES),
        officer_box=b"",
        store_key_box=b"",
    )
    row = msgspec.msgpack.encode(_OfficerRow(opened.login, keys.x25519_private, keys.signing.seed))
    key = stretch(normalise(passphrase), empty.salt, cost)
    public = X25519PublicKey.from_public_bytes(keys.x25519_public)
    return msgspec.structs.replace(
        empty,
        officer_box=encrypt(key, empty.nonce, row, _bound(salt, empty)),
        store_key_box=x25519_suite().encrypt(opened.store_key, public, _STORE_KEY_LABEL + salt + empty.slot_id),
    )


def _opened(salt: bytes, slot: Slot, box: bytes) -> Opened:
    row = msgspec.msgpack.decode(box, type=_OfficerRow)
    private = X25519PrivateKey.from_private_bytes(row.x25519_private)
    try:
        store_key = x25519_suite().decrypt(slot.store_key_box, private, _STORE_KEY_LABEL + salt + slot.slot_id)
    except (InvalidTag, ValueError) as error:
        raise damaged() from error
    return Opened(row.login, store_key, OfficerKeys(row.x25519_private, SigningKey.from_seed(row.signing_seed)))


def _sealed_to_recovery(store_key: bytes, recipients: Sequence[str]) -> bytes:
    return seal(store_key, [parse_recipient(text) for text in recipients]) if recipients else b""
