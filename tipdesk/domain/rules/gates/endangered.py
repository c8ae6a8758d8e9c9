"""The gates of danger: nothing goes on without knowing it today, it is not lowered by one alone, and it has a plan."""

from collections.abc import Iterator
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
from tipdesk.domain.rules.gates.predicates import NotJudgedError, by_role, is_told
from tipdesk.domain.rules.gates.protected import risk
from tipdesk.domain.rules.gates.transfers import KNOWN_BY, STEP, sent_transfers
from tipdesk.domain.rules.gates.victims import is_victim
from tipdesk.domain.rules.risks import height, is_high, level_of
from tipdesk.domain.rules.safety_plans import holds
from tipdesk.domain.texts import _

_ASSESSES = frozenset({"victim_support", "supervisor", "investigator"})
_PLANS = frozenset({"victim_support", "supervisor"})
_AGREE = frozenset({"supervisor", "coordinator"})
_SETTLES = frozenset({"follow_up", "closed", "closed_referred"})
_ASSESSED = ("person", "at", "threats_from", "own_view", "level", "why", "destination", "review_due")


def counted_risk(view: FrozenCase, person: bytes, before: bytes | None = None) -> Row | None:
    """Return the signed assessment of the danger for a person that counts, None where nobody has signed one.

    With `before`, it is the one that counted until the assessment of this id was signed. A lower level that came past
    its gate does not count, however often it is said again: the higher one does until somebody agrees.
    """
    found = [row for row, _is_lower in _counted(view, person, before)]
    return found[-1] if found else None


def find_lower(view: FrozenCase) -> frozenset[bytes]:
    """Return the ids of the assessments that say that the danger is less than before, and count (`rules/risks`)."""
    people = {one for row in view.of("RiskAssessment") for one in people_of(row, "person")}
    return frozenset(row.id for one in people for row, is_lower in _counted(view, one) if is_lower)


def _counted(view: FrozenCase, person: bytes, before: bytes | None = None) -> Iterator[tuple[Row, bool]]:
    """Yield the assessments of a person that counted, the oldest first, and whether each says less than before."""
    counted: Row | None = None
    for row in reversed(signed_first(view.of("RiskAssessment"))):
        if row.id == before:
            return
        if person in people_of(row, "person") and (counted is None or not _is_lower_past(view, row, counted)):
            yield row, counted is not None and height(level_of(row)) < height(level_of(counted))
            counted = row


def is_endangered(view: FrozenCase, person: bytes) -> bool:
    """Tell whether the danger for a person is high, or signed without a level that is known."""
    counted = counted_risk(view, person)
    return counted is not None and is_high(level_of(counted))


def _is_lower_past(view: FrozenCase, row: Row, before: Row) -> bool:
    try:
        return _lowering(view, row, before, None) is not None
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
    said = _("Assess the danger first: there is no signed assessment that is still valid today.")
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
    person = next(iter(sorted(people_of(row, "person"))), b"")
    before = counted_risk(view, person, row.id)
    return _lowering(view, row, before, deed) if before is not None else None


def _lowering(view: FrozenCase, row: Row, before: Row, deed: Deed | None) -> Failed | None:
    """Judge an assessment by the one that counted before it."""
    if height(level_of(row)) >= height(level_of(before)):
        return None
    person = next(iter(sorted(people_of(row, "person"))), None)
    needs = by_role(deed, _ASSESSES, row) if deed is not None else []
    if needs:
        said = _("Only victim support, an investigator or a supervisor can lower the level of danger.")
        return Failed(LOWERED.id, "RiskAssessment", row.id, said, tuple(needs))
    fields = tuple(name for name in ("why", "own_view") if not is_told(row, name))
    signers = deed.doer.ids if deed is not None else frozenset(one.actor for one in view.standing(row, "signed_at"))
    is_due = not is_until(before, "review_due", _signed_on(view, row), if_empty=True)
    if not fields and (
        is_approved(view, LOWERED, row, at_ms=_signed_ms(view, row), besides=signers)
        or (is_due and _has_reason(view, row, deed))
    ):
        return None
    said = _(
        "You lower the level of danger: say why, write down how the person sees it, and ask a supervisor to agree."
    )
    ask = Need("Approval", ("ask",), row.id, person, tuple(sorted(_AGREE)), LOWERED.id)
    needs = [Need("RiskAssessment", fields, row.id, person)] if fields else []
    ways = frozenset({Way.APPROVAL, Way.REASON}) if is_due and not fields else frozenset({Way.APPROVAL})
    return Failed(LOWERED.id, "RiskAssessment", row.id, said, (*needs, ask), fields=("level", *fields), ways=ways)


def _signed_on(view: FrozenCase, row: Row) -> date:
    return day_of(_signed_ms(view, row))


def _signed_ms(view: FrozenCase, row: Row) -> int:
    told_at = [one for one in live_values(row, "signed_at") if isinstance(one, datetime)]
    return (moment_ms(max(told_at)) if told_at else None) or view.now_ms


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
        if is_victim(view, one) and is_endangered(then, one) and not _has_plan(then, one)
    ]
    if not people:
        return None
    said = _("The danger is high: first agree on a safety plan with the person.")
    fields = ("person_does", "we_do", "agreed", "agreed_at", "review_due")
    needs = tuple(Need("SafetyPlan", fields, None, one) for one in people)
    return Failed(PLANNED.id, row.record.name, row.id, said, needs, has_happened=step.has_happened)


def _has_plan(view: FrozenCase, person: bytes) -> bool:
    return any(holds(row, view.today) for row in view.of("SafetyPlan") if row["person"] == person)


def _risking(view: FrozenCase, _gate: Gate) -> Iterator[Row]:
    for record in ("ShelterStay", "Return", "Referral"):
        yield from view.of(record)
    yield from sent_transfers(view)


def _moving(view: FrozenCase, gate: Gate) -> Iterator[Row]:
    if any(is_high(level_of(row)) for row in view.of("RiskAssessment")):
        yield view.case
        yield from calls_that_stand(view, gate)
        for record in ("ShelterStay", "Return", "Referral"):
            yield from view.of(record)


CURRENT = Gate(
    "risk-current",
    _("The danger is assessed and up to date"),
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
    _("Nobody lowers the level of danger alone"),
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
    _("High danger needs a safety plan"),
    (OF_STAY, OF_RETURN, OF_REFERRAL, Guard("Call"), Guard("Case", frozenset({"status"}))),
    _planned,
    who=_PLANS,
    past=(Past(Way.REVIEW, grounds=frozenset({"danger"})),),
    source="ours; IOM",
    guarded=_moving,
    known_by=KNOWN_BY,
    since_schema=SINCE,
)
