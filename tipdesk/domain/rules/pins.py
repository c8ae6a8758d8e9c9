"""What an officer's PIN must be: short enough to type a hundred times a day, and not one that others would try first.

This is a pure decision about the digits. Where a PIN is kept and how it is checked is no matter of this module.
"""

from itertools import pairwise
from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _, counted

FEWEST_DIGITS: Final = 6
MOST_DIGITS: Final = 12
FEWEST_DIFFERENT: Final = 3
_DIGITS: Final = counted(
    "A PIN has {fewest} to {most} digit and nothing else.", "A PIN has {fewest} to {most} digits and nothing else."
)
TRIES: Final = 5
"""The number of wrong answers on the covered screen after which the program locks."""


def is_pin(text: str) -> bool:
    """Tell whether a text can be a PIN at all: 6 to 12 digits. Anything else on the covered screen is a passphrase."""
    return text.isascii() and text.isdecimal() and FEWEST_DIGITS <= len(text) <= MOST_DIGITS


def check_pin_strength(pin: str) -> None:
    """Raise UserError `weak-pin` for what is no PIN, or for digits that repeat or run; it never holds the digits."""
    if not is_pin(pin):
        raise UserError(
            "weak-pin",
            _DIGITS.of(MOST_DIGITS),
            fewest=FEWEST_DIGITS,
            most=MOST_DIGITS,
        )
    if len(set(pin)) < FEWEST_DIFFERENT or _repeats(pin):
        raise UserError("weak-pin", _("These digits repeat. Choose a PIN that others would not try."))
    if _runs(pin):
        raise UserError("weak-pin", _("These digits run up or down. Choose a PIN that others would not try."))


def _repeats(pin: str) -> bool:
    """Tell whether the digits are one block again and again ("123123"), or two halves that mirror each other.

    The last block may be cut short.
    """
    blocks = any((pin[:size] * len(pin))[: len(pin)] == pin for size in range(1, len(pin) // 2 + 1))
    return blocks or pin == pin[::-1]


def _runs(pin: str) -> bool:
    """Tell whether all steps between digits are of one size, over nine to nought too: 123456, 987654, 246802."""
    return len({(int(after) - int(before)) % 10 for before, after in pairwise(pin)}) == 1
