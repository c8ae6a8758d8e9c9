"""How far ahead a date in a register may lie before it is taken for a slip.

It is five years, or 25 for what lies ahead by nature: a session in 2063 is a typing error, an agreement until 2045 is
none.
"""

from datetime import date, datetime

from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.values import PartialDate

YEARS, YEARS_AHEAD = 5, 25


def years_allowed(field: Field) -> int:
    """Return how many years ahead an answer to this field may lie."""
    return YEARS_AHEAD if field.lies_ahead else YEARS


def is_too_far(field: Field, value: Value, today: date) -> bool:
    """Tell whether an answer is a date that lies too far ahead."""
    return isinstance(value, datetime | PartialDate) and value.year > today.year + years_allowed(field)
