"""The one secret behind headquarters, of which root key and recovery identity are made; it exists only as shares.

Two of three custodians bring it back (SLIP-39, 33 words each): any two shares suffice, and one says nothing. It is used
at `hq init`, at a keyset rotation and in a recovery, and then dropped. The cards are printed by
`adapters/documents/recovery_card`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tipdesk.adapters.keys.age_recipients import HybridIdentity
from tipdesk.adapters.keys.primitives import KEY_BYTES, derive, random_bytes
from tipdesk.adapters.keys.signing import SigningKey
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _, counted

SHARES: Final = 3
SHARES_NEEDED: Final = 2
SHARE_WORDS: Final = 33

_WORD_BITS: Final = 10
_CHECK_WORDS: Final = 3
_CUSTOMIZATION: Final = b"shamir_extendable"

_ROOT_INFO: Final = b"tipdesk root signing v1"
_IDENTITY_INFO: Final = b"tipdesk recovery identity v1"
_WORDS: Final = counted(
    "Card {place} has {count} word; there must be {needed}.", "Card {place} has {count} words; there must be {needed}."
)


@dataclass(frozen=True)
class Recovery:
    """The 32-byte secret, and the two keys that derive from it (HKDF-SHA256, with one label each)."""

    secret: bytes = field(repr=False)

    @property
    def root(self) -> SigningKey:
        """Return the key that signs keysets."""
        return SigningKey.from_seed(derive(self.secret, salt=b"", info=_ROOT_INFO))

    @property
    def identity(self) -> HybridIdentity:
        """Return the identity to which every store key, bundle and case key is sealed besides its readers."""
        return HybridIdentity(derive(self.secret, salt=b"", info=_IDENTITY_INFO))


def make_recovery() -> Recovery:
    """Return a new random secret."""
    return Recovery(random_bytes(KEY_BYTES))


def split(secret: bytes) -> tuple[str, str, str]:
    """Return three shares of 33 words each, any two of which `combine` to the 32-byte secret."""
    from shamir_mnemonic import generate_mnemonics

    if len(secret) != KEY_BYTES:
        raise ValueError("the recovery secret has 32 bytes")
    first, second, third = generate_mnemonics(1, [(SHARES_NEEDED, SHARES)], secret)[0]
    return first, second, third


def read_words(text: str) -> str:
    """Return the words of a share from what was typed or scanned, or from the last paragraph of a share's file.

    Case, spacing and the numbers of the words do not matter.
    """
    paragraphs = [part for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    words = paragraphs[-1].lower().split() if paragraphs else []
    return " ".join(word.strip(".,") for word in words if not word.strip(".,").isdigit())


def combine(shares: Sequence[str]) -> bytes:
    """Return the secret from two or three shares, whatever their case and spacing.

    Raises:
        UserError: `bad-share`, which names the share and, where it can be told, the word by its place, never what
            it said; `too-few-shares` where two are not given; `shares-mismatch` where they do not belong together.
    """
    from shamir_mnemonic import MnemonicError, combine_mnemonics

    read: dict[int, str] = {}
    for place, words in enumerate(map(read_words, shares), start=1):
        if read.setdefault(_index_of(words, place), words) != words:
            raise _mismatch()
    if len(read) < SHARES_NEEDED:
        raise UserError("too-few-shares", _("Two different cards are needed."))
    try:
        secrets = {combine_mnemonics(pair) for pair in _pairs(list(read.values()))}
    except MnemonicError as error:
        raise _mismatch() from error
    if len(secrets) != 1 or len(secret := secrets.pop()) != KEY_BYTES:
        raise _mismatch()
    return secret


def check_share(text: str, place: int) -> None:
    """Raise UserError `bad-share`, as `combine` does, for a share that was not typed right.

    `place` is the number by which the sentence names the card.
    """
    _index_of(read_words(text), place)


def _index_of(words: str, place: int) -> int:
    """Return which of the three shares this is, or raise UserError `bad-share`, which says which word is wrong."""
    from shamir_mnemonic import MnemonicError, Share

    spelt = words.split()
    if len(spelt) != SHARE_WORDS:
        raise UserError(
            "bad-share",
            _WORDS.of(len(spelt)),
            place=place,
            count=len(spelt),
            needed=SHARE_WORDS,
        )
    wrong = _wrong_word(spelt)
    if wrong:
        raise UserError(
            "bad-share", _("Card {place}: word {word} is not the one on the card."), place=place, word=wrong
        )
    try:
        return Share.from_mnemonic(words).index
    except (MnemonicError, ValueError) as error:
        raise UserError(
            "bad-share", _("Card {place}: several words are not those on the card."), place=place
        ) from error


def _wrong_word(words: list[str]) -> int:
    """Return the place of the one word that is wrong, counted from 1, or 0 where none is or more than one may be.

    A word outside the list shows at once. Otherwise the checksum (a code over 1,024 symbols, of distance 4) tells the
    place of a single wrong one: the place where some other word would make it right.
    """
    from shamir_mnemonic.rs1024 import create_checksum
    from shamir_mnemonic.wordlist import WORD_INDEX_MAP

    for place, word in enumerate(words, start=1):
        if word not in WORD_INDEX_MAP:
            return place
    values = [WORD_INDEX_MAP[word] for word in words]
    told = values[-_CHECK_WORDS:]
    count = len(values) - _CHECK_WORDS

    def checked(first: list[int]) -> int:
        return _number(create_checksum(first, _CUSTOMIZATION))

    fault = checked(values[:-_CHECK_WORDS]) ^ _number(told)
    if fault == 0:
        return 0
    of_nothing = checked([0] * count)
    for place in range(count):
        steps = [checked([(1 << bit) * (at == place) for at in range(count)]) ^ of_nothing for bit in range(_WORD_BITS)]
        if _is_made_of(fault, steps):
            return place + 1
    for place in range(_CHECK_WORDS):
        if fault & ~(((1 << _WORD_BITS) - 1) << _WORD_BITS * (_CHECK_WORDS - 1 - place)) == 0:
            return count + place + 1
    return 0


def _is_made_of(number: int, steps: list[int]) -> bool:
    """Tell whether some of the steps, taken together without carry, give the number (Gaussian elimination)."""
    pivots: dict[int, int] = {}
    for step in steps:
        reduced = _reduced(step, pivots)
        if reduced:
            pivots[reduced.bit_length()] = reduced
    return _reduced(number, pivots) == 0


def _reduced(number: int, pivots: dict[int, int]) -> int:
    while number and number.bit_length() in pivots:
        number ^= pivots[number.bit_length()]
    return number


def _number(words: Sequence[int]) -> int:
    number = 0
    for word in words:
        number = number << _WORD_BITS | word
    return number


def _pairs(shares: list[str]) -> list[list[str]]:
    """Return neighbouring pairs of shares, so that a third share, where given, must agree with the others."""
    return [shares[place : place + SHARES_NEEDED] for place in range(len(shares) - 1)]


def _mismatch() -> UserError:
    return UserError("shares-mismatch", _("These cards do not belong together: they are of different sets."))
