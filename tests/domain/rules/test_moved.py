"""The gates of danger, and of where a person is kept, condition by condition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import DAY, HOUR, NOON, NOON_MS, a_case, a_row, after, day
from tests.domain.rules.gates_frozen import STAFF, approval, with_approval
from tests.domain.rules.moving import (
    AGENCY,
    ANN,
    BOB,
    ROLE,
    a_deed,
    a_moving_case,
    assessed,
    call,
    failed,
    fails,
    home,
    referral,
    transfer,
    within,
)
from tipdesk.domain.rules.gates.endangered import counted_risk
from tipdesk.domain.rules.gates.gate import Way
from tipdesk.domain.values import NamedRow

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row

CHILD = a_row("Person", "ann", given_names="Ann", birth_date=day("2012"), age_basis="document", main_language="eng")
LATER = NOON_MS + 4 * DAY


def stay(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a stay that began at noon."""
    told: dict[str, Any] = {"person": ANN.id, "place_code": "A", "voluntary": "yes", "may_leave": True}
    return a_row("ShelterStay", "stay", **{**told, "arrived_at": NOON, **values})


MOVE = referral(service="safety_witness_protection")
OLD = assessed("low", review_due=day("2026-11-26"))
ABROAD = transfer(kind="foreign", country="GY", agency=None)


@pytest.mark.parametrize(
    ("row", "rows", "holds"),
    [
        (MOVE, (), False),
        (MOVE, (assessed("low"),), True),
        (MOVE, (OLD,), False),
        (MOVE, (assessed("low", signed_at=None),), False),
        (MOVE, (assessed("low", signed_at=after(hours=1)),), False),
        (MOVE, (assessed("low", person=BOB.id),), False),
        (referral(), (), True),
        (referral(reason="MigrationOrChangeOfLocation"), (), False),
        (referral(direction="in", service="safety_witness_protection"), (), True),
        (referral(status="proposed", sent_at=None, service="safety_witness_protection"), (), True),
        (home(), (), False),
        (home(), (assessed("low"),), True),
        (home(status="wished"), (), True),
        (home(status="travelled"), (), False),
        (home(kind="own_arrangement"), (), True),
        (ABROAD, (within(),), False),
        (ABROAD, (within(), assessed("low")), True),
        (ABROAD, (within(identity=False),), True),
        (stay(), (), True),
        (stay(arrived_at=after(days=-4)), (), False),
        (stay(arrived_at=after(days=-4)), (assessed("low"),), True),
        (stay(arrived_at=after(days=-9), ended=after(days=-8)), (), True),
        (stay(arrived_at=after(days=-9), ended=after(days=-5)), (), False),
    ],
)
def test_the_danger_is_known_today(row: Row, rows: tuple[Row, ...], *, holds: bool) -> None:
    """A signed assessment that holds on the day of the step; a night in a safe place goes before it."""
    found = failed("risk-current", a_moving_case(AGENCY, row, *rows), row)
    assert (found is None) is holds
    if found is not None:
        assert found.has_happened is (row.record.name == "ShelterStay" or row["status"] == "travelled")
        assert found.needs[0].person == ANN.id


