"""The gates of danger: nothing goes on without knowing it today, it is not lowered by one alone, and it has a plan."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.determinations import is_signed, signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.beside import people_of
from tipdesk.domain.rules.gates.contact import called_ms, calls_that_stand, find_called
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.journeys import (
    OF_REFERRAL,
    OF_RETURN,
    OF_STAY,
    Step,
    abroad_step,
    is_own_way,
    relocation_step,
    return_step,
    stay_step,
)
from tipdesk.domain.rules.gates.moments import SINCE, is_until, view_at, written_ms
from tipdesk.domain.rules.gates.predicates import NotJudgedError, by_role, is_told, told
from tipdesk.domain.rules.gates.protected import risk
from tipdesk.domain.rules.gates.transfers import KNOWN_BY, STEP, sent_transfers
from tipdesk.domain.rules.gates.victims import is_victim
from tipdesk.domain.texts import _

_ASSESSES = frozenset({"victim_support", "supervisor", "investigator"})
_PLANS = frozenset({"victim_support", "supervisor"})
_AGREE = frozenset({"supervisor", "coordinator"})
_RANKS: Mapping[object, int] = {"low": 1, "medium": 2, "high": 3, "imminent": 4}
"""How great the danger is, by the codes of the list `risk_level`."""
_HIGH = _RANKS["high"]
_SETTLES = frozenset({"follow_up", "closed", "closed_referred"})
_OVER = frozenset({"ended", "withdrawn"})
_ASSESSED = ("person", "at", "threats_from", "own_view", "level", "why", "destination", "review_due")


def rank_of(view: FrozenCase, person: bytes) -> int:
    """Return how great the danger for a person is held to be, 0 where nobody has said so and signed it.

    A lower level that came past its gate does not count: the one before it does.
    """
    rank = 0
    for row in _assessments(view, person):
        rank = max(rank, _rank(row))
        if not _is_lower_past(view, row):
            break
    return rank


def _assessments(view: FrozenCase, person: bytes) -> tuple[Row, ...]:
    return tuple(row for row in signed_first(view.of("RiskAssessment")) if person in live_values(row, "person"))


def _rank(row: Row) -> int:
    return max(_RANKS.get(one, 0) for one in live_values(row, "level"))


def _is_lower_past(view: FrozenCase, row: Row) -> bool:
    try:
        return _lowered(view, row, None) is not None
    except NotJudgedError:
        return False


def _steps_of_risk(view: FrozenCase, row: Row, deed: Deed | None) -> Step | None:
    name = row.record.name
    if name == "ShelterStay":
        return stay_step(view, row, is_long=True)
    if name == "Return":
        return None if is_own_way(view, row) else return_step(view, row, deed)
    return relocation_step(view, row, deed) if name == "Referral" else abroad_step(view, row, deed)


def _current(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    step = _steps_of_risk(view, row, deed)
    if step is None:
        return None
    then = view_at(view, deed, _asked_ms(view, row, step))
    people = sorted(one for one in step.people if is_victim(view, one) and risk(then, one) is None)
    if not people:
        return None
    said = _("First look at the danger: there is no signed assessment that holds today.")
    needs = tuple(Need("RiskAssessment", ("level", "own_view", "why", "review_due"), None, one) for one in people)
    return Failed(CURRENT.id, row.record.name, row.id, said, needs, has_happened=step.has_happened)


def _asked_ms(view: FrozenCase, row: Row, step: Step) -> int:
    """Return when the danger has to be known: for a stay now, or when it ended; for a step when it is taken."""
    if row.record.name != "ShelterStay":
        return step.at_ms
    ended = [moment_ms(one) for one in live_values(row, "ended")]
    return view.now_ms if None in ended else max(one for one in ended if one is not None)


def _lowered(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if not is_signed(row):
        return None
    person = row["person"] if isinstance(row["person"], bytes) else b""
    before = _before(view, row, person)
    if before is None or _rank(row) >= _rank(before):
        return None
    needs = by_role(deed, _ASSESSES, row) if deed is not None else []
    if needs:
        said = _("Victim support, an investigator or a supervisor says that the danger is less than before.")
        return Failed(LOWERED.id, "RiskAssessment", row.id, said, tuple(needs))
    fields = tuple(name for name in ("why", "own_view") if not is_told(row, name))
    signers = deed.doer.ids if deed is not None else frozenset(one.actor for one in view.standing(row, "signed_at"))
    is_due = not is_until(before, "review_due", _signed_on(view, row), if_empty=False)
    if not fields and (is_approved(view, LOWERED, row, besides=signers) or (is_due and _has_reason(view, row, deed))):
        return None
    said = _("The danger is said to be less than before: say why and how they see it, and a second officer agrees.")
    ask = Need("Approval", ("ask",), row.id, person, tuple(sorted(_AGREE)), LOWERED.id)
    needs = [Need("RiskAssessment", fields, row.id, person)] if fields else []
    ways = frozenset({Way.APPROVAL, Way.REASON}) if is_due and not fields else frozenset({Way.APPROVAL})
    return Failed(LOWERED.id, "RiskAssessment", row.id, said, (*needs, ask), fields=("level", *fields), ways=ways)


def _before(view: FrozenCase, row: Row, person: bytes) -> Row | None:
    """Return the assessment that was signed before this one."""
    signed = _assessments(view, person)
    mine = next((at for at, one in enumerate(signed) if one.id == row.id), len(signed))
    return next(iter(signed[mine + 1 :]), None)


def _signed_on(view: FrozenCase, row: Row) -> date:
    told_at = [one for one in live_values(row, "signed_at") if isinstance(one, datetime)]
    return day_of(moment_ms(max(told_at)) or view.now_ms) if told_at else view.today


def _has_reason(view: FrozenCase, row: Row, deed: Deed | None) -> bool:
    return deed is None and any(one.reason for one in view.standing(row, "signed_at"))


def _steps_of_plan(view: FrozenCase, row: Row, deed: Deed | None) -> Step | None:
    name = row.record.name
    if name == view.case.record.name:
        return _settling(view, row, deed)
    if name == "Call":
        person = None if row["way"] == "in_person" else find_called(view, row)
        return Step(frozenset({person}), called_ms(view, row, deed), has_happened=True) if person is not None else None
    if name == "ShelterStay":
        return stay_step(view, row, is_long=False)
    if name == "Return":
        return None if is_own_way(view, row) else return_step(view, row, deed)
    return relocation_step(view, row, deed)


def _settling(view: FrozenCase, case: Row, deed: Deed | None) -> Step | None:
    """Return the step by which a case is followed up or closed, which concerns everybody of whose danger it tells."""
    before = live_values(deed.before, "status") if deed is not None and deed.before is not None else frozenset()
    status = live_values(case, "status")
    if status.isdisjoint(_SETTLES) or status == before:
        return None
    people = frozenset(one for row in view.of("RiskAssessment") for one in people_of(row, "person"))
    return Step(people, view.now_ms if deed is not None else written_ms(view, case, "status"))


def _planned(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    step = _steps_of_plan(view, row, deed)
    if step is None:
        return None
    then = view_at(view, deed, step.at_ms)
    people = [
        one
        for one in sorted(step.people)
        if is_victim(view, one) and rank_of(then, one) >= _HIGH and not _has_plan(then, one)
    ]
    if not people:
        return None
    said = _("The danger is high: first agree on a safety plan with the person.")
    fields = ("person_does", "we_do", "agreed", "review_due")
    needs = tuple(Need("SafetyPlan", fields, None, one) for one in people)
    return Failed(PLANNED.id, row.record.name, row.id, said, needs, has_happened=step.has_happened)


def _has_plan(view: FrozenCase, person: bytes) -> bool:
    return any(
        row["person"] == person
        and "no" not in told(row, "agreed")
        and told(row, "status").isdisjoint(_OVER)
        and is_until(row, "review_due", view.today, if_empty=False)
        for row in view.of("SafetyPlan")
    )


def _risking(view: FrozenCase, _gate: Gate) -> Iterator[Row]:
    for record in ("ShelterStay", "Return", "Referral"):
        yield from view.of(record)
    yield from sent_transfers(view)


def _moving(view: FrozenCase, gate: Gate) -> Iterator[Row]:
    if any(_rank(row) >= _HIGH for row in view.of("RiskAssessment")):
        yield view.case
        yield from calls_that_stand(view, gate)
        for record in ("ShelterStay", "Return", "Referral"):
            yield from view.of(record)


CURRENT = Gate(
    "risk-current",
    _("The danger is known today"),
    (OF_STAY, OF_RETURN, OF_REFERRAL, STEP),
    _current,
    who=_ASSESSES,
    past=(Past(Way.REVIEW, grounds=frozenset({"danger", "medical"})),),
    basis=Basis.PRACTICE,
    source="IOM handbook",
    guarded=_risking,
    known_by=KNOWN_BY,
    since_schema=SINCE,
)
LOWERED = Gate(
    "risk-lowered",
    _("Nobody alone says that the danger is less"),
    (Guard("RiskAssessment", frozenset({"signed_at"})),),
    _lowered,
    who=_ASSESSES,
    past=(Past(Way.APPROVAL, _AGREE), Past(Way.REASON)),
    source="ours",
    approvers=_AGREE,
    approved_fields=_ASSESSED,
    since_schema=SINCE,
)
PLANNED = Gate(
    "safety-plan-high",
    _("High danger has a plan"),
    (OF_STAY, OF_RETURN, OF_REFERRAL, Guard("Call"), Guard("Case", frozenset({"status"}))),
    _planned,
    who=_PLANS,
    past=(Past(Way.REVIEW, grounds=frozenset({"danger"})),),
    source="ours; IOM",
    guarded=_moving,
    known_by=KNOWN_BY,
    since_schema=SINCE,
)
