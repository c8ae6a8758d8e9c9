"""The gates of danger, of where a person is kept, of referrals and of the way home, condition by condition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import DAY, HOUR, NOON, NOON_MS, a_case, a_row, after, day
from tests.domain.rules.gates_frozen import ME, STAFF, approval, with_approval
from tests.domain.rules.moving import (
    AGENCY,
    ANN,
    BOB,
    ROLE,
    a_deed,
    a_moving_case,
    agency,
    assessed,
    call,
    consent,
    failed,
    fails,
    transfer,
    within,
)
from tipdesk.domain.changes import Dot
from tipdesk.domain.rows import Happening
from tipdesk.domain.rules.gates.endangered import rank_of
from tipdesk.domain.rules.gates.gate import Way

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.frozen_case import FrozenCase

CHILD = a_row("Person", "ann", given_names="Ann", birth_date=day("2012"), age_basis="document", main_language="eng")
LATER = NOON_MS + 4 * DAY


def stay(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a stay that began at noon."""
    told: dict[str, Any] = {"person": ANN.id, "place_code": "A", "voluntary": "yes", "may_leave": True}
    return a_row("ShelterStay", "stay", **{**told, "arrived_at": NOON, **values})


def home(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a way home that is planned."""
    told: dict[str, Any] = {"person": ANN.id, "kind": "assisted_voluntary", "status": "planned", "country": "GY"}
    told |= {"receiving": AGENCY.id, "receiving_answer": "accepted", "identity_document": b"paper"}
    return a_row("Return", "home", **{**told, "on": day("2026-12-10"), **values})


def referral(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a referral that was sent at noon."""
    told: dict[str, Any] = {"person": ANN.id, "direction": "out", "agency": AGENCY.id, "service": "medical_general"}
    told |= {"reason": "Other", "status": "sent", "sent_at": NOON, "reply_due": after(days=3)}
    return a_row("Referral", "referral", **{**told, **values})


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
        ((signed("high", "zero", 20), signed("low", "first", 9), LOW), None),
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
    assert rank_of(a_moving_case(HIGH, LOW), ANN.id) == 3
    assert rank_of(a_moving_case(LOW), ANN.id) == 1
    view = a_moving_case(HIGH, LOW, *STAFF)
    one = approval("risk-lowered", LOW, view)
    whole = replace(a_moving_case(HIGH, LOW, *STAFF, one), read_stories=with_approval(view, one).read_stories)
    assert rank_of(whole, ANN.id) == 1


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
        ((assessed("high"), plan()), True),
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
PLACED = a_row("BestInterest", "best", person=ANN.id, question="placement", child_says="Yes.", decision="Stay.",
               signed_at=after(hours=20))  # fmt: skip


@pytest.mark.parametrize(
    ("person", "row", "rows", "late", "holds"),
    [
        (ANN, stay(), (), False, True),
        (ANN, stay(), (), True, False),
        (ANN, stay(), (TOLD,), True, True),
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


NEED = a_row("Need", "need", person=ANN.id, kind="medical_general", wish="wanted")
GONE = a_row("Need", "need", person=ANN.id, kind="medical_general", wish="declined")
LEFT = transfer(referral=referral().id)
PROPOSED = {"status": "proposed", "sent_at": None, "reply_due": None}


@pytest.mark.parametrize(
    ("row", "rows", "holds"),
    [
        (referral(), (LEFT,), True),
        (referral(), (), False),
        (referral(reply_due=None), (LEFT,), False),
        (referral(need=NEED.id), (LEFT, NEED), True),
        (referral(need=GONE.id), (LEFT, GONE), False),
        (referral(reason=None, need=NEED.id), (LEFT, NEED), True),
        (referral(reason=None), (LEFT,), False),
        (referral(**PROPOSED), (), True),
        (referral(**PROPOSED, need=GONE.id), (GONE,), False),
        (referral(**PROPOSED, agency=b"another"), (), False),
        (referral(direction="in"), (), True),
        (referral(status="revoked", sent_at=None), (), True),
    ],
)
def test_an_agency_is_asked_for_what_the_person_wants(row: Row, rows: tuple[Row, ...], *, holds: bool) -> None:
    """A need or reason, a known agency, the wish; and for sending a day for the answer and what goes with it."""
    assert fails("referral-proposed", a_moving_case(AGENCY, row, *rows), row) is not holds
    assert fails("referral-proposed", a_moving_case(agency(may_receive=False), row, *rows), row) or (
        row["direction"] == "in" or row["status"] == "revoked"
    )


def reply(answer: str, **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return what the agency answered."""
    told: dict[str, Any] = {"referral": referral().id, "answer": answer, "replied_by": "The nurse", "at": NOON}
    return a_row("ReferralReply", answer, **{**told, **values})


TO_AGENCY = call(agency=AGENCY.id, answer="answered", at=after(hours=1))


@pytest.mark.parametrize(
    ("status", "rows", "holds"),
    [
        ("sent", (), True),
        ("received", (), True),
        *((status, (), False) for status in ("accepted", "rejected", "in_progress", "done")),
        *((status, (reply(status),), True) for status in ("accepted", "rejected", "in_progress", "done")),
        ("accepted", (reply("rejected"),), False),
        ("accepted", (reply("accepted", replied_by=" "),), False),
        ("accepted", (reply("accepted", at=None),), False),
        ("accepted", (reply("accepted", referral=b"another"),), False),
        ("accepted", (reply("accepted"), reply("question", corrects=reply("accepted").id)), False),
        ("revoked", (), False),
        ("revoked", (reply("question"),), True),
        ("revoked", (TO_AGENCY,), True),
        ("revoked", (replace(TO_AGENCY, values={**TO_AGENCY.values, "answer": "no_answer"}),), False),
        ("revoked", (replace(TO_AGENCY, values={**TO_AGENCY.values, "at": after(hours=-1)}),), False),
    ],
)
def test_nothing_is_answered_that_nobody_said(status: str, rows: tuple[Row, ...], *, holds: bool) -> None:
    """Each answer has its reply, with who gave it and when; what was sent is taken back by telling them."""
    row = referral(status=status)
    assert fails("referral-answered", a_moving_case(row, *rows), row) is not holds
    assert not fails("referral-answered", a_moving_case(referral(status=status, direction="in")), row)
    deed = a_deed(row, "status", roles=frozenset({"frontline"}))
    is_answer = status not in {"sent", "received"}
    assert (failed("referral-answered", a_moving_case(row, *rows), row, deed) is not None) is is_answer


def wish(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return what the person wants: to go home, without fear."""
    told: dict[str, Any] = {"person": ANN.id, "at": after(hours=-1), "afraid_to_go_home": "no", "place": "go_home"}
    return a_row("VictimWish", "wish", **{**told, "tell_consulate": "yes", **values})


CONSULATE = agency(kind="consulate", country="GY")
TO_CONSULATE = call(agency=AGENCY.id)
STATE = consent("foreign_authority", country="GY")


@pytest.mark.parametrize(
    ("row", "rows", "is_agreed", "holds"),
    [
        (TO_CONSULATE, (CONSULATE,), False, False),
        (TO_CONSULATE, (CONSULATE, wish()), False, True),
        (TO_CONSULATE, (CONSULATE, wish(tell_consulate="no")), False, False),
        (TO_CONSULATE, (CONSULATE, wish(tell_consulate="unsure")), False, False),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home=None)), False, False),
        (TO_CONSULATE, (CONSULATE, wish(at=after(hours=1))), False, False),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home="yes")), False, False),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home="yes"), STATE), False, False),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home="yes")), True, False),
        (TO_CONSULATE, (CONSULATE, wish(afraid_to_go_home="unsure"), STATE), True, True),
        (TO_CONSULATE, (agency(country="GY"),), False, False),
        (TO_CONSULATE, (agency(country="DM"),), False, True),
        (TO_CONSULATE, (agency(country="LC"),), False, True),
        (call(agency=AGENCY.id, of_person=None), (CONSULATE,), False, False),
        (call(agency=AGENCY.id, of_person=BOB.id), (CONSULATE,), False, True),
        (call(agency=AGENCY.id, direction="received"), (CONSULATE,), False, True),
        (ABROAD, (within(),), False, False),
        (ABROAD, (within(), wish()), False, True),
        (ABROAD, (within(), wish(afraid_to_go_home="yes"), STATE), True, True),
        (transfer(), (agency(country="LC"), within()), False, True),
        (transfer(), (agency(country="GY"), within()), False, False),
        (transfer(), (CONSULATE, within(), wish(tell_consulate="no")), False, False),
    ],
)
def test_fear_is_asked_of_first(row: Row, rows: tuple[Row, ...], *, is_agreed: bool, holds: bool) -> None:
    """Before another State is told: fear, the consulate; of whoever fears, their consent and headquarters."""
    view = a_moving_case(row, *rows, *STAFF)
    if is_agreed:
        by = {"decided_by": b"third".ljust(16, b".")}
        one = approval("fear-first", ANN, view, **by)
        view = replace(a_moving_case(row, *rows, *STAFF, one), read_stories=with_approval(view, one).read_stories)
    found = failed("fear-first", view, row)
    assert (found is None) is holds
    assert found is None or found.has_happened is (row.record.name == "Call")


