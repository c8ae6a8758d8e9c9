"""Check codes: a short code that a person reads from a paper and types, and that says itself when it was read wrongly.

`7K3M-9QXW-2B4T-H8PZ` is sixteen Crockford base-32 characters: thirteen carry 65 bits, three check them. The three are a
Reed-Solomon code over GF(32) with the roots a, a^2 and a^3, where a is a root of x^5 + x^2 + 1. Two codes differ in
four places at least. So one wrong character is told as such, with its place, and two wrong ones, or two that changed
places, are never taken for a code. A wrong code is not put right by the program: the paper has to be read again.
"""

import unicodedata

from tipdesk.domain.errors import UserError
from tipdesk.domain.reference import ALPHABET, READ_AS
from tipdesk.domain.texts import _

LENGTH, GROUP = 16, 4
CHECKS = 3
PAYLOAD_BITS = 5 * (LENGTH - CHECKS)
_FIELD, _ORDER, _POLYNOMIAL = 32, 31, 0b100101


def _powers() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the powers of a, twice over so that none need be reduced, and the power that each element is."""
    powers, element = [], 1
    for _power in range(_ORDER):
        powers.append(element)
        element <<= 1
        if element & _FIELD:
            element ^= _POLYNOMIAL
    logs = [0] * _FIELD
    for power, value in enumerate(powers):
        logs[value] = power
    return (*powers, *powers), tuple(logs)


_POWERS, _LOGS = _powers()


def make_check_code(digest: bytes) -> str:
    """Return the code of the first 65 bits of a digest."""
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - PAYLOAD_BITS)
    carried = [number >> 5 * place & 31 for place in reversed(range(LENGTH - CHECKS))]
    remainder = [*carried, *[0] * CHECKS]
    for place in range(LENGTH - CHECKS):
        factor = remainder[place]
        for at, part in enumerate(_GENERATOR):
            remainder[place + at] ^= _times(factor, part)
    return _written("".join(ALPHABET[one] for one in (*carried, *remainder[-CHECKS:])))


def parse_check_code(text: str) -> str:
    """Return a code as it is written, from any case and spacing, with O read as 0 and I or L as 1.

    Raises UserError `bad-check-code` for what has another length, `one-letter-wrong`, which names the group that has
    it, and `letters-wrong` where more than one is.
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", text).upper() if letter.isalnum())
    plain = plain.translate(READ_AS)
    if len(plain) != LENGTH:
        raise UserError(
            "bad-check-code",
            _("A check code has {length} letters and digits in four groups, like {example}. Here are {count}."),
            length=LENGTH,
            example="7K3M-9QXW-2B4T-H8PZ",
            count=len(plain),
        )
    strange = [at for at, letter in enumerate(plain) if letter not in ALPHABET]
    symbols = [ALPHABET.find(letter) if letter in ALPHABET else 0 for letter in plain]
    sums = [_sum_at(symbols, root) for root in range(1, CHECKS + 1)]
    if not strange and not any(sums):
        return _written(plain)
    wrong = _single(sums)
    if strange in ([], [wrong]) and wrong is not None:
        raise _one_wrong(wrong)
    if len(strange) == 1 and not any(sums):  # the letter stands where a code has 0
        raise _one_wrong(strange[0])
    raise UserError("letters-wrong", _("This is no check code: more than one letter is wrong. Read it again."))


def _one_wrong(place: int) -> UserError:
    sentence = _("One letter is wrong, in group {group} of the code. Read it from the paper again.")
    return UserError("one-letter-wrong", sentence, group=place // GROUP + 1)


def _single(sums: list[int]) -> int | None:
    """Return the place of the one symbol that is wrong; None where these sums tell of more than one."""
    if not all(sums):
        return None
    first, second = ((_LOGS[sums[at + 1]] - _LOGS[sums[at]]) % _ORDER for at in (0, 1))
    return LENGTH - 1 - first if first == second and first < LENGTH else None


def _sum_at(symbols: list[int], root: int) -> int:
    """Return the value of the code, read as a polynomial, at a power of a; it is 0 for every true code."""
    total = 0
    for symbol in symbols:
        total = _times(total, _POWERS[root]) ^ symbol
    return total


def _times(left: int, right: int) -> int:
    return _POWERS[_LOGS[left] + _LOGS[right]] if left and right else 0


def _generator() -> tuple[int, ...]:
    """Return the product of (x - a), (x - a^2) and (x - a^3), its highest power first."""
    product = [1]
    for root in range(1, CHECKS + 1):
        shifted = [*product, 0]
        for at, part in enumerate(product, 1):
            shifted[at] ^= _times(part, _POWERS[root])
        product = shifted
    return tuple(product)


_GENERATOR = _generator()


def _written(plain: str) -> str:
    return "-".join(plain[at : at + GROUP] for at in range(0, LENGTH, GROUP))
