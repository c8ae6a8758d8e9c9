"""The kinds whose answers are whole numbers, or yes and no.

They are numbers and booleans on the wire, and decimals in columns. A text of digits is read as well, since forms and
workbooks hand over texts.
"""

from dataclasses import dataclass
from typing import ClassVar

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds.asked import Storage
from tipdesk.domain.kinds.field import Field
from tipdesk.domain.texts import _
from tipdesk.domain.values import Value

_MOST_DIGITS = 16  # as many as the largest whole number that every JSON reader keeps exactly (2⁵³)


@dataclass(frozen=True)
class Number(Field):
    """A field whose answer is a whole number from `low` to `high`."""

    storage: ClassVar[Storage] = Storage.NUMBER
    width: ClassVar[float] = 2.0

    low: int = 0
    high: int = 1_000_000

    def read_value(self, given: object) -> Value:
        """Return the whole number that was given, as a number or as digits.

        Raises UserError `bad-number` outside its bounds.
        """
        plain = given.strip() if isinstance(given, str) else given
        digits = plain.removeprefix("-") if isinstance(plain, str) else ""
        number = int(str(plain)) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else plain
        if not isinstance(number, int) or isinstance(number, bool) or not self.low <= number <= self.high:
            raise UserError(
                "bad-number", _("This must be a whole number from {low} to {high}."), low=self.low, high=self.high
            )
        return number


@dataclass(frozen=True)
class Flag(Field):
    """A field whose answer is yes or no."""

    storage: ClassVar[Storage] = Storage.FLAG
    width: ClassVar[float] = 2.0

    @property
    def needs_label(self) -> bool:
        """True: "Yes" says nothing alone."""
        return True

    def read_value(self, given: object) -> Value:
        """Return the answer, given as true or false, yes or no. Raises UserError `bad-flag` for anything else."""
        word = given.strip().lower() if isinstance(given, str) else given
        if word in (True, "true", "yes"):
            return True
        if word in (False, "false", "no"):
            return False
        raise UserError("bad-flag", _("This must be yes or no."))
