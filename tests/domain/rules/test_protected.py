"""What a person was told, wants and needs, and what a closing leaves behind: each answer read the safer way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.agreeing import (
    ADULT,
    ANN,
    AUNT,
    CHILD,
    HOUR,
    OPEN,
    VICTIM,
    a_consent,
    a_guardian,
    an_interest,
    with_rows,
)
from tests.domain.rules.clocked import NOON, NOON_MS, a_case, a_row, day, wrote
from tests.domain.rules.gates_frozen import CLOSED, ME, STAFF, THIRD, approval, moved, officer, with_approval
from tipdesk.domain.changes import Dot
from tipdesk.domain.rules.gates.beside import best_interest, speaks
from tipdesk.domain.rules.gates.closing_case import open_work
from tipdesk.domain.rules.gates.people_settled import SETTLED as SETTLED_GATE
from tipdesk.domain.rules.gates.protected import find_told, guardian_of, is_recovering, risk, wish
from tipdesk.domain.rules.gates.table import GATES

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row


def told_of(kind: str, name: str = "", /, **values: object) -> Row:
    """Return a row that says that the person was told of something."""
    told: dict[str, Any] = {"person": ANN, "kind": kind, "at": NOON - HOUR, "understood": "yes"}
    return a_row("InformationGiven", name or kind, **{**told, **values})


def a_risk(level: str = "low", name: str = "risk", /, **values: object) -> Row:
    """Return a signed assessment of the danger that is current."""
    told: dict[str, Any] = {"person": ANN, "level": level, "signed_at": NOON - HOUR, "review_due": day("2026-12-01")}
    return a_row("RiskAssessment", name, **{**told, **values})


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((a_risk(),), b"risk"),
        ((a_risk(signed_at=None),), b""),
        ((a_risk(review_due=day("2026-11-27")),), b"risk"),
        ((a_risk(review_due=day("2026-11-26")),), b""),
        ((a_risk(review_due=None),), b""),
        ((a_risk(told={"review_due": (day("2026-12-01"), day("2026-11-26"))}),), b""),
        ((a_risk(person=AUNT.id),), b""),
        ((a_risk(), a_risk("high", "older", signed_at=NOON - 9 * HOUR)), b"risk"),
        ((a_risk(), a_risk("high", "newer", signed_at=NOON, review_due=day("2026-11-26"))), b""),
    ],
)
def test_the_newest_signed_danger_counts_while_it_is_current(rows: tuple[Row, ...], found: bytes) -> None:
    """An older one never stands in for a newer one that is to be looked at again."""
    one = risk(with_rows(ADULT, *rows), ANN)
    assert (one.id.rstrip(b".") if one else b"") == found


def test_what_somebody_wants_is_what_they_said_last() -> None:
    """A wish that was corrected is none, and nobody else's is theirs."""
    first = a_row("VictimWish", "first", person=ANN, at=NOON - 9 * HOUR)
    last = a_row("VictimWish", "last", person=ANN, at=NOON)
    other = a_row("VictimWish", "other", person=AUNT.id, at=NOON + HOUR)
    found = wish(with_rows(ADULT, last, first, other), ANN)
    assert found is not None
    assert found.id == last.id
    mended = a_row("VictimWish", "mended", person=ANN, at=NOON - 99 * HOUR, corrects=last.id)
    found = wish(with_rows(ADULT, last, first, mended), ANN)
    assert found is not None
    assert found.id == first.id
    assert wish(with_rows(ADULT, other), ANN) is None


def test_what_somebody_was_told_is_the_newest_that_they_understood() -> None:
    """Of one kind; a no to whether they understood is no telling."""
    view = with_rows(ADULT, told_of("rights"), told_of("rights", "newer", at=NOON),
                     told_of("rights", "newest", at=NOON + HOUR, understood="no"))  # fmt: skip
    found = find_told(view, ANN, "rights")
    assert found is not None
    assert found.id.startswith(b"newer.")
    assert find_told(view, ANN, "notice") is None
    assert find_told(view, AUNT.id, "rights") is None


