"""Which of several live values a list, a head and an alarm go by: the more cautious one. One table, one pure function.

Merging keeps every value and shows the latest until somebody settles it; that law is `sync/merge`'s and is not touched
here. But a case must not leave the open ones, nor a child stop being one, because the wrong value came last. So what
people act upon shows the value that makes them do more: open before closed, high before low, child before adult, hold
before none, the longer time before the shorter. Not knowing is never a reason to do less: what is empty, unknown or
unreadable counts as the most cautious value there is; where some value says so itself, that one is named before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Dispute, Row
from tipdesk.domain.values import PartialDate

CLOSED = frozenset({"closed", "closed_referred", "screened_out"})
"""The stages (code list `case_status`) in which a case is not open; any other, known or not, is open."""
LISTED_OPEN = "listed_open"
"""The stage (code list `case_status`) that lists and heads show of a closed case that counts as open.

It was closed past a rule of closing, which nobody has looked at yet. The stage is worked out and never written.
"""

ORDERS: Mapping[str, tuple[Value, ...]] = {
    "Case.status": (
        "closed",
        "closed_referred",
        "screened_out",
        LISTED_OPEN,
        "follow_up",
        "open",
        "reopened",
        "screening",
        "reported",
    ),
    "Case.risk_level": ("low", "medium", "high", "imminent"),
    "Case.sealing": ("ordinary", "restricted"),
    "Case.legal_hold": (False, True),
    "Report.danger_now": ("no", "unsure", "yes"),
    "Report.under_18": ("no", "unsure", "yes"),
    "Report.urgency": ("routine", "same_day", "now"),
    "Person.age_basis": ("document", "stated", "estimated", "disputed"),
    "Person.phone_safe": ("yes", "unsure", "no"),
    "ContactPoint.safe": ("safe", "safe_at_times", "not_safe", "tracked"),
    "Task.status": ("done", "cancelled", "in_progress", "open"),
    "Task.priority": ("low", "normal", "high", "urgent"),
}
"""The values of each field, the least cautious first. Of stages, the less has been done, the more cautious it is."""

_YOUNGEST = "Person.birth_date"
_LEAST = "Person.about_age"
_EARLIEST = "Task.due"
DATES = frozenset({_YOUNGEST, _EARLIEST})
"""The fields of dates.

Whoever was born latest is youngest; a task falls due on the first day named, and no day is none.
"""

SETTLED = frozenset({"convicted", "acquitted", "discharged", "sentenced", "deported", "deceased"})
"""The stages (code list `offender_stage`) after which a court, or death, has settled what somebody is suspected of."""
DONE = frozenset({"done", "cancelled"})
"""The states (code list `task_status`) in which nothing is left to be done of a task."""


def cautious(place: str, values: Sequence[Value]) -> Value:
    """Return the value of a field, such as "Case.status", that people should go by.

    `values` are the live ones, oldest first, at least one. Where no value is safer than another, as with a title, it is
    the latest, which merging shows as well.
    """
    if place in ORDERS:
        order = ORDERS[place]
        return max(values, key=lambda value: (*_in_order(order, value), str(value)))
    if place == _LEAST:
        return min(values, key=lambda value: (value if isinstance(value, int) else 0, str(value)))
    if place == _YOUNGEST:
        return max(values, key=lambda value: (_last_day(value) or date.max, str(value)))
    if place == _EARLIEST:
        return min(values, key=lambda value: (_last_day(value) or date.max, str(value)))
    return values[-1]


def cautious_value(row: Row, name: str) -> Value:
    """Return the value of a row's field to go by, which is what the row shows unless that is in dispute."""
    return values_by_caution(row, name)[0]


def values_by_caution(row: Row, name: str) -> tuple[Value, ...]:
    """Return every value that a row's field has, the one to go by first.

    Of a time that has a beginning and an end it is the longer time: the first day named for the one, and for the other
    that it has not ended, or else the last day.
    """
    told = row.siblings.get(name)
    if not told:
        return (row[name],)
    place, values = f"{row.record.name}.{name}", [one.value for one in told]
    dispute = dispute_of(place, values).values
    if row.record.by_name[name].until if name in row.record.by_name else "":
        first = min(dispute, key=lambda value: (_first_day(value) or date.max, str(value)))
    elif any(end is not None and end.name == name for _begin, end in row.record.times):
        first = max(dispute, key=lambda value: (_end_day(value) or date.max, str(value)))
    else:
        return dispute
    return (first, *(value for value in dispute if value != first))


def live_values(row: Row, name: str) -> frozenset[Value]:
    """Return every value that a row's field has, which is one, or all of those in dispute."""
    return frozenset(one.value for one in row.siblings[name]) if name in row.siblings else frozenset({row[name]})


def dispute_of(place: str, values: Sequence[Value]) -> Dispute:
    """Return a dispute with the most cautious value first; the order of the others does not depend on who came when."""
    first = cautious(place, values)
    others = sorted({value for value in values if value != first}, key=str)
    return Dispute(place.partition(".")[2], (first, *others))


def is_closed(stages: Iterable[Value]) -> bool:
    """Tell whether a case is closed whichever of these stages is right."""
    return all(stage in CLOSED for stage in stages)


def stages_shown(stages: Sequence[str], *, is_listed_open: bool) -> tuple[str, ...]:
    """Return the stages of a case as lists and heads show them, where it `is_listed_open` in place of the closed ones.

    One of which some stage is open shows its stages as they are.
    """
    return (LISTED_OPEN,) if is_listed_open and is_closed(stages) else tuple(stages)


def is_done(states: Iterable[Value]) -> bool:
    """Tell whether nothing is left to be done of a task, whichever of these states is right."""
    return all(state in DONE for state in states)


def has_ended(row: Row, today: date) -> bool:
    """Tell whether something that has a day on which it `ended` is over by every answer to that."""
    ends = live_values(row, "ended")
    return all(isinstance(one, PartialDate) and one.last_day < today for one in ends)


def _in_order(order: Sequence[Value], value: Value) -> tuple[int, bool]:
    """Return how cautious a value is, and whether it is in the order itself; what is not known counts as the last."""
    is_known = any(value == one and type(value) is type(one) for one in order)
    return (order.index(value), True) if is_known else (len(order) - 1, False)


def _last_day(value: Value) -> date | None:
    return value.last_day if isinstance(value, PartialDate) else None


def _first_day(value: Value) -> date | None:
    if isinstance(value, PartialDate):
        return value.first_day
    return _day(value)


def _end_day(value: Value) -> date | None:
    return _last_day(value) or _day(value)


def _day(value: Value) -> date | None:
    return value.date() if isinstance(value, datetime) else None
