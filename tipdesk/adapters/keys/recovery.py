"""The one secret behind headquarters, from which root signing key and recovery identity come; it exists only as shares.

Two of three custodians bring it back (SLIP-39, 33 words each). It promises that any two shares suffice and that one
says nothing. It is used at `hq init`, at a keyset rotation and in a recovery, then dropped; printing the cards is
left to others.
"""

from dataclasses import dataclass, field
from typing import Final

from tipdesk.adapters.keys.age_recipients import HybridIdentity
from tipdesk.adapters.keys.primitives import KEY_BYTES, derive, random_bytes
from tipdesk.adapters.keys.signing import SigningKey
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

SHARES: Final = 3
SHARES_NEEDED: Final = 2

_ROOT_INFO: Final = b"tipdesk root signing v1"
_IDENTITY_INFO: Final = b"tipdesk recovery identity v1"


@dataclass(frozen=True)
class Recovery:
    """The 32-byte secret and the two keys that derive from it (HKDF-SHA256, one label each)."""

    secret: bytes = field(repr=False)

    @property
    def root(self) -> SigningKey:
        """The key that signs keysets."""
        return SigningKey.from_seed(derive(self.secret, salt=b"", info=_ROOT_INFO))

    @property
    def identity(self) -> HybridIdentity:
        """The identity to which every store key, bundle and case key is sealed besides its readers."""
        return HybridIdentity(derive(self.secret, salt=b"", info=_IDENTITY_INFO))


def make_recovery() -> Recovery:
    """Return a new secret."""
    return Recovery(random_bytes(KEY_BYTES))


def split(secret: bytes) -> tuple[str, str, str]:
    """Return three shares of 33 words each, any two of which `combine` to the 32-byte secret."""
    from shamir_mnemonic import generate_mnemonics

    if len(secret) != KEY_BYTES:
        raise ValueError("the recovery secret has 32 bytes")
    first, second, third = generate_mnemonics(1, [(SHARES_NEEDED, SHARES)], secret)[0]
    return first, second, third


def combine(shares: tuple[str, ...] | list[str]) -> bytes:
    """Return the secret from two or three shares, whatever their case and spacing.

    Raises:
        UserError: `bad-share` (its place is named, its words are not), `too-few-shares`, `shares-mismatch`.
    """
    from shamir_mnemonic import MnemonicError, Share, combine_mnemonics

    spelt = [" ".join(share.lower().split()) for share in shares]
    read: dict[int, str] = {}
    for place, words in enumerate(spelt, start=1):
        try:
            read.setdefault(Share.from_mnemonic(words).index, words)
        except (MnemonicError, ValueError) as error:
            raise UserError("bad-share", _("Share {place} has a wrong or missing word."), place=place) from error
    if len(read) < SHARES_NEEDED:
        raise UserError("too-few-shares", _("Two different shares are needed."))
    try:
        secrets = {combine_mnemonics(pair) for pair in _pairs(list(read.values()))}
    except MnemonicError as error:
        raise _mismatch() from error
    if len(secrets) != 1 or len(secret := secrets.pop()) != KEY_BYTES:
        raise _mismatch()
    return secret


def _pairs(shares: list[str]) -> list[list[str]]:
    """Return neighbouring pairs: a third share, where given, must agree with the others."""
    return [shares[place : place + SHARES_NEEDED] for place in range(len(shares) - 1)]


def _mismatch() -> UserError:
    return UserError("shares-mismatch", _("These shares do not belong together."))
