"""What is in doubt counts the safer way: answers that differ, what was told earlier, texts, later writes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import HOUR, NOON, NOON_MS, a_case, a_row, after, day
from tests.domain.rules.gates_frozen import ME, OTHER, STAFF, approval, with_approval
from tests.domain.rules.moving import (
    AGENCY,
    ANN,
    BOB,
    NUMBER,
    ROLE,
    a_deed,
    a_moving_case,
    agency,
    assessed,
    call,
    consent,
    failed,
    fails,
    home,
    referral,
    transfer,
    within,
)
from tipdesk.domain.changes import Dot
from tipdesk.domain.rows import Happening
from tipdesk.domain.rules.gates.breach import judge_row
from tipdesk.domain.rules.gates.endangered import is_endangered
from tipdesk.domain.rules.gates.gate import Way
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.values import Sealed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.frozen_case import FrozenCase

SUSPECT = a_row("CaseRole", "suspect", person=BOB.id, role="suspect")
ENDS = {"agreement_until": (day("2027"), day("2025"))}
POINT: dict[str, Any] = {"person": ANN.id, "kind": "mobile", "number": NUMBER}


def in_doubt(record: str, name: str, told: Mapping[str, tuple[object, ...]], **values: object) -> Row:
    """Return a row of which some answers differ."""
    row = a_row(record, name, told=told)
    return replace(row, values={**values, **row.values})  # type: ignore[dict-item] # as a test gives them


SENT = in_doubt("Transfer", "transfer", {"status": ("draft", "sent")}, **{**transfer().values, "sent_at": None})


@pytest.mark.parametrize(
    ("gate", "row", "rows"),
    [
        ("safe-contact", call(), (in_doubt("ContactPoint", "p", {"safe": ("not_safe", "safe")}, **POINT),)),
        ("safe-contact", call(), (in_doubt("ContactPoint", "p", {"tracked": ("yes", "no")}, **POINT, safe="safe"),)),
        ("recipient-known", transfer(), (in_doubt("Agency", "agency", ENDS, **AGENCY.values),)),
        ("recipient-known", transfer(), (in_doubt("Agency", "agency", {"active": (False, True)}, **AGENCY.values),)),
        ("transfer-consent", SENT, (AGENCY, within())),
        ("transfer-consent", transfer(), (AGENCY, within(identity=False), in_doubt(
            "TransferPerson", "two", {"identity": (True, False)}, transfer=transfer().id, person=ANN.id))),
        ("risk-current", home(), (assessed("low"), in_doubt(
            "RiskAssessment", "new", {"review_due": (day("2026-11-01"), day("2027"))},
            **assessed("low", signed_at=after(hours=-1)).values))),
        ("referral-answered", in_doubt("Referral", "r", {"status": ("accepted", "sent")}, **referral().values), ()),
        ("shelter-voluntary", in_doubt("ShelterStay", "s", {"voluntary": ("no", "yes")}, person=ANN.id, may_leave=True),
         ()),
        ("shelter-voluntary", in_doubt("ShelterStay", "s", {"may_leave": (False, True)}, person=ANN.id,
                                       voluntary="yes"), ()),
        ("fear-first", call(agency=AGENCY.id), (agency(kind="consulate"), in_doubt(
            "VictimWish", "w", {"tell_consulate": ("no", "yes")}, person=ANN.id, at=after(hours=-1),
            afraid_to_go_home="no"))),
    ],
)  # fmt: skip
def test_of_answers_that_differ_the_safer_one_counts(gate: str, row: Row, rows: tuple[Row, ...]) -> None:
    """Whichever came last, and whichever is shown."""
    assert fails(gate, a_moving_case(row, *rows), row)


def test_of_two_levels_the_higher_counts() -> None:
    """A level that is in dispute is as high as its highest answer."""
    told = in_doubt("RiskAssessment", "risk", {"level": ("high", "low")}, **assessed("low").values)
    assert is_endangered(a_moving_case(told), ANN.id)
    assert not is_endangered(a_moving_case(assessed("low")), ANN.id)


@pytest.mark.parametrize(
    ("person", "phone_safe", "ways"),
    [
        (ANN, "yes", None),
        (ANN, "unsure", {Way.REVIEW, Way.REASON}),
        (ANN, "no", {Way.REVIEW}),
        (BOB, "yes", {Way.REVIEW}),
    ],
)
def test_a_number_that_was_told_earlier_counts_as_any(person: Row, phone_safe: str, ways: set[Way] | None) -> None:
    """In the fields of a person of an earlier release; of a suspect as well."""
    held = replace(person, values={**person.values, "phone": NUMBER, "phone_safe": phone_safe})
    others = tuple(one for one in (ANN, BOB) if one is not person)
    found = failed("safe-contact", a_case(held, *others, ROLE, SUSPECT, call()), call())
    assert (set(found.ways or ()) if found is not None else None) == ways


def test_a_call_counts_at_the_hour_that_it_tells() -> None:
    """One that is noted in the evening was made in the morning, within the hours that were safe."""
    point = a_row("ContactPoint", "point", **POINT, safe="safe_at_times", times="11:30-12:30")
    deed = a_deed(call(), "at", roles=frozenset({"frontline"}), is_new=True)
    for minutes, holds in ((0, True), (29, True), (31, False), (-31, False), (30, True), (-30, True)):
        row = call(at=after(minutes=minutes))
        view = a_moving_case(row, point, now=NOON_MS + 8 * HOUR)
        assert (failed("safe-contact", view, row, deed) is None) is holds


def test_a_time_that_is_sealed_here_is_not_judged_here() -> None:
    """Whoever holds the key judges it."""
    point = a_row("ContactPoint", "point", **POINT, safe="safe_at_times", times=Sealed(b"k", b"box"))
    assert judge_row(a_moving_case(call(), point), GATES["safe-contact"], call(), None) is None


DETAILS = {"fields_shared": frozenset({"Referral.details"})}
STAY = a_row("ShelterStay", "stay", person=ANN.id, address="12 Planted Mill Lane")
SAID = "Fetch her at 12 planted mill lane, please."


@pytest.mark.parametrize(
    ("rows", "fields", "holds"),
    [
        ((referral(details=SAID), STAY), DETAILS, False),
        ((referral(details="Fetch her at the mill."), STAY), DETAILS, True),
        ((referral(details=SAID), STAY), {"fields_shared": frozenset({"Person.sex"})}, True),
        ((referral(details="Nothing."), a_row("Referral", "old", person=ANN.id, details=SAID), STAY), DETAILS, True),
        ((referral(person=BOB.id, details=SAID), STAY), DETAILS, False),
        ((replace(ANN, values={**ANN.values, "occupation": SAID}), referral(), STAY),
         {"fields_shared": frozenset({"Person.occupation"})}, False),
        ((replace(BOB, values={**BOB.values, "occupation": SAID}), referral(), STAY),
         {"fields_shared": frozenset({"Person.occupation"})}, True),
        ((referral(details="In the mornings"), a_row("ShelterStay", "stay", address="Mornings")), DETAILS, True),
        ((referral(details="At no 9"), a_row("ShelterStay", "stay", address="no 9")), DETAILS, True),
        ((referral(details=SAID), a_row("ShelterStay", "stay", address=Sealed(b"k", b"box"))), DETAILS, True),
        ((referral(details="Old Tom told us"), a_row("Source", "source", contact="Old Tom told")), DETAILS, False),
    ],
)  # fmt: skip
def test_a_text_that_leaves_does_not_say_where(rows: tuple[Row, ...], fields: dict[str, Any], *, holds: bool) -> None:
    """Each text that leaves is looked through, of the people in it alone, for all words of a sealed answer."""
    row = transfer(**fields, referral=referral().id)
    known = {one.id for one in rows}
    people = tuple(one for one in (ANN, BOB) if one.id not in known)
    view = a_case(*people, ROLE, AGENCY, row, within(), *rows)
    assert fails("refuge-never-leaves", view, row) is not holds


def told_by(row: Row, by: bytes, field: str = "sent_at") -> Happening:
    """Return one write of a field at noon."""
    dot, kind = Dot(b"log", 3), row.record
    return Happening(dot, NOON_MS, -240, by, b"d", None, kind, kind.number, row.id, field, (), NOON)


def with_story(view: FrozenCase, *told: Happening) -> FrozenCase:
    """Return the case with these writes."""
    return replace(view, read_stories=partial(dict, {one.row: (one,) for one in told}))


def test_headquarters_alone_sent_where_somebody_is_safe() -> None:
    """What came in is looked at for who sent it, as the directory knows them."""
    number = transfer().record.by_name["sent_at"].number
    row = replace(transfer(fields_shared=frozenset({"ShelterStay.address"})), dots={number: (Dot(b"log", 3),)})
    stay = a_row("ShelterStay", "stay", person=ANN.id, agency=AGENCY.id)
    view = a_moving_case(AGENCY, row, within(identity=False), stay, *STAFF)
    for by, holds in ((b"third".ljust(16, b"."), True), (OTHER, False), (ME, False)):
        assert fails("refuge-never-leaves", with_story(view, told_by(row, by)), row) is not holds
    found = failed("refuge-never-leaves", with_story(view, told_by(row, ME)), row)
    assert found is not None
    assert found.needs[0].fields == ("status", "recalled_at")
    assert found.needs[1].roles == ("coordinator",)


@pytest.mark.parametrize(("basis", "holds"), [("court_order", True), ("police_power", False)])
def test_a_court_orders_who_told_us_and_another_of_headquarters_agrees(basis: str, *, holds: bool) -> None:
    """Not without the order, not without the agreement, and not by whoever sends it."""
    row = transfer(fields_shared=frozenset({"Source.name"}), basis=basis)
    view = a_moving_case(AGENCY, row, *STAFF)
    one = approval("refuge-never-leaves", row, view, decided_by=b"third".ljust(16, b"."))
    whole = replace(a_moving_case(AGENCY, row, *STAFF, one), read_stories=with_approval(view, one).read_stories)
    deed = a_deed(row, "sent_at", roles=frozenset({"coordinator"}), is_headquarters=True)
    assert (failed("refuge-never-leaves", whole, row, deed) is None) is holds
    assert failed("refuge-never-leaves", view, row, deed) is not None
    own = replace(deed, doer=deed.doer._replace(ids=frozenset({b"third".ljust(16, b".")})))
    assert failed("refuge-never-leaves", whole, row, own) is not None
    asked = [need.record for need in (failed("refuge-never-leaves", view, row, deed) or found_none()).needs]
    assert ("Approval" in asked) is holds


def found_none() -> Any:  # noqa: ANN401 - it never returns
    """Fail: the gate had to answer."""
    message = "the gate held"
    raise AssertionError(message)


@pytest.mark.parametrize("gate", ["transfer-consent", "recipient-known"])
def test_nobody_agrees_to_what_they_send(gate: str) -> None:
    """Whoever sends it is not who agreed to it."""
    told = {"agreement_until": None} if gate == "recipient-known" else {}
    rows: tuple[Row, ...] = (agency(**told), transfer(), within(), *STAFF)
    view = a_moving_case(*rows)
    one = approval(gate, transfer(), view, basis="legal_duty")
    whole = replace(a_moving_case(*rows, one), read_stories=with_approval(view, one).read_stories)
    deed = a_deed(transfer(), "sent_at", roles=frozenset({"supervisor"}))
    assert failed(gate, whole, transfer(), deed) is None
    own = replace(deed, doer=deed.doer._replace(ids=frozenset({OTHER})))
    found = failed(gate, whole, transfer(), own)
    assert found is not None
    assert [(need.gate, need.roles) for need in found.needs if need.gate] == [(gate, ("coordinator", "supervisor"))]


@pytest.mark.parametrize(
    ("fields", "is_judged"),
    [(("sent_at", "status"), True), (("status",), False), (("answer",), False)],
)
def test_what_becomes_of_a_transfer_is_no_new_sending(fields: tuple[str, ...], *, is_judged: bool) -> None:
    """Only the deed that sends it is judged; what is written to it afterwards asks nothing anew."""
    row = transfer(status="received")
    view = a_moving_case(AGENCY, row, within())
    deed = a_deed(row, *fields, roles=frozenset({"supervisor"}))
    assert (failed("transfer-consent", view, row, deed) is not None) is is_judged
    sent = referral(status="received")
    deed = a_deed(sent, *fields, roles=frozenset({"supervisor"}))
    assert (failed("referral-proposed", a_moving_case(AGENCY, sent), sent, deed) is not None) is is_judged


@pytest.mark.parametrize(
    ("before", "is_judged"), [(("draft",), True), (("sent",), False), (("draft", "sent"), True), ((), True)]
)
def test_a_status_by_hand_is_a_sending_where_it_was_not_sent(before: tuple[str, ...], *, is_judged: bool) -> None:
    """By every answer before; a dispute that is settled in favour of it is one as well."""
    number = transfer().record.by_name["status"].number
    row = replace(transfer(sent_at=None, status="received"), dots={number: (Dot(b"log", 3),)})
    told = replace(told_by(row, ME, "status"), before=before, after="received")
    deed = a_deed(row, "status", roles=frozenset({"supervisor"}))
    view = with_story(a_moving_case(AGENCY, row, within()), told)
    assert (failed("transfer-consent", view, row, deed) is not None) is is_judged


def test_a_reason_lowers_the_danger_where_it_was_due_and_nowhere_else() -> None:
    """The role that assesses does it; a second officer who did not sign it agrees, else the reason of the entry."""
    number = assessed("low").record.by_name["signed_at"].number
    low = replace(assessed("low", "second", signed_at=after(hours=-1)), dots={number: (Dot(b"log", 3),)})
    told = replace(told_by(low, ME, "signed_at"), reason="He left the island.")
    for due, holds in ((day("2026-11-20"), True), (day("2026-11-27"), False)):
        before = assessed("high", "first", signed_at=after(hours=-9), review_due=due)
        assert fails("risk-lowered", with_story(a_moving_case(before, low), told), low) is not holds
    before = assessed("high", "first", signed_at=after(hours=-9))
    view = a_moving_case(before, low)
    deed = a_deed(low, "signed_at", roles=frozenset({"frontline"}))
    found = failed("risk-lowered", view, low, deed)
    assert found is not None
    assert found.needs[0].roles == ("investigator", "supervisor", "victim_support")


def test_consent_is_for_the_body_and_the_power_is_its_own() -> None:
    """Of several bases each has to be its power; a kind that differs counts as the one that asks for more."""
    two = in_doubt("Transfer", "transfer", {"basis": ("consent", "police_power")}, **transfer().values)
    police = agency(kind="LawEnforcement")
    assert fails("transfer-consent", a_moving_case(police, two, within()), two)
    kinds = in_doubt("Transfer", "transfer", {"kind": ("statistics", "referral")}, **transfer().values)
    assert fails("transfer-consent", a_moving_case(AGENCY, kinds, within(), consent()), kinds)
    both = a_moving_case(AGENCY, kinds, within(), consent(), consent("statistics"))
    assert not fails("transfer-consent", both, kinds)


def test_that_a_child_arrived_is_written_down() -> None:
    """Whoever notes the arrival of a stay that was there is not asked whom they rang; it stands past the gate."""
    child = a_row("Person", "ann", age_basis="document", birth_date=day("2012"))
    stay = a_row("ShelterStay", "s", person=child.id, place_code="B", arrived_at=after(hours=-1))
    view = a_case(child, stay)
    noted, made = (a_deed(stay, "arrived_at", roles=frozenset({"victim_support"}), is_new=new) for new in (False, True))
    told = [GATES["best-interest-first"].check(view, stay, deed) for deed in (noted, made)]
    assert [one.has_happened for one in told if one is not None] == [True, False]