def signed(level: str, name: str, hours: int, **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return an assessment that was signed so many hours before noon."""
    return assessed(level, name, **{"signed_at": after(hours=-hours), **values})


HIGH, DUE = signed("high", "first", 9), signed("high", "first", 9, review_due=day("2026-11-20"))
LOW = signed("low", "second", 1)


@pytest.mark.parametrize(
    ("rows", "ways"),
    [
        ((LOW,), None),
        ((HIGH, LOW), {Way.APPROVAL}),
        ((DUE, LOW), {Way.APPROVAL, Way.REASON}),
        ((HIGH, signed("high", "second", 1)), None),
        ((HIGH, signed("imminent", "second", 1)), None),
        ((HIGH, signed("low", "second", 1, person=BOB.id)), None),
        ((signed("medium", "zero", 20), HIGH, signed("medium", "second", 1)), {Way.APPROVAL}),
        ((signed("high", "zero", 20), signed("low", "first", 9), LOW), {Way.APPROVAL}),
        ((signed("high", "first", 9, review_due=None), LOW), {Way.APPROVAL}),
        ((signed("unknown", "first", 9), LOW), {Way.APPROVAL}),
        ((HIGH, signed("", "second", 1)), None),
        ((DUE, signed("low", "second", 1, own_view=" ")), {Way.APPROVAL}),
        ((HIGH, signed("low", "second", 1, signed_at=None)), None),
    ],
)  # fmt: skip
def test_the_danger_is_not_lowered_by_one_alone(rows: tuple[Row, ...], ways: set[Way] | None) -> None:
    """A second officer agrees, or a reason does where it was due; why and their own view are written."""
    found = failed("risk-lowered", a_moving_case(*rows), rows[-1])
    assert (set(found.ways or ()) if found is not None else None) == ways


def test_a_lower_level_past_its_gate_does_not_count() -> None:
    """The higher one before it shows until somebody agrees."""
    assert counted_risk(a_moving_case(HIGH, LOW), ANN.id) is HIGH
    assert counted_risk(a_moving_case(HIGH, LOW, signed("low", "again", 0)), ANN.id) is HIGH, "nor said twice"
    assert counted_risk(a_moving_case(LOW), ANN.id) is LOW
    view = a_moving_case(HIGH, LOW, *STAFF)
    one = approval("risk-lowered", LOW, view)
    whole = replace(a_moving_case(HIGH, LOW, *STAFF, one), read_stories=with_approval(view, one).read_stories)
    assert counted_risk(whole, ANN.id) is LOW


def plan(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a safety plan that was agreed on."""
    told: dict[str, Any] = {"person": ANN.id, "agreed": "yes", "agreed_at": after(hours=-1), "status": "agreed"}
    return a_row("SafetyPlan", "plan", **{**told, "review_due": day("2026-12-20"), **values})


FOLLOWED = {"status": "follow_up"}


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ((assessed("high"),), False),
        ((assessed("imminent"),), False),
        ((assessed("medium"),), True),
        ((assessed(""),), False),
        ((assessed("not_asked"),), False),
        ((assessed("high"), plan()), True),
        ((assessed("high"), plan(agreed=None)), True),
        ((assessed("high"), plan(agreed="refused")), True),
        ((assessed("high"), plan(agreed_at=None)), True),
        ((assessed("high"), plan(agreed="no")), False),
        ((assessed("high"), plan(agreed="unsure")), True),
        ((assessed("high"), plan(status="withdrawn")), False),
        ((assessed("high"), plan(review_due=day("2026-11-26"))), False),
        ((assessed("high"), plan(person=BOB.id)), False),
        ((assessed("high", person=BOB.id),), True),
        ((), True),
    ],
)
@pytest.mark.parametrize("step", ["case", "call", "stay", "return", "referral"])
def test_high_danger_has_a_plan(step: str, rows: tuple[Row, ...], *, holds: bool) -> None:
    """Moving somebody, ringing them and closing the case ask for a plan that they agreed on and that holds."""
    row = {"call": call(), "stay": stay(), "return": home(), "referral": MOVE}.get(step)
    status = FOLLOWED if step == "case" else {}
    view = a_moving_case(AGENCY, *rows, *(() if row is None else (row,)), **status)
    found = failed("safety-plan-high", view, row or view.case)
    assert (found is None) is holds
    assert found is None or found.has_happened is (step in {"call", "stay"})


def test_what_asks_for_no_plan() -> None:
    """Going to see somebody, a case that stays open, and what was done before the danger was known."""
    view = a_moving_case(assessed("high"), call(way="in_person"), stay(arrived_at=after(hours=-3)))
    assert not fails("safety-plan-high", view, call())
    assert not fails("safety-plan-high", view, stay())
    assert not fails("safety-plan-high", view, view.case)
    closed = a_moving_case(assessed("high"), **FOLLOWED)
    deed = a_deed(closed.case, "status", roles=frozenset({"supervisor"}))
    assert failed("safety-plan-high", closed, closed.case, deed) is not None
    same = replace(deed, before=closed.case)
    assert failed("safety-plan-high", closed, closed.case, same) is None


TOLD = a_row("InformationGiven", "rules", person=ANN.id, kind="shelter_rules", understood="yes", at=after(hours=5))
ELSEWHERE = replace(TOLD, values={**TOLD.values, "about": NamedRow(TOLD.record.number, b"another stay....")})
HERE = replace(TOLD, values={**TOLD.values, "about": NamedRow(TOLD.record.number, b"stay".ljust(16, b"."))})
CORRECTED = a_row("InformationGiven", "other", person=ANN.id, kind="rights", understood="yes", corrects=TOLD.id)
PLACED = a_row("BestInterest", "best", person=ANN.id, question="placement", child_says="Yes.", decision="Stay.",
               signed_at=after(hours=20))  # fmt: skip


