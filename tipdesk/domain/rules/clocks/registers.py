"""The clocks of the registers beside cases: a call back, a refresher, an action of the plan, an agreement.

Each is due on a day that its row names, the earliest where several are live. They read rows through `FrozenRegisters`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import FARTHEST_DAYS, Clock, Start, moment_ms, officers_in, start_of
from tipdesk.domain.rules.clocks.lengths import DAY_MS, end_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.refreshers import refresher_days
from tipdesk.domain.values import PartialDate

_OVER = frozenset({"done", "dropped"})


@dataclass(frozen=True)
class FrozenRegisters:
    """One state of the registers: `of` gives the live rows of a record by its name, and `now_ms` is the time."""

    now_ms: int
    of: Callable[[str], tuple[Row, ...]]


def call_back(view: FrozenRegisters, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each hotline call whose caller waits to be called back."""
    for row in view.of("HotlineCall"):
        if live_values(row, "called_back_at") <= {None}:
            start = start_of(live_values(row, "at"), None, view.now_ms)
            yield from _on_its_day(view, measures, "call-back", row, "call_back_due", start, "answered_by")


def plan_action(view: FrozenRegisters, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each action of the plan that is neither done nor dropped."""
    for row in view.of("PlanAction"):
        if not live_values(row, "status") <= _OVER:
            yield from _on_its_day(view, measures, "plan-action", row, "due", None)


def agreement(view: FrozenRegisters, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each agreement that has not ended and names a day for its review."""
    for row in view.of("SharingAgreement"):
        ended = [moment_ms(one) for one in live_values(row, "ended")]
        if not all(end is not None and end <= view.now_ms for end in ended):
            yield from _on_its_day(view, measures, "agreement", row, "review_due", None)


def refresher(view: FrozenRegisters, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of everybody's next refresher: on the day their row names, or so long after their training.

    A training that names several gaps is refreshed as often; each refresher that was attended answers the next of them.
    """
    sessions = {row.id: row for row in view.of("TrainingSession")}
    trainings = {row.id: row for row in view.of("Training")}
    people = view.of("Participation")
    done: dict[object, int] = {}
    for row in people:
        if row["refreshes"] is not None and live_values(row, "attended") == {True}:
            done[row["refreshes"]] = done.get(row["refreshes"], 0) + 1
    for row in people:
        if True not in live_values(row, "attended") or row["refreshes"] is not None:
            continue  # a refresher is counted from the training that was the first
        session = sessions.get(row["session"])  # type: ignore[arg-type] # None and what is no id find nothing
        training = trainings.get(session["training"]) if session is not None else None  # type: ignore[arg-type] # as above
        days = refresher_days(training["refreshers"] if training else None, session["on"] if session else None)
        days = days[done.get(row.id, 0) :]
        if not done.get(row.id):
            days += [one.last_day for one in live_values(row, "refresher_due") if isinstance(one, PartialDate)]
        if days:
            officers = officers_in(*live_values(row, "officer"))
            clock = measures.clock_until("refresher", row, _first_ever(), end_of(min(days)), officers=officers)
            yield _doubted(clock, view.now_ms)


def own_refresher(view: FrozenRegisters, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each officer's newest certificate of a training, which is all that a post has of them."""
    newest: dict[tuple[object, object], Row] = {}
    for row in view.of("Certificate"):
        key, before = (row["officer"], row["training"]), newest.get((row["officer"], row["training"]))
        if before is None or (_day(row), row.id) > (_day(before), before.id):
            newest[key] = row
    for row in newest.values():
        yield from _on_its_day(view, measures, "refresher", row, "refresher_due", None, "officer")


def _on_its_day(
    view: FrozenRegisters,
    measures: Measures,
    rule: str,
    row: Row,
    field: str,
    start: Start | None,
    officer: str = "",
) -> Iterator[Clock]:
    days = [end for one in live_values(row, field) if (end := moment_ms(one)) is not None]
    if days:
        officers = officers_in(*live_values(row, officer)) if officer else frozenset[bytes]()
        yield _doubted(
            measures.clock_until(rule, row, start or _first_ever(), min(days), officers=officers), view.now_ms
        )


def _first_ever() -> Start:
    """Return a start before all others, for a clock of which only its end is known: it warns by its end alone."""
    return Start(0)


def _doubted(clock: Clock, now_ms: int) -> Clock:
    is_far = clock.ends > now_ms + FARTHEST_DAYS * DAY_MS
    return replace(clock, is_doubtful=True) if is_far else clock


def _day(row: Row) -> date:
    on = row["on"]
    return on.last_day if isinstance(on, PartialDate) else date.min
