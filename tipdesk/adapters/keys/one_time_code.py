"""The code that lets an officer choose a new passphrase on a night shift: 31 random digits and one to check them.

That is about 103 bits. It has digits alone because it is read out by telephone, and a digit that was heard wrong is
told from a wrong code before anything is tried. The slot that a code opens is made in `slot_deeds`.
"""

import re
import secrets
from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

_RANDOM_DIGITS: Final = 31
_GROUP: Final = 4
_SEPARATORS: Final = re.compile(r"[\s-]")


def make_code() -> str:
    """Return a new code in eight groups of four digits."""
    drawn = f"{secrets.randbelow(10**_RANDOM_DIGITS):0{_RANDOM_DIGITS}d}"
    digits = drawn + str(-_checksum(drawn + "0") % 10)
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def parse_code(text: str) -> str | None:
    """Return the 32 digits of a code, or None for anything that is not one.

    Raises UserError `misheard-code` where the check digit does not fit. No passphrase can be taken for a code, since
    those of digits alone are refused.
    """
    digits = _SEPARATORS.sub("", text)
    if len(digits) != _RANDOM_DIGITS + 1 or not (digits.isascii() and digits.isdecimal()):
        return None
    if _checksum(digits) % 10:
        raise UserError("misheard-code", _("A digit of this code is wrong. Have it read out again."))
    return digits


def _checksum(digits: str) -> int:
    """Return Luhn's sum, in which every wrong digit and nearly every swapped pair shows."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled)  # noqa: PLR2004 - the sum of two digits