def followed(*dues: str) -> tuple[Row, ...]:
    """Return when somebody asks after the person."""
    return tuple(a_row("FollowUp", due, journey_home=home().id, due=day(due), person=ANN.id) for due in dues)


AFTERWARDS = followed("2027-01-10", "2027-03-08", "2027-06-12", "2027-12-10")
OFFERED = a_row("InformationGiven", "offer", person=ANN.id, kind="return", understood="yes", at=after(hours=-2))
GOING = consent("return")
SAFE = assessed("low", destination="GY")
WHOLE = (OFFERED, wish(), GOING, SAFE, *AFTERWARDS)
NOBODY = {"receiving": None, "receiving_answer": None}


def without(*gone: Row) -> tuple[Row, ...]:
    """Return everything that a return asks for but these."""
    return tuple(row for row in WHOLE if row not in gone)


@pytest.mark.parametrize(
    ("row", "rows", "holds"),
    [
        (home(), WHOLE, True),
        *((home(), without(one), False) for one in WHOLE),
        (home(), (*without(wish()), wish(place="stay")), False),
        (home(), (*without(wish()), wish(at=after(hours=-3))), False),
        (home(), (*without(SAFE), assessed("low", destination="DM")), False),
        (home(), (*without(*AFTERWARDS), *followed("2027-01-10", "2027-02-10", "2027-03-10", "2027-04-10")), False),
        (home(receiving_answer="rejected"), WHOLE, False),
        (home(**NOBODY), WHOLE, False),
        (home(**NOBODY), (*WHOLE, a_row("Need", person=ANN.id, kind="reintegration", wish="declined")), True),
        (home(identity_document=None), WHOLE, False),
        (home(status="wished"), (), True),
        (home(status="assessed"), (), True),
        (home(status="cancelled"), (), True),
        (home(status="travelled"), (), False),
        (home(kind="own_arrangement", **NOBODY), (OFFERED, wish()), True),
        (home(kind="own_arrangement"), (OFFERED,), False),
        (home(kind="removal"), WHOLE, False),
        (home(kind="removal", status="wished"), WHOLE, False),
        (home(kind="removal", status="cancelled"), (), True),
        (home(on=None), WHOLE, True),
    ],
)
def test_nobody_is_sent_home(row: Row, rows: tuple[Row, ...], *, holds: bool) -> None:
    """Their wish after they were told, consent, danger there, who receives them, a paper, and who asks after them."""
    found = failed("return-wished", a_moving_case(AGENCY, row, *rows), row)
    assert (found is None) is holds
    is_past = row["kind"] == "removal" or row["status"] == "travelled"
    assert found is None or found.has_happened is is_past


