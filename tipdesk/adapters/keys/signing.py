"""Ed25519 signatures, a device's own keys, and the thirty digits that people compare.

Exact bytes are signed and verified; what goes before the payload (the DSSE pre-authentication encoding) belongs to the
envelope in `sync`. A malformed key or signature is simply not valid, and never an exception.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tipdesk.adapters.keys.age_recipients import HybridIdentity, generate_identity
from tipdesk.adapters.keys.primitives import KEY_BYTES, random_bytes
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _

DEVICE_ID_BYTES: Final = 16

_DIGITS: Final = 30
_GROUP: Final = 5
_FINGERPRINT_LABEL: Final = b"tipdesk fingerprint v1"
_DEVICE_KEYS_VERSION: Final = 1


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 private key (RFC 8032), held as its 32-byte seed."""

    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "SigningKey":
        """Return a new key with a random seed."""
        return cls(random_bytes(KEY_BYTES))

    @classmethod
    def from_seed(cls, seed: bytes) -> "SigningKey":
        """Return the key of a 32-byte seed; raises ValueError for another length."""
        if len(seed) != KEY_BYTES:
            raise ValueError("an Ed25519 seed has 32 bytes")
        return cls(seed)

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public(self) -> bytes:
        """Return the 32-byte public key."""
        return self._private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature of exactly these bytes."""
        return self._private.sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether the signature over these bytes is by this public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def device_id(public: bytes) -> bytes:
    """Return a device's id: the first 16 bytes of SHA-256 of its public signing key."""
    return hashlib.sha256(public).digest()[:DEVICE_ID_BYTES]


class _DeviceKeysRow(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    version: int
    signing_seed: bytes
    age_secret: bytes


@dataclass(frozen=True)
class DeviceKeys:
    """A device's two key pairs: Ed25519 to sign heads and bundles, and hybrid age to open what is sealed to it."""

    signing: SigningKey
    identity: HybridIdentity

    @classmethod
    def generate(cls) -> "DeviceKeys":
        """Return a new device's keys; they are made on the PC and never leave its store."""
        return cls(SigningKey.generate(), generate_identity())

    @property
    def device_id(self) -> bytes:
        """Return the device's id, 16 bytes."""
        return device_id(self.signing.public)

    def to_bytes(self) -> bytes:
        """Return both secrets as versioned MessagePack, for a row inside the encrypted store."""
        return msgspec.msgpack.encode(_DeviceKeysRow(_DEVICE_KEYS_VERSION, self.signing.seed, self.identity.secret))

    @classmethod
    def from_bytes(cls, stored: bytes) -> "DeviceKeys":
        """Return the keys that `to_bytes` wrote; raises Distrust `device-keys-damaged` for anything else."""
        try:
            row = msgspec.msgpack.decode(stored, type=_DeviceKeysRow)
        except msgspec.MsgspecError as error:
            raise _damaged() from error
        secrets_lengths = {len(row.signing_seed), len(row.age_secret)}
        if row.version != _DEVICE_KEYS_VERSION or secrets_lengths != {KEY_BYTES}:
            raise _damaged()
        return cls(SigningKey.from_seed(row.signing_seed), HybridIdentity(row.age_secret))


def _damaged() -> Distrust:
    return Distrust("device-keys-damaged", _("This device's own keys in the store are damaged."))


def fingerprint(public_material: bytes) -> str:
    """Return thirty decimal digits in six groups of five (about 99 bits) that two people compare."""
    digest = hashlib.sha256(_FINGERPRINT_LABEL + b"\x00" + public_material).digest()
    digits = f"{int.from_bytes(digest, 'big') % 10**_DIGITS:0{_DIGITS}d}"
    return " ".join(digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))


def same_fingerprint(one: str, other: str) -> bool:
    """Tell, in constant time, whether both texts are the same thirty digits, spaces aside."""
    left, right = ("".join(text.split()).encode() for text in (one, other))
    return len(left) == _DIGITS and hmac.compare_digest(left, right)