@pytest.mark.parametrize(
    ("values", "runs"),
    [
        ({}, True),
        ({"result": "applied"}, True),
        ({"result": "refused"}, False),
        ({"result": "revoked"}, False),
        ({"told": {"result": ("refused", "granted")}}, True),
        ({"kind": "work_permit"}, False),
        ({"ended_early": "person_wished"}, False),
        ({"told": {"ended_early": ("person_wished", None)}}, True),
        ({"ended": day("2026-11-27")}, True),
        ({"ended": day("2026-11-26")}, False),
        ({"began": day("2026-11-28")}, False),
        ({"began": None}, True),
        ({"person": AUNT.id}, False),
    ],
)
def test_a_time_to_recover_runs(values: dict[str, Any], *, runs: bool) -> None:
    """By any answer that protects, from its first day through its last."""
    told: dict[str, Any] = {"person": ANN, "kind": "recovery_period", "result": "granted", "began": day("2026-11-27")}
    view = with_rows(ADULT, a_row("ProtectionStatus", **{**told, **values}))
    assert is_recovering(view, ANN) is runs


def test_who_speaks_for_a_child() -> None:
    """A guardian who is independent and was not ended, under whichever row."""
    assert guardian_of(with_rows(CHILD), ANN) is None
    for values, counts in (({}, True), ({"independent": "no"}, False), ({"ended": day("2026-11-26")}, False),
                           ({"ended": day("2026-11-27")}, True), ({"person": AUNT.id}, False)):  # fmt: skip
        view = with_rows(CHILD, a_guardian("first", independent="unsure"), a_guardian(**values))
        found = guardian_of(view, ANN)
        assert (found is not None and found.id == a_guardian().id) is counts


def test_what_was_signed_as_best_for_a_child() -> None:
    """Of these questions the newest, signed, with what it says and what was decided, before it is looked at again."""
    for values, counts in (({}, True), ({"signed_at": None}, False), ({"child_says": " "}, False),
                           ({"decision": None}, False), ({"review_due": day("2026-11-26")}, False),
                           ({"review_due": day("2026-11-27")}, True), ({"person": AUNT.id}, False)):  # fmt: skip
        assert (best_interest(with_rows(CHILD, an_interest("return", **values)), ANN, "return") is not None) is counts
    view = with_rows(CHILD, an_interest("return"))
    assert best_interest(view, ANN, "consent") is None
    assert best_interest(view, ANN, "consent", "return") is not None


def test_an_officer_speaks_what_the_directory_says() -> None:
    """Under any id of theirs; where it names no language they speak that of the service."""
    twin = officer(b"twin............", languages=frozenset({"spa"}), same_as=ME)
    view = a_case(ADULT, *STAFF)
    assert speaks(view, ME, {"eng"})
    assert not speaks(view, ME, {"spa"})
    view = a_case(ADULT, *STAFF, twin)
    assert speaks(view, ME, {"spa"})
    assert not speaks(view, ME, {"eng"})


NOTE = a_row("Note", person=ANN, kind="no_determination", text="She left the island.")
TOLD, REACHES = told_of("closure"), told_of("how_to_reach_us")
TAKEN = a_row("Referral", person=ANN, direction="out", service="child_protection", status="accepted")
TOOK = {
    answer: a_row("ReferralReply", answer, referral=TAKEN.id, answer=answer, replied_by="On duty", at=NOON - HOUR)
    for answer in ("accepted", "done")
}
SETTLED = (VICTIM, NOTE, TOLD, REACHES, a_risk())


def settled(*rows: Row, person: Row = ADULT) -> bool:
    """Tell whether a case with these rows may be closed over its people."""
    return "closure-people-settled" not in moved(a_case(person, *rows, *STAFF, **CLOSED), "open")


