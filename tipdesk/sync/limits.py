"""Every limit on what comes from outside, in one place.

All are checked before anything is allocated, parsed or decrypted.
"""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes: of a bundle's plaintext, of its file (`sealed`), of a signed document, and so on."""

    plaintext: int = 16 * MIB
    sealed: int = 18 * MIB
    entries: int = 50_000
    entry: int = 4 * MIB
    document: int = 16 * 1024
    receipt: int = 512
    header: int = 16 * 1024 - 1
    salts: int = 4 * MIB
    stick_files: int = 400


LIMITS = Limits()
BUNDLE_AIM = 4 * MIB
"""Bytes of entries a bundle aims at: small enough to send again on a bad link, large enough to compress well."""
