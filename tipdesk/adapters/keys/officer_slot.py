"""One slot: an officer's keys under a passphrase, and the store key under those.

    passphrase --Argon2id--> key --opens--> the officer's {login, X25519, Ed25519} --HPKE--> store key (32 random bytes)

A slot is bound to its file, its officer and its cost. A store key can be sealed to a slot without its passphrase, from
the public half that stands beside it. Which slots a file has, and when they change, is decided in `vault` and
`slot_deeds`.
"""

import hmac
import unicodedata
from dataclasses import dataclass, field
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from tipdesk.adapters.keys.primitives import KEY_BYTES, NONCE_BYTES, decrypt, encrypt, random_bytes, x25519_suite
from tipdesk.adapters.keys.signing import SigningKey
from tipdesk.adapters.keys.slots_file import SLOT_ID_BYTES, Slot, damaged
from tipdesk.adapters.keys.stretching import SALT_BYTES, Cost, stretch
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

_SLOT_LABEL: Final = b"tipdesk slot v1"
_STORE_KEY_LABEL: Final = b"tipdesk store key v1"


@dataclass(frozen=True)
class OfficerKeys:
    """An officer's keys in this home: X25519 to open what is sealed to them, and Ed25519 to sign what they state."""

    x25519_private: bytes = field(repr=False)
    signing: SigningKey

    @classmethod
    def generate(cls) -> "OfficerKeys":
        """Return new keys for an officer who gets a slot."""
        return cls(random_bytes(KEY_BYTES), SigningKey.generate())

    @property
    def x25519_public(self) -> bytes:
        """Return the 32 bytes to which others seal for this officer."""
        return X25519PrivateKey.from_private_bytes(self.x25519_private).public_key().public_bytes_raw()

    @property
    def signing_public(self) -> bytes:
        """Return the 32 bytes with which the officer's signatures are verified."""
        return self.signing.public


@dataclass(frozen=True)
class Opened:
    """What one unlock gives: the officer's login, the store's key, and the officer's own keys.

    It lives as long as the process.
    """

    login: str
    store_key: bytes = field(repr=False)
    officer_keys: OfficerKeys


class _OfficerRow(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    login: str
    x25519_private: bytes
    signing_seed: bytes


def normalise_login(login: str) -> str:
    """Return a login as slots know it: NFKC, case folded, and without outer spaces.

    Raises UserError `officer-needed` where nothing is left.
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).casefold()).strip()
    if not text:
        raise UserError("officer-needed", _("Say which officer unlocks."))
    return text


def slot_id_of(salt: bytes, login: str) -> bytes:
    """Return the opaque id of an officer's slot in the slots file that has this salt."""
    return hmac.digest(salt, normalise_login(login).encode(), "sha256")[:SLOT_ID_BYTES]


def make_slot(salt: bytes, opened: Opened, stretched: bytes, cost: Cost) -> Slot:
    """Return a slot that these bytes open, at this cost.

    `stretched` is what goes into Argon2id: the bytes of a passphrase or of a one-time code.
    """
    keys = opened.officer_keys
    empty = Slot(
        slot_id=slot_id_of(salt, opened.login),
        memory_kib=cost.memory_kib,
        passes=cost.passes,
        lanes=cost.lanes,
        salt=random_bytes(SALT_BYTES),
        nonce=random_bytes(NONCE_BYTES),
        public=keys.x25519_public,
        officer_box=b"",
        store_key_box=b"",
    )
    row = msgspec.msgpack.encode(_OfficerRow(opened.login, keys.x25519_private, keys.signing.seed))
    key = stretch(stretched, empty.salt, cost)
    boxed = msgspec.structs.replace(empty, officer_box=encrypt(key, empty.nonce, row, _bound(salt, empty)))
    return sealed_to_slot(salt, boxed, opened.store_key)


def sealed_to_slot(salt: bytes, slot: Slot, store_key: bytes) -> Slot:
    """Return the slot with this store key sealed to its officer in place of the former one."""
    public = X25519PublicKey.from_public_bytes(slot.public)
    box = x25519_suite().encrypt(store_key, public, _STORE_KEY_LABEL + salt + slot.slot_id)
    return msgspec.structs.replace(slot, store_key_box=box)


def open_box(salt: bytes, slot: Slot, stretched: bytes) -> Opened | None:
    """Return what a slot opens to, or None where these bytes do not open it.

    `stretched` is what goes into Argon2id. Raises Distrust `slots-damaged` where the officer's keys do not open the
    store key.
    """
    box = decrypt(stretch(stretched, slot.salt, slot.cost), slot.nonce, slot.officer_box, _bound(salt, slot))
    if box is None:
        return None
    row = msgspec.msgpack.decode(box, type=_OfficerRow)
    keys = OfficerKeys(row.x25519_private, SigningKey.from_seed(row.signing_seed))
    private = X25519PrivateKey.from_private_bytes(row.x25519_private)
    try:
        store_key = x25519_suite().decrypt(slot.store_key_box, private, _STORE_KEY_LABEL + salt + slot.slot_id)
    except (InvalidTag, ValueError) as error:
        raise damaged() from error
    return Opened(row.login, store_key, keys)


def _bound(salt: bytes, slot: Slot) -> bytes:
    """Return what the officer's box is bound to: this file, this slot, these parameters, and this public half."""
    return msgspec.msgpack.encode(
        [_SLOT_LABEL, salt, slot.slot_id, slot.memory_kib, slot.passes, slot.lanes, slot.salt, slot.nonce, slot.public]
    )
