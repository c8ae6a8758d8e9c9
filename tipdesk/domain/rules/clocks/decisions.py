"""The clocks of what somebody else owes: a review, an answer to who asks for approval or hands over, and words."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import Clock, Start, moment_ms, start_of_row
from tipdesk.domain.rules.clocks.lengths import DAY_MS
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.values import NamedRow

BREACH, OLDER = "breach", "older_program"
OF_BREACH = frozenset({BREACH, OLDER})
"""The grounds of a review of what came in past a gate."""
_CLOSING = "closure"


class Seen(Protocol):
    """A breach as this clock asks for it: which gate, about which row, and when headquarters first saw it."""

    @property
    def gate(self) -> str:
        """The id of the gate."""

    @property
    def subject(self) -> NamedRow:
        """The row that it guards."""

    @property
    def seen_at(self) -> int:
        """When headquarters first saw it, in ms since 1970."""


def review_owed(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each review until somebody has decided it; what the row names as its end counts if earlier.

    A decided review of a breach is what stopped the clock of that.
    """
    for row in view.of("Review"):
        met = _met(row, "decision")
        if met is not None and met < view.now_ms - DAY_MS:
            continue
        start = start_of_row(live_values(row, "acted_at"), view.made(row), view.now_ms)
        is_of_breach = met is not None and row["ground"] in OF_BREACH
        clock = measures.clock(
            "breach-owed" if is_of_breach else "review-owed", row, start, met_at=met, gate=str(row["gate"] or "")
        )
        named = [end for one in live_values(row, "due") if (end := moment_ms(one)) is not None]
        yield _until(clock, min([clock.ends, *named]), measures, row)


def approval_owed(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each question for approval until it is answered; of a closing it is longer."""
    for row in view.of("Approval"):
        met = _met(row, "decision")
        if met is not None and met < view.now_ms - DAY_MS:
            continue
        gate = str(row["gate"] or "")
        rule = "approval-owed-closure" if gate.startswith(_CLOSING) else "approval-owed"
        start = start_of_row(live_values(row, "asked_at"), view.made(row), view.now_ms)
        yield measures.clock(rule, row, start, met_at=met, gate=gate)


def handover_owed(view: FrozenCase, measures: Measures) -> Iterator[Clock]:
    """Yield the clock of each offer of the case to another post until it is answered."""
    for row in view.of("CaseHandover"):
        met = _met(row, "answer", "answered_at")
        if met is not None and met < view.now_ms - DAY_MS:
            continue
        start = start_of_row(live_values(row, "asked_at"), view.made(row), view.now_ms)
        yield measures.clock("handover-owed", row, start, met_at=met)


def breach_owed(view: FrozenCase, measures: Measures, breaches: Iterable[Seen]) -> Iterator[Clock]:
    """Yield the clock of each breach that stands."""
    for one in breaches:
        start = Start(min(one.seen_at, view.now_ms))
        yield measures.clock("breach-owed", view.case, start, subject=one.subject, gate=one.gate)


def _met(row: Row, field: str, when: str = "decided_at") -> int | None:
    """Return when a row was answered, 0 where it does not say; None while it is not."""
    if live_values(row, field) <= {None}:
        return None
    return max((moment_ms(at) or 0 for at in live_values(row, when)), default=0)


def _until(clock: Clock, ends: int, measures: Measures, row: Row) -> Clock:
    if ends == clock.ends:
        return clock
    start = Start(clock.starts, clock.is_doubtful)
    return measures.clock_until(clock.rule, row, start, ends, met_at=clock.met_at, gate=clock.gate)
