"""The two native recipients of age that TIPdesk knows: `X25519`, and the post-quantum hybrid `mlkem768x25519`.

A recipient wraps a file key into a stanza, and an identity unwraps it. Both are written as the bech32 strings of the
age tools, so that a key printed here opens there. Bundles, stores and recovery use the hybrid; X25519 is for officers'
own keys, and for containers that other tools made. `age` sees to the file's MAC and payload.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

from tipdesk.adapters.keys import bech32
from tipdesk.adapters.keys.age_header import AgeHeaderError, Stanza, decode_base64, encode_base64
from tipdesk.adapters.keys.primitives import (
    KEY_BYTES,
    NONCE_BYTES,
    TAG_BYTES,
    decrypt,
    derive,
    encrypt,
    exchange,
    hybrid_suite,
    random_bytes,
)
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.texts import _

FILE_KEY_BYTES: Final = 16
HYBRID_SHARE_BYTES: Final = 1120

_X25519: Final = "X25519"
_HYBRID: Final = "mlkem768x25519"
_X25519_LABEL: Final = b"age-encryption.org/v1/X25519"
_HYBRID_LABEL: Final = b"age-encryption.org/mlkem768x25519"
_MLKEM_SEED_BYTES: Final = 64
_MLKEM_PUBLIC_BYTES: Final = 1184
# The wrapping key is fresh for every stanza, so the specification fixes the nonce.
_ZERO_NONCE: Final = bytes(NONCE_BYTES)


@dataclass(frozen=True)
class X25519Recipient:
    """An X25519 public key, written `age1…`."""

    public: bytes

    def __str__(self) -> str:
        return bech32.encode("age", self.public)

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza that carries the file key to this recipient.

        Raises Distrust `bad-recipient` for a key of low order.
        """
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        secret = exchange(ephemeral, self.public)
        if secret is None:
            raise Distrust("bad-recipient", _("A key to seal to is not a usable public key."))
        key = derive(secret, salt=share + self.public, info=_X25519_LABEL)
        return Stanza((_X25519, encode_base64(share).decode()), encrypt(key, _ZERO_NONCE, file_key))


@dataclass(frozen=True)
class X25519Identity:
    """An X25519 private key, written `AGE-SECRET-KEY-1…`."""

    secret: bytes = field(repr=False)

    @property
    def recipient(self) -> X25519Recipient:
        """Return the public half of this identity."""
        return X25519Recipient(X25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw())

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None where the stanza is somebody else's.

        Raises AgeHeaderError for a stanza that is forged.
        """
        share = _share(stanza, _X25519, KEY_BYTES)
        if share is None:
            return None
        secret = exchange(X25519PrivateKey.from_private_bytes(self.secret), share)
        if secret is None:
            raise AgeHeaderError
        key = derive(secret, salt=share + self.recipient.public, info=_X25519_LABEL)
        return decrypt(key, _ZERO_NONCE, stanza.body)


@dataclass(frozen=True)
class HybridRecipient:
    """An ML-KEM-768 and an X25519 public key, written `age1pq1…`: both must fall before a container opens."""

    public: bytes

    def __str__(self) -> str:
        return bech32.encode("age1pq", self.public)

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza that carries the file key to this recipient.

        Raises Distrust `bad-recipient` for an unusable key.
        """
        try:
            public = MLKEM768X25519PublicKey(
                MLKEM768PublicKey.from_public_bytes(self.public[:_MLKEM_PUBLIC_BYTES]),
                X25519PublicKey.from_public_bytes(self.public[_MLKEM_PUBLIC_BYTES:]),
            )
            wrapped = hybrid_suite().encrypt(file_key, public, _HYBRID_LABEL)
        except ValueError as error:
            raise Distrust("bad-recipient", _("A key to seal to is not a usable public key.")) from error
        share, body = wrapped[:HYBRID_SHARE_BYTES], wrapped[HYBRID_SHARE_BYTES:]
        return Stanza((_HYBRID, encode_base64(share).decode()), body)


@dataclass(frozen=True)
class HybridIdentity:
    """The 32-byte seed of an ML-KEM-768 and an X25519 private key, written `AGE-SECRET-KEY-PQ-1…`."""

    secret: bytes = field(repr=False)

    def _halves(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        """Return both private keys, expanded from the seed by SHAKE256 (HPKE post-quantum draft, KEM 0x647a)."""
        expanded = hashlib.shake_256(self.secret).digest(_MLKEM_SEED_BYTES + KEY_BYTES)
        return (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_BYTES]),
            X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_BYTES:]),
        )

    @property
    def recipient(self) -> HybridRecipient:
        """Return the public half of this identity."""
        kem, curve = self._halves()
        return HybridRecipient(kem.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw())

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None where the stanza is somebody else's.

        Raises AgeHeaderError for a stanza that is forged.
        """
        share = _share(stanza, _HYBRID, HYBRID_SHARE_BYTES)
        if share is None:
            return None
        kem, curve = self._halves()
        # HPKE answers a low-order share like any stanza of somebody else: only the exchange itself tells a forgery.
        if exchange(curve, share[-KEY_BYTES:]) is None:
            raise AgeHeaderError
        try:
            return hybrid_suite().decrypt(share + stanza.body, MLKEM768X25519PrivateKey(kem, curve), _HYBRID_LABEL)
        except (InvalidTag, ValueError):
            return None


Recipient = X25519Recipient | HybridRecipient
Identity = X25519Identity | HybridIdentity


def _share(stanza: Stanza, kind: str, length: int) -> bytes | None:
    """Return the share in a stanza of this kind, or None where the stanza is of another kind.

    Raises AgeHeaderError where the stanza is malformed.
    """
    if stanza.arguments[0] != kind:
        return None
    match stanza.arguments:
        case (_, text):
            share = decode_base64(text.encode())
        case _:
            raise AgeHeaderError
    if len(share) != length or len(stanza.body) != FILE_KEY_BYTES + TAG_BYTES:
        raise AgeHeaderError
    return share


def generate_identity() -> HybridIdentity:
    """Return a new post-quantum identity with a random seed."""
    return HybridIdentity(random_bytes(KEY_BYTES))


def parse_recipient(text: str) -> Recipient:
    """Return the recipient written as `age1…` or `age1pq1…`; raises UserError `bad-recipient` for anything else."""
    prefix, payload = _decoded(text)
    match prefix, len(payload):
        case "age", 32:
            return X25519Recipient(payload)
        case "age1pq", 1216:
            return HybridRecipient(payload)
    raise UserError("bad-recipient", _("This is not a public key to seal to (age1…)."))


def parse_identity(text: str) -> Identity:
    """Return the identity written as `AGE-SECRET-KEY-…`; raises UserError `bad-identity` for anything else."""
    prefix, payload = _decoded(text)
    match prefix, len(payload):
        case "AGE-SECRET-KEY-", 32:
            return X25519Identity(payload)
        case "AGE-SECRET-KEY-PQ-", 32:
            return HybridIdentity(payload)
    raise UserError("bad-identity", _("This is not a secret key to open with (AGE-SECRET-KEY-…)."))


def _decoded(text: str) -> tuple[str, bytes]:
    """Return the prefix and the payload of a key written as text, both empty where it is none."""
    try:
        return bech32.decode(text.strip())
    except ValueError:
        return "", b""


def format_identity(identity: Identity) -> str:
    """Return the secret string of an identity.

    This is a function and not `str()`, so that no log line prints a secret by chance.
    """
    kind = "AGE-SECRET-KEY-PQ-" if isinstance(identity, HybridIdentity) else "AGE-SECRET-KEY-"
    return bech32.encode(kind, identity.secret)
