"""Which answers by themselves tell of a child, or of somebody who may be one: the cautious reading, as lists show it.

A list says no more than that there may be a child. An age that is in dispute, or not sure, counts as a child's, and of
a date of birth of which only the year is known the latest day counts.
"""

from datetime import date, timedelta

from tipdesk.domain.rules.acknowledging import ADULT, GRAVE, is_young
from tipdesk.domain.values import PartialDate

AGE_DISPUTED = "disputed"
"""The code of the list `age_basis` of somebody whose age is in dispute; they are protected as a child."""
TELLING: dict[str, tuple[str, ...]] = {
    "Report": ("under_18",),
    "Person": ("birth_date", "age_basis", "about_age"),
}
"""The fields, by record, that tell of a child."""


def latest_adult_birth(today: date) -> date:
    """Return the last day on which somebody was born who is of age today."""
    try:
        return today.replace(year=today.year - ADULT)
    except ValueError:  # a 29 February: in other years that birthday is the day before the first of March
        return date(today.year - ADULT, 2, 28)


def tells_of_child(field: str, value: object, today: date) -> bool:
    """Tell whether the answer to one of these fields means that somebody is, or may be, under eighteen."""
    if field == "under_18":
        return value in GRAVE
    if field == "age_basis":
        return value == AGE_DISPUTED
    if field == "about_age":
        return is_young(value)
    return isinstance(value, PartialDate) and value.last_day > latest_adult_birth(today)


def births_of_children(today: date) -> tuple[str, tuple[str, ...]]:
    """Return how a stored date of birth tells of a child: it comes after the first text, or is one of the others.

    Dates are stored as "2009", "2009-04" or "2009-04-12", so that whole ones compare as texts.
    """
    edge = latest_adult_birth(today)
    later = edge + timedelta(days=1)
    year, month = edge.isoformat()[:4], edge.isoformat()[:7]
    partial = ((year, later.year == edge.year), (month, later.month == edge.month))
    return edge.isoformat(), tuple(text for text, can_be_later in partial if can_be_later)
