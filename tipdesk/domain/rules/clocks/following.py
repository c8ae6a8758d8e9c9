"""The clock of asking how somebody is, 1, 3, 6 and 12 months after they returned or their case was closed.

The days are rows (FollowUp), which the deed makes that writes the arrival or closes the case. Where a return or a
closing of the last year came without them, the first of these days counts until they are planned.
"""

from collections.abc import Iterator
from datetime import date

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import Clock, Start, moment_ms, start_of_row
from tipdesk.domain.rules.clocks.danger import is_long_ago
from tipdesk.domain.rules.clocks.lengths import day_of, end_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.people import PERSON, officers_at_work, victims
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.refreshers import months_after
from tipdesk.domain.values import NamedRow, PartialDate

MONTHS = (1, 3, 6, 12)
_CANCELLED = "cancelled"
CLOSED: frozenset[Value] = frozenset({"closed", "closed_referred"})
"""The stages at which somebody has had help, and is asked how they are; one that was screened out had none."""


def follow_up(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each day on which somebody is to be asked, and of what came without such days."""
    for row in view.of("FollowUp"):
        days = [end_of(one.last_day) for one in live_values(row, "due") if isinstance(one, PartialDate)]
        met = _done(row)
        if days and not is_long_ago(met, view) and not _is_cancelled(view, row):
            start = start_of_row((), view.made(row), view.now_ms)
            told = {"met_at": met, "officers": officers_at_work(view)}
            yield measures.clock_until("follow-up", row, start, min(days), **told)
    yield from _not_planned(view, measures)


def days_after(day: date) -> list[date]:
    """Return the days on which somebody is asked how they are, after a return or a closing on this day."""
    return [months_after(day, months) for months in MONTHS]


def has_days_for(view: FrozenCase, journey: Row) -> bool:
    """Tell whether the days on which somebody is asked after a return are planned."""
    return any(row["journey_home"] == journey.id for row in view.of("FollowUp"))


def without_days(view: FrozenCase, closed: date) -> list[bytes]:
    """Return the victims of a case for whom no day after this one is planned, on which it was closed."""
    planned = {
        row["person"]
        for row in view.of("FollowUp")
        if any(isinstance(one, PartialDate) and one.last_day > closed for one in live_values(row, "due"))
    }
    return [person for person in victims(view) if person not in planned]


def closed_on(case: Row) -> date | None:
    """Return the day on which a case was closed with help given, None where it is not closed, or tells none."""
    days = [one.last_day for one in live_values(case, "date_closed") if isinstance(one, PartialDate)]
    return min(days) if days and live_values(case, "status") <= CLOSED else None


def is_recent(day: date, today: date) -> bool:
    """Tell whether the last of the days after this one is still to come."""
    return days_after(day)[-1] >= today


def _not_planned(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    for row in view.of("Return"):
        arrived = live_values(row, "arrived_at") - {None}
        if arrived and _CANCELLED not in live_values(row, "status") and not has_days_for(view, row):
            start = start_of_row(arrived, view.wrote(row, "arrived_at"), view.now_ms)
            about = NamedRow(row.record.number, row.id)
            yield from _first_day(view, measures, row, start, day_of(start.at), about)
    closed = closed_on(view.case)
    if closed is not None:
        start = start_of_row(live_values(view.case, "date_closed"), view.wrote(view.case, "date_closed"), view.now_ms)
        day = min(closed, day_of(start.at))  # a day begins its clock when it ends, which is the day after it
        for person in without_days(view, closed):
            yield from _first_day(view, measures, view.case, start, day, NamedRow(PERSON, person))


def _first_day(
    view: FrozenCase, measures: Measures, row: Row, start: Start, day: date, about: NamedRow
) -> Iterator[Clock]:
    """Yield the clock of the first day after a return, or a closing, on this one."""
    if is_recent(day, view.today):
        told = {"subject": about, "officers": officers_at_work(view)}
        yield measures.clock_until("follow-up", row, start, end_of(days_after(day)[0]), **told)


def _done(row: Row) -> int | None:
    told = live_values(row, "done_on")
    return None if None in told else min((moment_ms(one) or 0 for one in told), default=0)


def _is_cancelled(view: FrozenCase, row: Row) -> bool:
    """Tell whether the return after which somebody was to be asked was called off."""
    journeys = [one for one in view.of("Return") if one.id == row["journey_home"]]
    return any(live_values(one, "status") == {_CANCELLED} for one in journeys)
