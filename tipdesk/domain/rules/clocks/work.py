"""The clocks of the work on a case: suspects are looked at again, tasks done, and cases gone quiet looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tipdesk.domain.rules.caution import SETTLED, cautious_value, is_done, live_values
from tipdesk.domain.rules.clocks.clock import (
    FARTHEST_DAYS,
    Clock,
    Start,
    moment_ms,
    officers_in,
    start_of,
    start_of_row,
)
from tipdesk.domain.rules.clocks.lengths import DAY_MS, end_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.reports import is_over
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.risks import is_high, lower_in, risk_of
from tipdesk.domain.values import PartialDate

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row


def suspect_review(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of the newest status of each suspect, which ends on its own day, or earlier by the length.

    A case that is closed takes no further status, and so has no such clock.
    """
    if is_over(view):
        return
    newest: dict[object, tuple[Start, Row]] = {}
    for row in uncorrected(view.of("SuspectStatus")):
        start = start_of_row(live_values(row, "at"), view.made(row), view.now_ms)
        before = newest.get(row["person"])
        if before is None or (start.at, row.id) > (before[0].at, before[1].id):
            newest[row["person"]] = (start, row)
    for start, row in newest.values():
        if not live_values(row, "stage") <= SETTLED:
            officers = officers_in(*live_values(row, "investigator"))
            longest = measures.clock("suspect-review", row, start)
            ends = min([longest.ends, *_ends(live_values(row, "review_due"))])
            yield measures.clock_until("suspect-review", row, start, ends, officers=officers)


def task_due(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each task that has a day, until it is done; it warns on the day of its reminder or its own."""
    for row in view.of("Task"):
        due, is_over_now = cautious_value(row, "due"), is_done(live_values(row, "status"))
        met = moment_ms(row["done_at"]) if is_over_now else None
        if not isinstance(due, PartialDate) or (is_over_now and (met is None or met < view.now_ms - DAY_MS)):
            continue
        ends = end_of(due.last_day)
        warns = min([ends, *_ends(live_values(row, "remind_on"))]) - DAY_MS
        clock = measures.clock_until("task-due", row, Start(warns), ends, met_at=met)
        yield _marked(clock, view.now_ms, officers_in(*live_values(row, "assigned_to")))


def case_quiet(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock since the last entry in a case that is neither closed nor screened out."""
    last = view.read_last()
    if is_over(view) or not last:
        return
    risk = risk_of(view.case, view.of("RiskAssessment"), view.once(lower_in))
    rule = "case-quiet-high" if risk and is_high(risk) else "case-quiet"
    officers = officers_in(*live_values(view.case, "owner"))
    yield measures.clock(rule, view.case, start_of((last,), None, view.now_ms), officers=officers)


def _ends(days: Iterable[object]) -> list[int]:
    return [end_of(one.last_day) for one in days if isinstance(one, PartialDate)]


def _marked(clock: Clock, now_ms: int, officers: frozenset[bytes]) -> Clock:
    """Return a clock with the officers of its row, in doubt where its day lies farther ahead than a day can."""
    return replace(clock, officers=officers, is_doubtful=clock.ends > now_ms + FARTHEST_DAYS * DAY_MS)
