"""The days on which somebody is asked how they are come with the deed after which they count, in the same entry.

An arrival that is written, or moved to another day, brings the days 1, 3, 6 and 12 months after it, and one of which no
moment is told brings those after the day on which it is written. The closing of a case brings them for each victim who
has none. Days that were planned before are moved, but for those that are done.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.kinds import Field
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.clocks.following import CLOSED, days_after, is_recent, without_days
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.values import PartialDate
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.fields import change_of_new, change_of_row

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

CASE, RETURN, FOLLOW_UP = (BY_NAME[name] for name in ("Case", "Return", "FollowUp"))
_STATUS, _CLOSED_ON = (CASE.by_name[name] for name in ("status", "date_closed"))
_ARRIVED, _PERSON, _GONE = (RETURN.by_name[name] for name in ("arrived_at", "person", "status"))
_ARRIVAL = "arrived"


def days_brought(desk: Desk, unit: UnitOfWork, before: Row | None, changes: Sequence[Change]) -> list[Change]:
    """Return the rows that these changes of a case bring along; `before` is its Case row, None where they make it."""
    if before is None:
        return []
    found: list[Change] = []
    for change in changes:
        if change.record == RETURN.number and _tells_arrival(change):
            found += _after_return(desk, unit, before.id, change)
        elif change.record == CASE.number and _wrote(change, _STATUS) in CLOSED:
            found += _after_closing(desk, unit, before, change)
    return found


def _tells_arrival(change: Change) -> bool:
    """Tell whether a change of a return says that somebody arrived, be it without a moment."""
    return _wrote(change, _ARRIVED) is not None or _wrote(change, _GONE) == _ARRIVAL


def new_days(desk: Desk, person: bytes, journey: bytes | None, day: date) -> Iterator[Change]:
    """Yield the days after a return, or a closing, on this day, as new rows."""
    for due in days_after(day):
        values: dict[str, Value] = {"person": person, "journey_home": journey, "due": PartialDate.of(due)}
        yield change_of_new(FOLLOW_UP, desk.ids.new_id(), values)


def arrived_on(arrived: "Value") -> date | None:
    """Return the day of an arrival in Saint Lucia, None where it tells no moment."""
    at = moment_ms(arrived) if isinstance(arrived, datetime) else None
    return day_of(at) if at is not None else None


def _after_return(desk: Desk, unit: UnitOfWork, case: bytes, change: Change) -> Iterator[Change]:
    held = unit.get_row(RETURN, change.row)
    day = arrived_on(_wrote(change, _ARRIVED) or (held["arrived_at"] if held is not None else None))
    if day is None and _wrote(change, _GONE) == _ARRIVAL:
        day = day_of(desk.clock.now_ms())
    person = _wrote(change, _PERSON) or (held["person"] if held is not None else None)
    if day is None or not isinstance(person, bytes):
        return
    planned = [row for row in unit.find_rows(FOLLOW_UP, case=case) if row["journey_home"] == change.row]
    if not planned and is_recent(day, day_of(desk.clock.now_ms())):
        yield from new_days(desk, person, change.row, day)
        return
    left = sorted((row for row in planned if None in live_values(row, "done_on")), key=_due)
    for row, due in zip(reversed(left), reversed(days_after(day)), strict=False):
        moved = change_of_row(row, {"due": PartialDate.of(due)})
        if moved is not None:
            yield moved


def _after_closing(desk: Desk, unit: UnitOfWork, before: Row, change: Change) -> Iterator[Change]:
    if not live_values(before, "status").isdisjoint(CLOSED):
        return
    named = _wrote(change, _CLOSED_ON) or before["date_closed"]
    today = day_of(desk.clock.now_ms())
    day = named.last_day if isinstance(named, PartialDate) else today
    if is_recent(day, today):
        for person in without_days(freeze(unit, desk, before), day):
            yield from new_days(desk, person, None, day)


def _wrote(change: Change, field: Field) -> "Value":
    """Return what a change writes to a field of its row, None where it writes nothing."""
    wire = change.fields.get(field.number)
    return None if isinstance(wire, Deletion) else field.from_wire(wire)


def _due(row: Row) -> tuple[date, bytes]:
    due = row["due"]
    return (due.last_day if isinstance(due, PartialDate) else date.max, row.id)