def test_what_is_said_first_is_led_to_first() -> None:
    """The first need is of what the sentence says, though of somebody who comes before more is left, too."""
    other = a_row("Person", "second")
    decided = replace(NOTE, values={**NOTE.values, "person": ANN})
    role = replace(VICTIM, id=b"second role.....", values={**VICTIM.values, "person": other.id})
    view = a_case(ADULT, other, VICTIM, role, decided, *STAFF, **CLOSED)
    failed = SETTLED_GATE.check(view, view.case, None)
    assert failed is not None
    assert (failed.needs[0].record, failed.needs[0].person) == ("Determination", other.id)


@pytest.mark.parametrize("lacking", range(1, len(SETTLED)))
def test_nobody_is_left_when_a_case_is_closed(lacking: int) -> None:
    """Each is decided or explained, told, out of danger, and knows how to reach us; for others nothing is asked."""
    assert settled(*SETTLED)
    kept = [one for number, one in enumerate(SETTLED) if number != lacking]
    assert not settled(*kept)
    assert settled(*kept[1:]), "no victim"


@pytest.mark.parametrize(
    ("values", "is_settled"),
    [
        ({"level": "medium"}, True),
        ({"level": "high"}, False),
        ({"level": "imminent"}, False),
        ({"level": None}, False),
        ({"told": {"level": ("low", None)}}, False),
        ({"told": {"level": ("low", "high")}}, False),
        ({"review_due": day("2026-11-26")}, False),
    ],
)
def test_nobody_is_left_in_danger(values: dict[str, Any], *, is_settled: bool) -> None:
    """High, not said, or to be looked at again is not below high; nor is what one officer alone said is less."""
    assert settled(*SETTLED[:-1], a_risk(**values)) is is_settled
    assert not settled(*SETTLED[:-1], a_risk(**values), a_risk("high", "older", signed_at=NOON - 9 * HOUR))


@pytest.mark.parametrize("person", [CHILD, OPEN], ids=["a child", "an open age"])
def test_a_child_is_taken_over(person: Row) -> None:
    """Child protection has accepted, or is at it; asked and not answered is not accepted."""
    assert not settled(*SETTLED, person=person)
    assert not settled(*SETTLED, TAKEN, person=person), "nobody has answered"
    for values, counts in (({}, True), ({"status": "done"}, True), ({"status": "sent"}, False),
                           ({"status": "rejected"}, False), ({"service": "shelter"}, False),
                           ({"direction": "in"}, False), ({"person": AUNT.id}, False)):  # fmt: skip
        assert (
            settled(*SETTLED, replace(TAKEN, values={**TAKEN.values, **values}), *TOOK.values(), person=person)
            is counts
        )


def test_a_closing_is_judged_by_its_day() -> None:
    """What was current when the case was closed stays so; what is due later was not left open then."""
    written = {"case": wrote(NOON_MS - 40 * 86_400_000, NOON_MS - 40 * 86_400_000)}
    due = a_row("FollowUp", person=ANN, due=day("2026-11-20"))
    rows = (ADULT, *SETTLED[:-1], a_risk(review_due=day("2026-11-01")), due)
    view = a_case(*rows, *STAFF, written=written, **CLOSED)
    case = replace(view.case, dots={view.case.record.by_name["status"].number: (Dot(b"log", 1),)})
    for gate in ("closure-people-settled", "closure-open-work"):
        assert GATES[gate].check(replace(view, case=case), case, None) is None
        assert GATES[gate].check(a_case(*rows, *STAFF, **CLOSED), case, None) is not None


def test_headquarters_agrees_where_nobody_is_reached() -> None:
    """Somebody who cannot be reached is closed over by another; one more who was forgotten makes it stale."""
    view = a_case(ADULT, *SETTLED[:2], *STAFF, **CLOSED)
    told = approval("closure-people-settled", view.case, view, decided_by=THIRD)
    agreed = with_approval(view, told)
    rows = (ADULT, *SETTLED[:2], told, *STAFF)
    whole = replace(a_case(*rows, **CLOSED), read_stories=agreed.read_stories)
    assert "closure-people-settled" not in moved(whole, "open")
    again = a_row("CaseRole", "again", person=ANN, role="victim")
    assert "closure-people-settled" in moved(replace(a_case(*rows, again, **CLOSED),
                                                     read_stories=agreed.read_stories), "open")  # fmt: skip