@pytest.mark.parametrize(
    ("person", "row", "rows", "late", "holds"),
    [
        (ANN, stay(), (), False, True),
        (ANN, stay(), (), True, False),
        (ANN, stay(), (TOLD,), True, True),
        (ANN, stay(), (HERE,), True, True),
        (ANN, stay(), (ELSEWHERE,), True, False),
        (ANN, stay(rules_told=TOLD.id), (ELSEWHERE,), True, True),
        (ANN, stay(rules_told=TOLD.id), (TOLD, CORRECTED), True, False),
        (ANN, stay(ended=after(hours=9)), (), True, True),
        (ANN, stay(voluntary="no"), (TOLD,), False, False),
        (ANN, stay(voluntary="unsure"), (TOLD,), False, False),
        (ANN, stay(may_leave=False), (TOLD,), False, False),
        (ANN, stay(may_leave=None), (TOLD,), False, False),
        (ANN, stay(arrived_at=None, voluntary="no"), (), False, False),
        (CHILD, stay(voluntary="no"), (), False, True),
        (CHILD, stay(), (TOLD,), True, False),
        (CHILD, stay(), (TOLD, PLACED), True, True),
        (CHILD, stay(may_leave=False), (TOLD, PLACED), False, False),
    ],
)
def test_a_safe_place_is_ones_own_choice(
    person: Row, row: Row, rows: tuple[Row, ...], *, late: bool, holds: bool
) -> None:
    """By their own yes, free to leave; the rules, and of a child what is best for it, within 72 hours."""
    view = a_case(person, ROLE, row, *rows, now=LATER if late else NOON_MS + HOUR)
    found = failed("shelter-voluntary", view, row)
    assert (found is None) is holds
    assert found is None or found.has_happened


@pytest.mark.parametrize(("voluntary", "holds"), [("unsure", True), ("no", False)])
def test_headquarters_agrees_where_they_are_unsure_and_never_to_a_no(voluntary: str, *, holds: bool) -> None:
    """A no is possible detention, whoever agrees."""
    row = stay(voluntary=voluntary)
    view = a_moving_case(row, TOLD, *STAFF)
    by = {"decided_by": b"third".ljust(16, b".")}
    one = approval("shelter-voluntary", row, view, **by)
    whole = replace(a_moving_case(row, TOLD, *STAFF, one), read_stories=with_approval(view, one).read_stories)
    assert fails("shelter-voluntary", whole, row) is not holds
    found = failed("shelter-voluntary", view, row)
    assert found is not None
    assert (found.ways is None) is holds


def held(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return that somebody was locked up."""
    told: dict[str, Any] = {"person": ANN.id, "place_kind": "police_cell", "basis": "arrest", "began": NOON}
    return a_row("Detention", "held", **{**told, "exigent": "A fire.", "court_by": after(days=2), **values})


def decided(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a first decision that somebody may be a victim."""
    told: dict[str, Any] = {"person": ANN.id, "kind": "preliminary", "outcome": "PossibleVictimOfTrafficking"}
    return a_row("Determination", "decided", **{**told, "signed_at": after(days=-1), **values})


@pytest.mark.parametrize(
    ("row", "rows", "is_agreed", "ways"),
    [
        (held(), (decided(),), True, None),
        (held(), (decided(),), False, {Way.REVIEW}),
        (held(exigent=None), (decided(),), True, set()),
        (held(court_by=None), (decided(),), True, {Way.REVIEW}),
        (held(court_by=None, ended=after(hours=1)), (decided(),), True, None),
        (held(place_kind="guarded_hospital"), (decided(),), False, None),
        (held(place_kind="immigration"), (decided(),), False, {Way.REVIEW}),
        (held(place_kind="prison"), (decided(),), False, {Way.REVIEW}),
        (held(place_kind="locked_institution"), (decided(),), False, {Way.REVIEW}),
        (held(), (), False, None),
        (held(), (decided(signed_at=None),), False, None),
        (held(), (decided(outcome="NotAVictimOfTrafficking"),), False, None),
        (held(person=BOB.id), (decided(person=BOB.id),), False, None),
        (held(ended=after(hours=-30), began=after(hours=-40)), (decided(),), False, None),
    ],
)
def test_no_victim_is_locked_up(row: Row, rows: tuple[Row, ...], *, is_agreed: bool, ways: set[Way] | None) -> None:
    """After a positive decision: for circumstances in words, with headquarters' agreement, until a set time."""
    view = a_moving_case(row, *rows, *STAFF)
    if is_agreed:
        by = {"decided_by": b"third".ljust(16, b".")}
        one = approval("no-detention", row, view, **by)
        view = replace(a_moving_case(row, *rows, *STAFF, one), read_stories=with_approval(view, one).read_stories)
    found = failed("no-detention", view, row)
    assert (set(found.ways or ()) if found is not None else None) == ways
    assert found is None or found.has_happened
