"""Every limit on what comes from outside, in one place.

All are checked before anything is allocated, parsed or decrypted.
"""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The limits: sizes in bytes, and the numbers of `entries` in a bundle and of `stick_files` read from a stick.

    `plaintext` is the size of what is inside a bundle, `sealed` that of its file.
    """

    plaintext: int = 16 * MIB
    sealed: int = 18 * MIB
    entries: int = 50_000
    entry: int = 4 * MIB
    document: int = 16 * 1024
    receipt: int = 512
    header: int = 16 * 1024 - 1
    salts: int = 4 * MIB
    stick_files: int = 8_000


LIMITS = Limits()
BUNDLE_AIM = 4 * MIB
"""How many bytes of entries a bundle aims at: few enough to send again on a bad link, enough to compress well."""
