"""Events for tests of the timeline's widgets: rows of records declared here alone, without a store.

Every name here is invented.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

from tipdesk.domain.kinds import DateTimeField, Lies, PartialDateField, Reference, Text
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope, declared_within, record
from tipdesk.domain.spans import DAY, Precision, Span, minutes_of, span_of
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.timeline import Event
from tipdesk.services.case.timeline_filter import Track

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

SUMMER = minutes_of(date(2026, 6, 1))
NOW = minutes_of(date(2026, 11, 27)) + 14 * 60


@record(number=995, scope=Scope.CASE, label="Stay", plural="Stays", parent="person", page="Evidence", title="{where}")
class Stay:
    """Where somebody stayed; declared here alone."""

    person: Annotated[bytes | None, Reference(1, "Who", record="Person", column=True)] = None
    where: Annotated[str | None, Text(2, "Where", column=True)] = None
    came: Annotated[PartialDate | None, PartialDateField(3, "Came", timeline=True, until="went")] = None
    went: Annotated[PartialDate | None, PartialDateField(4, "Went", timeline=True)] = None
    seen_at: Annotated[datetime | None, DateTimeField(5, "Seen at", timeline=True)] = None
    leaves_by: Annotated[PartialDate | None, PartialDateField(6, "Leaves by", lies=Lies.AHEAD, timeline=True)] = None


STAY = next(one for one in declared_within("tests.ui") if one.cls is Stay)


def stay(number: int, **values: Value) -> Row:
    """Return a row."""
    return Row(STAY, number.to_bytes(16, "big"), b"c" * 16, values)


def event(number: int, value: Value, label: str = "", **more: object) -> Event:
    """Return an event of a row of its own, on a day, in a month or at a moment."""
    span = span_of(value, 0)
    made = Event(
        row=stay(number),
        date="came",
        span=span,
        label=label or f"Event {number}",
        when=str(value),
        page="evidence",
        people=(),
    )
    return replace(made, **more)  # type: ignore[arg-type] # tests name what they change


def day(number: int) -> PartialDate:
    """Return a day, counted from the beginning of June 2026."""
    found = date.fromordinal(date(2026, 6, 1).toordinal() + number)
    return PartialDate(found.year, found.month, found.day)


def many(count: int, tracks: int = 5) -> tuple[Track, ...]:
    """Return tracks with so many events together: moments, days and times over two years, thick in the middle."""
    made: list[list[Event]] = [[] for _track in range(tracks)]
    for number in range(count):
        at = SUMMER + (number * 7919 % 1_000_003) % (730 * DAY if number % 3 else 60 * DAY)
        wide = 0 if number % 4 else (number % 9 + 1) * DAY
        one = event(number, PartialDate(2026), f"Event {number} of somebody")
        made[number % tracks].append(replace(one, span=Span(at, at + wide, Precision.MINUTE)))
    for events in made:
        events.sort(key=lambda one: one.span.start if one.span else 0)
    return tuple(Track(f"t{n}", f"Track {n}", "route", tuple(events)) for n, events in enumerate(made))


ENDS = (SUMMER - 10 * DAY, SUMMER + 220 * DAY)
JOURNEY = (
    event(1, day(3), "Recruited"),
    event(2, day(40), "By road"),
    event(3, PartialDate(2026, 8), "By boat"),
    event(4, datetime(2026, 11, 27, 13, 30, tzinfo=UTC), "Landed", disputed=("Came: 27 Nov 2026 / 28 Nov 2026",)),
)
COURT = (event(5, day(41), "Statement"), event(6, day(200), "Hearing", is_due=True))
TRACKS = (Track("journey", "Journey", "route", JOURNEY), Track("court", "Court", "scale", COURT))
"""What the tests of the chart stand on: two tracks of a year."""
