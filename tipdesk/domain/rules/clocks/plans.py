"""The clock of looking again at what was planned or decided for somebody, so that nothing of it goes stale unseen."""

from collections.abc import Iterator
from typing import NamedTuple

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import Clock, Start, moment_ms, start_of, start_of_row
from tipdesk.domain.rules.clocks.lengths import end_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.people import officers_at_work
from tipdesk.domain.rules.clocks.reports import is_over
from tipdesk.domain.rules.determinations import signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.safety_plans import OVER
from tipdesk.domain.values import PartialDate

_RECORDS = ("SupportPlan", "ShelterStay", "SafetyPlan", "BestInterest", "Guardian")


class _Looked(NamedTuple):
    """What is to be looked at again: the row, since when, and the days that it names for that."""

    row: Row
    start: Start
    days: frozenset[Value] = frozenset()


def plan_review(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each plan, stay, guardian, and signed view of what is best for a child, that still holds.

    It ends on the day that is named for the next review. Of the safety plans of somebody, and of the views of one
    question, the newest counts.
    """
    if not any(view.of(record) for record in _RECORDS) or is_over(view):
        return
    for one in (*_plans(view), *_stays(view), *_of_children(view)):
        named = [end_of(day.last_day) for day in one.days if isinstance(day, PartialDate)]
        officers = officers_at_work(view)
        if named:
            yield measures.clock_until("plan-review", one.row, one.start, min(named), officers=officers)
        else:
            yield measures.clock("plan-review", one.row, one.start, officers=officers)


def _plans(view: FrozenCase) -> Iterator[_Looked]:
    for row in view.of("SupportPlan"):
        if _lasts(row) and None in live_values(row, "actual_end"):
            yield _looked(row, start_of_row((), view.made(row), view.now_ms))
    newest: dict[Value, Row] = {}
    for row in sorted(view.of("SafetyPlan"), key=_agreed_at):
        if _agreed_at(row)[0]:
            newest[row["person"]] = row
    for row in filter(_lasts, newest.values()):
        yield _looked(row, start_of(live_values(row, "agreed_at"), None, view.now_ms))


def _stays(view: FrozenCase) -> Iterator[_Looked]:
    for row in view.of("ShelterStay"):
        if None in live_values(row, "ended"):
            told = (*live_values(row, "arrived_at"), *live_values(row, "left_for_it_at"))
            yield _looked(row, start_of_row(told, view.made(row), view.now_ms))


def _of_children(view: FrozenCase) -> Iterator[_Looked]:
    """Yield what is to be looked at of those who are protected as children.

    A guardian names no day: each signed view of what is best for the child counts as a review of theirs.
    """
    for person in view.of("Person"):
        views = [row for row in view.of("BestInterest") if row["person"] == person.id]
        guardians = [row for row in view.of("Guardian") if row["person"] == person.id]
        if not (views or guardians) or not view.ages.is_child(person):
            continue
        signed = signed_first(views)
        newest = {row["question"]: row for row in reversed(signed)}
        starts = {row.id: start_of(live_values(row, "signed_at"), None, view.now_ms) for row in signed}
        for row in newest.values():
            yield _looked(row, starts[row.id])
        for row in guardians:
            if None in live_values(row, "ended"):
                told = live_values(row, "appointed_on")
                yield _Looked(row, max([start_of_row(told, view.made(row), view.now_ms), *starts.values()]))


def _looked(row: Row, start: Start) -> _Looked:
    return _Looked(row, start, live_values(row, "review_due"))


def _lasts(row: Row) -> bool:
    return OVER.isdisjoint(live_values(row, "status"))


def _agreed_at(row: Row) -> tuple[int, bytes]:
    return (max((moment_ms(one) or 0 for one in live_values(row, "agreed_at")), default=0), row.id)
