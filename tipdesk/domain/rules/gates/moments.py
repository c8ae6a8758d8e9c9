"""When a step was taken, and what stood then: now for a deed, for what stands the hour that it tells or was written.

What was right when it was done stays right, though an agreement ends later, a number is watched later or a consent is
withdrawn later. What is found out later to have been wrong all along is judged by what is known now.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Deed
from tipdesk.domain.rules.gates.predicates import told
from tipdesk.domain.values import PartialDate

SINCE = 6
"""The version of the declarations with which protection and referrals came, and their gates with them."""
HOUR_MS = 60 * 60 * 1000
_TOLD_AT: Mapping[str, str] = {
    "Consent": "given_at",
    "VictimWish": "at",
    "InformationGiven": "at",
    "RiskAssessment": "signed_at",
    "BestInterest": "signed_at",
    "SafetyPlan": "agreed_at",
}
"""The field by which a row of a record tells since when it counts."""
_TAKEN_BACK = ("withdrawn_at", "withdrawn_how", "withdrawn_why")


def view_at(view: FrozenCase, deed: Deed | None, at_ms: int) -> FrozenCase:
    """Return the case as what stands in it was to be judged at a time; a deed is judged by what is there now.

    What a person said, agreed to or took back afterwards, and what was signed afterwards, is left out.
    """
    if deed is not None:
        return view

    def rows(record: str) -> tuple[Row, ...]:
        field = _TOLD_AT.get(record)
        if field is None:
            return view.of(record)
        return tuple(_as_then(row, at_ms) for row in view.of(record) if (happened_ms(row, field) or 0) <= at_ms)

    return replace(
        view, now_ms=at_ms, today=day_of(at_ms), read_rows=rows, read_directory=view.directory, read_row=None
    )


def _as_then(row: Row, at_ms: int) -> Row:
    """Return a consent without its withdrawal where that came later; every other row as it is."""
    back = happened_ms(row, _TAKEN_BACK[0]) if _TAKEN_BACK[0] in row.record.by_name else None
    if back is None or back <= at_ms:
        return row
    numbers = {row.record.by_name[name].number for name in _TAKEN_BACK}
    return replace(
        row,
        values={name: value for name, value in row.values.items() if name not in _TAKEN_BACK},
        siblings={name: told_of for name, told_of in row.siblings.items() if name not in _TAKEN_BACK},
        dots={number: dots for number, dots in row.dots.items() if number not in numbers},
    )


def happened_ms(row: Row, *names: str) -> int | None:
    """Return the earliest moment that one of these fields of a row tells, None where none does."""
    found = (moment_ms(one) for name in names for one in live_values(row, name))
    return min((one for one in found if one is not None), default=None)


def written_ms(view: FrozenCase, row: Row, *names: str) -> int:
    """Return when the earliest of what stands in these fields of a row was written, or in all of it; 0 if unknown."""
    numbers = {row.record.by_name[name].number for name in names}
    dots = {number: told_by for number, told_by in row.dots.items() if number in numbers}
    writing = view.made(replace(row, dots=dots) if dots else row)
    return writing.at if writing is not None else 0


def taken_ms(view: FrozenCase, row: Row, deed: Deed | None, hours: Collection[str], field: str) -> int:
    """Return when a step was taken: now where a deed takes it, else the hour that the row tells, else of its writing.

    `hours` are the fields that tell the hour, and `field` is the one by which the step is taken.
    """
    if deed is not None:
        return view.now_ms
    told_ms = happened_ms(row, *hours)
    return written_ms(view, row, field) if told_ms is None else told_ms


def is_taken_now(view: FrozenCase, row: Row, deed: Deed, field: str, codes: Collection[Value]) -> bool:
    """Tell whether a deed takes a row to one of these codes, which it did not have by every answer before."""
    mine = [one for one in deed.wrote if one.row == row.id]
    if not any(field in one.fields for one in mine) or live_values(row, field).isdisjoint(codes):
        return False
    writes = [one for one in view.standing(row, field) if one.after in codes]
    had_it = any(one.before and all(before in codes for before in one.before) for one in writes)
    return any(one.is_new for one in mine) or not had_it


def answers_at(view: FrozenCase, row: Row, name: str, at_ms: int) -> frozenset[Value]:
    """Return what a field of a row of the case said at a time, or at first where it was not there yet."""
    if not any(one.at > at_ms for one in view.standing(row, name)):
        return told(row, name)
    story = [one for one in view.story(row.id) if one.field == name]
    then = next((one for one in story if one.at <= at_ms), story[-1])
    return frozenset({then.after}) - {None, ""}


def said_then(view: FrozenCase, row: Row, name: str, value: Value, at_ms: int) -> bool:
    """Tell whether a field of a row of the directory says this, or says otherwise only since a later time."""
    return live_values(row, name) == {value} or (
        name in row.record.by_name
        and bool(row.dots.get(row.record.by_name[name].number))
        and written_ms(view, row, name) > at_ms
    )


def is_until(row: Row, name: str, day: date, *, if_empty: bool) -> bool:
    """Tell whether by every answer a date is not over on this day; `if_empty` is what an empty one counts as."""
    ends = live_values(row, name)
    return all(one.last_day >= day if isinstance(one, PartialDate) else if_empty for one in ends)


def runs_on(view: FrozenCase, row: Row, day: date) -> bool:
    """Tell whether something that began and may have ended runs on a day, by any answer.

    Where it is not said when it began, it runs from the day on which that was written.
    """
    begins, ends = live_values(row, "began"), live_values(row, "ended")
    has_begun = any(isinstance(one, PartialDate) and one.first_day <= day for one in begins) or (
        None in begins and day_of(written_ms(view, row)) <= day
    )
    return has_begun and any(not isinstance(one, PartialDate) or one.last_day >= day for one in ends)