def test_a_child_goes_home_for_its_own_good_alone() -> None:
    """A signed finding that this is best, which says what the family says, is asked for; nor does it go by itself."""
    best = a_row("BestInterest", "best", person=ANN.id, question="return", child_says="Home.", decision="Home.",
                 family_says="They wait.", signed_at=after(hours=-1))  # fmt: skip
    given = consent("return", given_by="best_interest", assent="yes")
    rows = (OFFERED, wish(), given, SAFE, *AFTERWARDS)
    whole: FrozenCase = a_case(CHILD, ROLE, AGENCY, home(), *rows, best)
    assert not fails("return-wished", whole, home())
    assert fails("return-wished", a_case(CHILD, ROLE, AGENCY, home(), *rows), home())
    own = home(kind="own_arrangement")
    assert fails("return-wished", a_case(CHILD, ROLE, own, OFFERED, wish()), own)


def test_a_step_is_judged_when_it_is_taken() -> None:
    """A later write to what was sent or planned before asks nothing anew."""
    row = replace(home(status="planned"), dots={3: (Dot(b"log", 2),)})
    for before, is_judged in ((("wished",), True), (("planned",), False), (("planned", "wished"), True)):
        told = Happening(
            Dot(b"log", 2), NOON_MS, -240, ME, b"d", None, row.record, 211, row.id, "status", before, "planned"
        )
        view = replace(a_moving_case(row), read_stories=lambda told=told: {row.id: (told,)})
        deed = a_deed(row, "status", roles=frozenset({"coordinator"}))
        assert (failed("return-wished", view, row, deed) is not None) is is_judged
