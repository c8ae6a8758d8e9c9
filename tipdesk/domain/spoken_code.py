"""A code that is read out by telephone: 31 random digits and one to check them.

That is about 103 bits, which nobody guesses, however fast their PC is. It has digits alone, and a digit that was heard
wrong is told from a wrong code before anything is tried. Such codes let an officer choose a new passphrase on a night
shift (`adapters/keys/one_time_code`), and a post hand a case over while headquarters cannot be reached
(`services/directory/handing_grants`).
"""

import re
from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

RANDOM_DIGITS: Final = 31
_GROUP: Final = 4
_SEPARATORS: Final = re.compile(r"[\s-]")


def write_code(drawn: int) -> str:
    """Return the code of a random number below 10 to the power of `RANDOM_DIGITS`, in eight groups of four digits."""
    digits = f"{drawn:0{RANDOM_DIGITS}d}"
    return grouped(digits + str(-_checksum(digits + "0") % 10))


def grouped(digits: str) -> str:
    """Return the digits of a code as people read them."""
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def parse_code(text: str) -> str | None:
    """Return the 32 digits of a code, or None for anything that is not one.

    Raises UserError `misheard-code` where the check digit does not fit. No passphrase can be taken for a code, since
    those of digits alone are refused.
    """
    digits = _SEPARATORS.sub("", text)
    if len(digits) != RANDOM_DIGITS + 1 or not (digits.isascii() and digits.isdecimal()):
        return None
    if _checksum(digits) % 10:
        raise UserError("misheard-code", _("A digit of this code is wrong. Have it read out again."))
    return digits


def _checksum(digits: str) -> int:
    """Return Luhn's sum, in which every wrong digit and nearly every swapped pair shows."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled)  # noqa: PLR2004 - the sum of two digits
