"""The one door to the cryptographic library: agreement, derivation and authenticated encryption of bytes.

Every primitive is `cryptography`'s own. This module only gives each the narrow shape that the containers and slots
need, so that the public test vectors judge exactly what the product calls. It knows no format and raises no error of
ours: a failed check returns None, and the format that asked says what that means.
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16


def random_bytes(count: int) -> bytes:
    """Return `count` bytes of the operating system's generator, the only source of keys, salts and nonces."""
    return os.urandom(count)


def derive(secret: bytes, *, salt: bytes, info: bytes, length: int = KEY_BYTES) -> bytes:
    """Return `length` bytes by HKDF-SHA256 (RFC 5869); `info` is the label that separates one use from another."""
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def exchange(private: X25519PrivateKey, share: bytes) -> bytes | None:
    """Return the X25519 shared secret (RFC 7748), or None where a share of low order would make it zero."""
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:
        return None


def encrypt(key: bytes, nonce: bytes, plaintext: bytes, associated: bytes = b"") -> bytes:
    """Return ciphertext and tag by ChaCha20-Poly1305 (RFC 8439); the caller uses each pair of key and nonce once."""
    return ChaCha20Poly1305(key).encrypt(nonce, plaintext, associated)


def decrypt(key: bytes, nonce: bytes, ciphertext: bytes, associated: bytes = b"") -> bytes | None:
    """Return the plaintext, or None where the tag does not verify."""
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, ciphertext, associated)
    except InvalidTag:
        return None


def x25519_suite() -> Suite:
    """Return HPKE base mode over X25519, HKDF-SHA256 and ChaCha20-Poly1305 (RFC 9180, KEM 0x0020)."""
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def hybrid_suite() -> Suite:
    """Return HPKE base mode over ML-KEM-768 with X25519, HKDF-SHA256 and ChaCha20-Poly1305 (KEM 0x647a)."""
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