BACK = {"withdrawn_at": NOON - HOUR, "scope": "share_with_agency"}
SENT = a_row("Transfer", "transfer", kind="referral", status="sent", sent_at=NOON - 9 * HOUR)
IN_IT = a_row("TransferPerson", transfer=SENT.id, person=ANN, consent=a_consent().id)


@pytest.mark.parametrize(
    ("rows", "is_open"),
    [
        ((a_row("Referral", person=ANN, direction="out", status="proposed"),), True),
        ((a_row("Referral", person=ANN, direction="out", status="sent"),), True),
        ((a_row("Referral", person=ANN, direction="in", status="received"),), True),
        ((a_row("Referral", person=ANN, told={"status": ("done", "sent")}),), True),
        ((a_row("Referral", person=ANN, direction="out", status="accepted"),), False),
        ((a_row("Referral", person=ANN, direction="out", status="revoked"),), False),
        ((a_row("ShelterStay", person=ANN),), True),
        ((a_row("ShelterStay", person=ANN, ended=NOON),), False),
        ((a_row("ShelterStay", person=ANN, told={"ended": (NOON, None)}),), True),
        ((a_row("Return", person=ANN, status="planned"),), True),
        ((a_row("Return", person=ANN, status="travelled"),), True),
        ((a_row("Return", person=ANN, status="wished"),), False),
        ((a_row("Return", person=ANN, status="arrived"),), False),
        ((a_row("FollowUp", person=ANN, due=day("2026-11-27")),), True),
        ((a_row("FollowUp", person=ANN, due=day("2026-11-28")),), False),
        ((a_row("FollowUp", person=ANN, due=day("2026-11-01"), done_on=day("2026-11-02")),), False),
        ((a_row("ProtectionStatus", person=ANN, kind="recovery_period"),), True),
        ((a_row("ProtectionStatus", person=ANN, kind="recovery_period", ended=day("2026-11-01")),), False),
        ((a_consent(**BACK), SENT, IN_IT), True),
        ((a_consent(**BACK), replace(SENT, values={**SENT.values, "recalled_at": NOON}), IN_IT), False),
        ((a_consent(), SENT, IN_IT), False),
        ((a_consent(**BACK), replace(SENT, values={**SENT.values, "sent_at": None}), IN_IT), True),
        ((a_consent(**BACK), a_row("Referral", person=ANN, direction="out", status="accepted")), True),
    ],
)  # fmt: skip
def test_help_that_is_under_way_keeps_a_case_open(rows: tuple[Row, ...], *, is_open: bool) -> None:
    """Who waits for an answer, is in a safe place, on the way, to be asked, recovering, or still to be told."""
    view = a_case(ADULT, *rows, *STAFF, **CLOSED)
    left = tuple(open_work(view))
    assert bool(left) is is_open
    if is_open:
        assert "closure-open-work" in moved(view, "open")
        failed = GATES["closure-open-work"].check(view, view.case, None)
        assert failed is not None
        needs = failed.needs[: len(left)]
        assert all(one.record in {"Referral", "ShelterStay", "Return", "FollowUp", "ProtectionStatus", "Transfer"}
                   and one.fields for one in needs)  # fmt: skip


def test_both_closings_say_what_is_left_as_deeds() -> None:
    """What is needed leads to a row, a person and its fields, in the order of the table."""
    view = a_case(CHILD, VICTIM, *STAFF, **CLOSED)
    failed = GATES["closure-people-settled"].check(view, view.case, None)
    assert failed is not None
    assert [one.record for one in failed.needs] == [
        "Determination", "RiskAssessment", "InformationGiven", "InformationGiven", "Referral",
    ]  # fmt: skip
    assert {one.person for one in failed.needs} == {ANN}
    assert "{" not in failed.text()
