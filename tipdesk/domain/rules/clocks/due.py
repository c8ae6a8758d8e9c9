"""Which clocks run: those of one case, and those of the registers, each by its own function.

Pure: the same rows at the same time give the same clocks, wherever and in whatever order they came.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from tipdesk.domain.rules.clocks import (
    danger,
    decisions,
    following,
    helping,
    identifying,
    keeping,
    plans,
    referrals,
    registers,
    releases,
    reports,
    telling,
    work,
)
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.rules.clocks.decisions import Seen
from tipdesk.domain.rules.clocks.lengths import DAY_MS
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.registers import FrozenRegisters
from tipdesk.domain.rules.frozen_case import FrozenCase

OfCase = Callable[[FrozenCase, Measures], Iterator[Clock]]
OfRegisters = Callable[[FrozenRegisters, Measures], Iterator[Clock]]

OF_CASES: Mapping[str, OfCase] = {
    "danger-call": reports.danger_call,
    "child-called": reports.child_called,
    "acknowledge": reports.acknowledge,
    "triage": reports.triage,
    "review-owed": decisions.review_owed,
    "approval-owed": decisions.approval_owed,
    "handover-owed": decisions.handover_owed,
    "preliminary": identifying.preliminary,
    "final": identifying.final,
    "suspect-review": work.suspect_review,
    "task-due": work.task_due,
    "case-quiet": work.case_quiet,
    "keep-until": keeping.keep_until,
    "hold-look": keeping.hold_look,
    "risk-first": danger.risk_first,
    "risk-review": danger.risk_review,
    "safety-plan": danger.safety_plan,
    "need-urgent": helping.need_urgent,
    "release-risk": releases.release_risk,
    "victim-detained": danger.victim_detained,
    "safe-arrival": danger.safe_arrival,
    "papers-back": helping.papers_back,
    "complaint": telling.complaint,
    "own-copy": telling.own_copy,
    "outcome-told": telling.outcome_told,
    "plan-review": plans.plan_review,
    "referral-reply": referrals.referral_reply,
    "first-service": referrals.first_service,
    "consent-ends": telling.consent_ends,
    "status-ends": helping.status_ends,
    "withdrawal-told": telling.withdrawal_told,
    "follow-up": following.follow_up,
}
"""The clocks that the rows of a case tell; that of a breach is told by the breaches."""
OF_REGISTERS: Mapping[str, OfRegisters] = {
    "call-back": registers.call_back,
    "refresher": registers.refresher,
    "plan-action": registers.plan_action,
    "agreement": registers.agreement,
}
"""The clocks that the rows of a register tell."""


def measures_of(view: FrozenCase) -> Measures:
    """Return the settings and holidays by which the clocks of a case are measured."""
    return Measures(view.directory("RuleSetting"), view.directory("Holiday"))


def due(
    view: FrozenCase,
    breaches: Iterable[Seen] = (),
    measures: Measures | None = None,
    *,
    only: Collection[str] = OF_CASES,
) -> tuple[Clock, ...]:
    """Return the clocks of a case that run, the first due first; with `only`, those of these ids and of breaches.

    `breaches` are those that stand on the case, where they are known; `measures` spares reading settings once more.
    """
    found = _all(view, breaches, measures or measures_of(view), only)
    return in_order(clock for clock in found if clock.met_at is None)


def due_and_met(view: FrozenCase, breaches: Iterable[Seen] = (), measures: Measures | None = None) -> tuple[Clock, ...]:
    """Return the clocks that run, and after them those that were stopped within a day."""
    found = list(_all(view, breaches, measures or measures_of(view), OF_CASES))
    running = in_order(clock for clock in found if clock.met_at is None)
    met = [clock for clock in found if clock.met_at is not None and clock.met_at > view.now_ms - DAY_MS]
    return (*running, *sorted(met, key=lambda one: (-(one.met_at or 0), str(one.key))))


def due_in_registers(view: FrozenRegisters, measures: Measures) -> tuple[Clock, ...]:
    """Return the clocks of the registers that run, the first due first."""
    return in_order(clock for tell in OF_REGISTERS.values() for clock in tell(view, measures))


def in_order(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Return clocks in the order in which they are due."""
    return tuple(sorted(clocks, key=lambda one: one.place))


def _all(view: FrozenCase, breaches: Iterable[Seen], measures: Measures, only: Collection[str]) -> Iterator[Clock]:
    for clock, tell in OF_CASES.items():
        if clock in only:
            yield from tell(view, measures)
    yield from decisions.breach_owed(view, measures, breaches)
