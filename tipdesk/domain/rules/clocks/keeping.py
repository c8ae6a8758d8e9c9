"""The clocks of keeping: when a closed case has been kept long enough, and when a legal hold is to be looked at."""

from collections.abc import Iterator

from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import Clock, moment_ms, start_of
from tipdesk.domain.rules.clocks.lengths import end_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.reports import is_over
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.retention import holds_on, last_day_of

_HOLD = ("legal_hold", "hold_reason", "hold_words", "retention_until")


def is_held(view: FrozenCase) -> bool:
    """Tell whether a legal hold stands on the case by any of its live values."""
    return True in live_values(view.case, "legal_hold")


def keep_until(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of a closed case that nothing holds, which ends with the last day on which it is kept."""
    last = last_day_of(view.case) if is_over(view) else None
    if last is None:
        return
    roles = {str(role) for row in view.of("CaseRole") for role in live_values(row, "role")}
    if holds_on(is_closed=True, has_legal_hold=is_held(view), roles=roles):
        return
    closed = [one for one in live_values(view.case, "date_closed") if moment_ms(one) is not None]
    start = start_of(closed or [view.now_ms], None, view.now_ms)
    yield measures.clock_until("keep-until", view.case, start, end_of(last))


def hold_look(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of a legal hold, since it was set or what is said of it was last written."""
    if is_held(view):
        story = view.story(view.case.id)
        written = max((one.since for one in story if one.field in _HOLD), default=None)
        yield measures.clock("hold-look", view.case, start_of((written,), None, view.now_ms))
