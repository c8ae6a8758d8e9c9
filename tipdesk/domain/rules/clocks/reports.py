"""The clocks of a report: calls about danger and about a child, somebody who has it, and what becomes of it.

A call counts where it was answered, whoever made it, and where it belongs to the report or to none and was made at most
two hours before it: officers ring first and write afterwards. A call that a later row corrects does not count.
"""

from collections.abc import Collection, Iterator

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.acknowledging import is_grave, times_told
from tipdesk.domain.rules.caution import is_closed, live_values
from tipdesk.domain.rules.clocks.clock import Clock, Start, moment_ms, officers_in, start_of, start_of_row
from tipdesk.domain.rules.clocks.lengths import DAY_MS, HOUR_MS
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.frozen_case import FrozenCase

BEFORE_MS = 2 * HOUR_MS
"""A call that was made so long before its report is about it, where it names none."""
_CHILD_PROTECTION, _DUTY_OFFICER = "child_protection", "duty_officer"
_STAND_IN = frozenset({"duty_officer", "counter_trafficking_unit"})
_POLICE = ("911", "999")


def is_over(view: FrozenCase) -> bool:
    """Tell whether a case is closed or screened out, whichever of its stages is right, and counts as that."""
    return is_closed(live_values(view.case, "status")) and not view.read_listed_open()


def danger_call(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each report that says, or does not rule out, that somebody is in danger."""
    yield from _called(view, measures, "danger-call", "danger_now", None)


def child_called(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each report that says, or does not rule out, that somebody is under 18.

    Child protection answers; where the roster names no number of it, whoever stands in; in any case the police.
    """
    has_number = any(row["kind"] == _CHILD_PROTECTION for row in view.directory("DutyNumber"))
    duties = frozenset({_CHILD_PROTECTION}) if has_number else _STAND_IN | {_CHILD_PROTECTION}
    yield from _called(view, measures, "child-called", "under_18", duties)


def acknowledge(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each sent report until somebody has it in hand, or the duty officer answered a call."""
    if is_over(view):
        return
    for report in view.of("Report"):
        met = _first(
            [row for row in view.of("Acknowledgement") if row["report"] == report.id],
            _calls(view, report, frozenset({_DUTY_OFFICER})),
        )
        if _is_long_ago(met, view) or not is_sent(view, report):
            continue
        yield measures.clock("acknowledge", report, waits_from(view, report), met_at=met)


def triage(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of the report that was sent first, while the case may still be at the stage Reported."""
    if not live_values(view.case, "status") & {"reported", None}:
        return
    starts = [(waits_from(view, report), report) for report in view.of("Report") if is_sent(view, report)]
    if starts:
        start, report = min(starts, key=lambda one: (not one[0].is_lost, one[0].at, one[1].id))
        officers = officers_in(*live_values(view.case, "owner"))
        yield measures.clock("triage", report, start, officers=officers)


def is_sent(view: FrozenCase, report: Row) -> bool:
    """Tell whether a report was sent: it says so, it is at headquarters, or it came from another PC."""
    if report["sent_at"] is not None or view.is_headquarters:
        return True
    writing = view.made(report)
    return writing is not None and writing.received_at is not None


def waits_from(view: FrozenCase, report: Row) -> Start:
    """Return since when a sent report waits: what it tells, else when it was written; its arrival, if earlier."""
    told, writing = times_told(report), view.made(report)
    if not told:
        return start_of_row((), writing, view.now_ms)
    return start_of(told, writing.received_at if writing is not None else None, view.now_ms)


def _called(
    view: FrozenCase, measures: Measures, clock: str, field: str, duties: Collection[str] | None
) -> Iterator[Clock]:
    if is_over(view):
        return
    for report in view.of("Report"):
        if not is_grave(report, field):
            continue
        met = _first(_calls(view, report, duties))
        told_at = _told_earlier(report) if duties is None else None
        met = told_at if met is None else met
        if _is_long_ago(met, view):
            continue
        start = start_of_row(times_told(report), view.made(report), view.now_ms)
        yield measures.clock(clock, report, start, met_at=met)


def _calls(view: FrozenCase, report: Row, duties: Collection[str] | None) -> list[Row]:
    """Return the answered calls that count for a report; with `duties`, those with one of these or with the police."""
    return [
        row
        for row in uncorrected(view.of("Call"))
        if live_values(row, "answer") == {"answered"}
        and row["direction"] != "missed"
        and row["of_person"] is None
        and (duties is None or row["duty"] in duties or (duties != {_DUTY_OFFICER} and _is_police(row)))
        and _is_about(row, report)
    ]


def _is_about(call: Row, report: Row) -> bool:
    if call["report"] is not None:
        return call["report"] == report.id
    at, told = moment_ms(call["at"]), times_told(report)
    return at is not None and (not told or at >= min(told) - BEFORE_MS)


def _is_police(call: Row) -> bool:
    number = call["number"]
    return isinstance(number, str) and number.endswith(_POLICE) and len(number) <= len("+1758911")


def _told_earlier(report: Row) -> int | None:
    """Return when a report of an earlier release says, in its own fields, that a call was answered."""
    return (moment_ms(report["rung_at"]) or 0) if report["rung_answer"] == "answered" else None


def _first(*found: list[Row]) -> int | None:
    """Return when the first of these rows says that it was done, 0 where one does not say; None where there is none."""
    return min((moment_ms(row["at"]) or 0 for rows in found for row in rows), default=None)


def _is_long_ago(met: int | None, view: FrozenCase) -> bool:
    return met is not None and met < view.now_ms - DAY_MS
