"""Bech32 (BIP 173) without its length limit, as age writes its keys: bytes become a checked string, and come back.

Only the canonical form is read: one case, a valid checksum, and padding bits of zero.
"""

from typing import Final

_ALPHABET: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH: Final = 6


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= generator
    return check


def _expand(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _regroup(values: bytes | list[int], from_bits: int, to_bits: int) -> tuple[list[int], int, int]:
    """Return the values cut anew into groups of `to_bits`, the bits left over, and how many bits those are."""
    accumulator = bits = 0
    groups: list[int] = []
    for value in values:
        accumulator = accumulator << from_bits | value
        bits += from_bits
        while bits >= to_bits:
            bits -= to_bits
            groups.append(accumulator >> bits)
            accumulator &= (1 << bits) - 1
    return groups, accumulator, bits


def encode(prefix: str, payload: bytes) -> str:
    """Return prefix, separator, payload and checksum as one string, in the case of the prefix."""
    groups, rest, bits = _regroup(payload, 8, 5)
    if bits:
        groups.append(rest << (5 - bits))
    checked = [*_expand(prefix.lower()), *groups, *[0] * _CHECKSUM_LENGTH]
    sum_ = _polymod(checked) ^ 1
    groups += [sum_ >> 5 * (_CHECKSUM_LENGTH - 1 - place) & 31 for place in range(_CHECKSUM_LENGTH)]
    text = prefix.lower() + "1" + "".join(_ALPHABET[group] for group in groups)
    return text.upper() if prefix.isupper() else text


def decode(text: str) -> tuple[str, bytes]:
    """Return the prefix, in the case in which it was written, and the payload.

    Raises:
        ValueError: mixed case, a character outside the alphabet, a wrong checksum or padding that is not canonical.
    """
    prefix, separator, tail = text.rpartition("1")
    if not separator or not prefix or len(tail) < _CHECKSUM_LENGTH or not text.isascii():
        raise ValueError("not a bech32 string")
    if text not in (text.lower(), text.upper()):
        raise ValueError("mixed case")
    groups = [_ALPHABET.find(letter) for letter in tail.lower()]
    if min(groups) < 0 or _polymod(_expand(prefix.lower()) + groups) != 1:
        raise ValueError("wrong character or checksum")
    octets, rest, bits = _regroup(groups[:-_CHECKSUM_LENGTH], 5, 8)
    if rest or bits >= 5:  # noqa: PLR2004 - a whole group of padding is one character too many
        raise ValueError("padding is not canonical")
    return prefix, bytes(octets)
