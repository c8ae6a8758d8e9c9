"""The clocks that protect people: no wrong clock silences one, and each counts for whom and from when it should."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import DAY, HOUR, NOON, NOON_MS, Trial, a_case, a_row, after, day, ids, moved, wrote
from tests.domain.rules.protecting_trials import (
    AGENCY,
    ANN,
    CHILD,
    CLOSED,
    HOME,
    PROTECTING,
    SAM,
    SUSPECT,
    VICTIM,
    assessed,
    held,
    noted,
    of_ann,
    referred,
    replied,
    stay,
)
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.bail import bail_not_noted
from tipdesk.domain.rules.clocks.clock import State
from tipdesk.domain.rules.clocks.due import due, due_and_met
from tipdesk.domain.rules.clocks.lengths import end_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.referrals import reply_by
from tipdesk.domain.values import NamedRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tipdesk.domain.rows import EntryTold
    from tipdesk.domain.rules.clocks.clock import Clock

FAR = timezone(timedelta(hours=5, minutes=30))


def of(
    clock: str,
    *rows: Row,
    case: dict[str, Any] | None = None,
    now: int = NOON_MS,
    written: dict[str, EntryTold] | None = None,
) -> list[Clock]:
    """Return the clocks of this id that run; `case` are answers of the case."""
    return [one for one in due(a_case(*rows, now=now, written=written, **(case or {}))) if one.id == clock]


def with_moments(row: Row, change: Callable[[datetime], datetime]) -> Row:
    """Return a row with every moment of it changed."""
    told = {name: change(value) if isinstance(value, datetime) else value for name, value in row.values.items()}
    return a_row(row.record.name, row.id.rstrip(b".").decode(), told=None, **told)


@pytest.mark.parametrize("trial", PROTECTING, ids=lambda one: one.id)
def test_neither_zone_nor_sleep_nor_order_moves_a_clock(trial: Trial) -> None:
    """Moments told in another zone, rows that came the other way round, and a PC that slept, tell the same clocks."""
    case = trial.case or {}
    plain = a_case(*trial.rows, **case)
    elsewhere = [with_moments(row, lambda at: at.astimezone(FAR)) for row in reversed(trial.rows)]
    assert due(a_case(*elsewhere, **case)) == due(plain)
    assert [one for one in due(moved(plain, 9)) if one.id == trial.id] == of(trial.id, *trial.rows, case=case)


@pytest.mark.parametrize("trial", PROTECTING, ids=lambda one: one.id)
def test_a_pc_ten_years_ahead_silences_no_clock(trial: Trial) -> None:
    """All that it told and wrote lies in 2036; headquarters received it today, and no clock runs longer for that."""
    rows = [with_moments(row, lambda at: at.replace(year=2036)) for row in trial.rows]
    wrong = wrote(int(NOON.replace(year=2036).timestamp() * 1000), NOON_MS)
    written = {row.id.rstrip(b".").decode(): wrong for row in rows}
    clocks = [one for one in due(a_case(*rows, written=written, **(trial.case or {}))) if one.id == trial.id]
    assert clocks, trial
    longest = max(trial.ends, 6 * DAY)  # a day agreed with an agency is not believed any more
    assert all(one.state(NOON_MS + longest + DAY) is State.OVERDUE for one in clocks), trial


def test_the_danger_is_owed_to_victims_alone_and_to_each() -> None:
    """A suspect has none; who was decided for good to be none neither, once somebody else has agreed to that."""
    bea = a_row("CaseRole", "b", person=b"bea", role="victim")
    assert len(of("risk-first", VICTIM, bea, SUSPECT)) == 2
    none = of_ann("Determination", "d", kind="final", outcome="NotAVictimOfTrafficking", signed_at=NOON)
    assert len(of("risk-first", VICTIM, none)) == 1
    agreed = a_row("Approval", gate="final-by-two", subject=NamedRow(none.record.number, none.id), decision="approved")
    assert of("risk-first", VICTIM, none, agreed) == []
    assert of("risk-first", VICTIM, case={"status": "closed"}) == []


def test_a_draft_of_an_assessment_stops_nothing() -> None:
    """Only what is signed counts, and what was met stays to be seen for a day."""
    draft = of_ann("RiskAssessment", "r", level="low", at=NOON)
    assert len(of("risk-first", VICTIM, draft)) == 1
    met = [one for one in due_and_met(a_case(VICTIM, assessed("low"))) if one.met_at is not None]
    assert ids(met) == ["risk-first"]


def test_of_levels_in_dispute_the_higher_counts() -> None:
    """So does a level of a later release, which may be anything."""
    two = a_row("RiskAssessment", told={"level": ("imminent", "low")}, person=ANN, at=NOON, signed_at=NOON)
    [review] = of("risk-review", VICTIM, two)
    assert review.ends == NOON_MS + DAY
    [plan] = of("safety-plan", VICTIM, assessed("beyond"))
    assert plan.ends == NOON_MS + 4 * HOUR


@pytest.mark.parametrize(("level", "days"), [("low", 30), ("high", 7), ("unknown", 7), (None, 30)])
def test_a_case_of_unknown_risk_is_not_left_alone_for_long(level: str | None, days: int) -> None:
    """Somebody who says that it is not known has not said that it is low; where nobody has said anything it waits."""
    [quiet] = of("case-quiet", case={"risk_level": level})
    assert quiet.ends == end_of((NOON + timedelta(days=days)).date())


def test_a_lower_level_counts_once_its_gate_holds() -> None:
    """Neither that somebody was asked nor that the higher one was due makes it count; what the gate said of it does."""
    high = assessed("high", "h", after(days=-3), review_due=day("2026-11-20"))
    low = assessed("low", "l", NOON)
    asked = a_row("Approval", gate="risk-lowered", subject=NamedRow(low.record.number, low.id), decision="approved")
    view = a_case(VICTIM, high, low, asked)
    assert [one.ends for one in due(view) if one.id == "safety-plan"] == [NOON_MS - 2 * DAY]
    agreed = replace(view, read_lower=lambda: {low.id})
    assert "safety-plan" not in ids(due(agreed))


def test_a_plan_past_its_day_or_refused_is_none() -> None:
    """The person said no, it ended, or it was due to be looked at again yesterday: there is no plan."""
    told: dict[str, Any] = {"agreed": "yes", "agreed_at": NOON, "review_due": day("2026-12-24"), "status": "agreed"}
    others: tuple[dict[str, Any], ...] = (
        {}, {"agreed": "no"}, {"review_due": day("2026-11-26")}, {"status": "ended"}, {"review_due": None},
        {"agreed_at": None}, {"agreed": "refused"}, {"agreed": "unsure"},
    )  # fmt: skip
    stands = [bool(of("safety-plan", VICTIM, assessed("high"), of_ann("SafetyPlan", **{**told, **other})))
              for other in others]  # fmt: skip
    assert stands == [False, True, True, True, True, False, False, False]


def test_who_is_moved_to_another_cell_is_not_let_go() -> None:
    """Held elsewhere a suspect is no nearer; bail counts all the same; a judgement before the release does not."""
    prison = held(place_kind="prison", began=NOON, ended=None)
    prison = a_row("Detention", "p", told=None, **prison.values)
    assert of("release-risk", held(), prison, VICTIM, SUSPECT) == []
    bail = a_row("SuspectStatus", person=SAM, stage="on_bail", at=NOON)
    assert len(of("release-risk", held(), prison, bail, VICTIM, SUSPECT)) == 1
    early = assessed("high", at=after(hours=-1))
    assert len(of("release-risk", held(), early, VICTIM, SUSPECT)) == 1
    bea = a_row("CaseRole", "b", person=b"bea", role="victim")
    [left] = of("release-risk", held(), bea, assessed("low", at=after(minutes=9)), VICTIM, SUSPECT)
    assert left.subject.id == b"bea"


def test_a_release_after_the_closing_still_counts() -> None:
    """What happened before the case was closed does not, and what a witness was held for neither."""
    assert of("release-risk", held(), VICTIM, SUSPECT, case=CLOSED) == []
    later = NOON_MS + 2 * DAY
    then = held(ended=after(days=2))
    assert of("release-risk", then, VICTIM, SUSPECT, case=CLOSED, now=later, written={"c": wrote(later, later)})
    witness = a_row("CaseRole", "w", person=SAM, role="witness")
    assert of("release-risk", held(), VICTIM, witness) == []


def test_expected_a_day_later_is_a_slip() -> None:
    """Then three hours count; who has arrived by one of two answers has not."""
    [slip] = of("safe-arrival", stay(expected_at=after(days=300)))
    assert slip.ends == NOON_MS + 3 * HOUR
    two = a_row("ShelterStay", told={"arrived_at": (None, after(hours=1))}, person=ANN, left_for_it_at=NOON)
    assert len(of("safe-arrival", two)) == 1
    assert len(of("safe-arrival", stay(ended=after(hours=1), exit="missing"))) == 1


def test_that_a_letter_came_is_no_answer() -> None:
    """Nor is a question; a reply that was noted wrongly is none; who is asked by us is asked, who asks us is not."""
    for answer in ("received", "question"):
        assert len(of("referral-reply", referred(), replied(answer))) == 1
    wrong = replied("accepted")
    right = a_row("ReferralReply", "q", referral=referred().id, answer="question", at=NOON, corrects=wrong.id)
    assert len(of("referral-reply", referred(), wrong, right)) == 1
    assert of("referral-reply", referred(direction="in")) == []
    assert of("referral-reply", referred(status="proposed", sent_at=None)) == []
    assert of("referral-reply", referred(status="done", sent_at=None)) == [], "written down when it was over"
    assert of("first-service", referred(), replied("accepted"), replied("done", "2")) == []
    assert reply_by(Measures(), referred(urgency="now"), NOON_MS) == NOON_MS + DAY


def test_the_service_that_meets_the_need_is_the_one_that_was_promised() -> None:
    """Named by the need, a service of another kind stops the clock too, as long as that agency gives it."""
    for named, provider, is_served in ((True, AGENCY, True), (False, AGENCY, False), (True, b"other", False)):
        service = of_ann("Service", "s", kind="medical_general", provider=provider, status="running")
        need = of_ann("Need", "n", kind="shelter", service=service.id if named else None)
        rows = (referred(need=need.id), replied("accepted"), service, need)
        assert bool(of("first-service", *rows)) is not is_served


def test_a_decision_is_told_when_it_is_understood() -> None:
    """Told before it was signed, not understood, or about another decision, it is not told; of several the newest."""
    decision = of_ann("Determination", "d", kind="final", outcome="ActualVictimOfTrafficking", signed_at=NOON)
    told: dict[str, Any] = {"kind": "determination", "at": after(hours=1), "understood": "yes"}
    other = NamedRow(decision.record.number, b"other".ljust(16, b"."))
    wrong = ({"understood": "no"}, {"at": after(hours=-1)}, {"kind": "rights"}, {"about": other})
    assert of("outcome-told", decision, of_ann("InformationGiven", **told)) == []
    for one in wrong:
        assert len(of("outcome-told", decision, of_ann("InformationGiven", **{**told, **one}))) == 1
    older = of_ann("Determination", "o", kind="preliminary", signed_at=after(days=-30))
    assert [one.subject.id for one in of("outcome-told", older, decision)] == [decision.id]


def test_a_guardian_is_looked_at_whenever_the_best_interest_is() -> None:
    """And a child who has grown up has neither any more; of views of one question the newest counts."""
    guardian = of_ann("Guardian", "g", kind="temporary")
    seen = of_ann("BestInterest", "b", question="placement", signed_at=after(days=10))
    older = of_ann("BestInterest", "a", question="placement", signed_at=NOON)
    clocks = of("plan-review", guardian, seen, older, CHILD, now=NOON_MS + 11 * DAY)
    assert {one.subject.id: one.ends for one in clocks} == dict.fromkeys(
        (guardian.id, seen.id), end_of((NOON + timedelta(days=40)).date())
    )
    grown = a_row("Person", "ann", age_basis="document", birth_date=day("1990-01-01"))
    assert of("plan-review", guardian, seen, grown) == []


def test_nobody_is_forgotten_who_was_not_planned() -> None:
    """A return or a closing of the last year without its days asks for them; an older one is past."""
    assert of("follow-up", HOME, now=NOON_MS + 366 * DAY) == []
    old = {**CLOSED, "date_closed": day("2024-01-01")}
    assert of("follow-up", VICTIM, case=old) == []
    assert of("follow-up", VICTIM, case={**CLOSED, "status": "screened_out"}) == []
    [late] = of("follow-up", VICTIM, case={**CLOSED, "date_closed": day("2026-11-20")})
    assert late.ends == end_of(day("2026-12-20").first_day), "written down a week later, it counts from its own day"
    called_off = of_ann("Return", "w", status="cancelled")
    days = of_ann("FollowUp", journey_home=called_off.id, due=day("2026-12-24"))
    assert of("follow-up", called_off, days) == []
    assert len(of("follow-up", of_ann("Return", "w", status="planned"), days)) == 1


def test_papers_and_needs_of_others_are_not_counted() -> None:
    """A suspect's passport may be held; a need that is not urgent, or declined, has no clock."""
    passport = a_row("IdentityDocument", person=SAM, held_by="police")
    assert of("papers-back", passport, SUSPECT, VICTIM) == []
    for told in ({"priority": "high"}, {"priority": "urgent", "wish": "declined"}):
        assert of("need-urgent", of_ann("Need", status="open", **told)) == []


def test_conditions_of_bail_are_to_be_noted_as_no_contact() -> None:
    """For each victim and each suspect on bail, until a ban by the court stands; one that was wished is none."""
    bail = held(bail_conditions="Invented")
    rows = (bail, VICTIM, SUSPECT)

    def left(*more: Row) -> list[tuple[bytes, bytes]]:
        view = a_case(*rows, *more)
        return [(one.victim, one.suspect) for one in bail_not_noted(view.of, view.today)]

    assert left() == [(ANN, SAM)]
    ban: dict[str, Any] = {"not_person": SAM, "asked_by": "bail_condition"}
    assert left(of_ann("NoContact", **ban)) == []
    assert left(of_ann("NoContact", **{**ban, "asked_by": "person"})) == [(ANN, SAM)]
    assert left(of_ann("NoContact", **ban, ended=day("2026-11-01"))) == [(ANN, SAM)]
    assert list(bail_not_noted(a_case(held(), VICTIM, SUSPECT).of, NOON.date())) == []
    hidden = replace(held(), masked=frozenset({"bail_conditions"}))
    assert len(list(bail_not_noted(a_case(hidden, VICTIM, SUSPECT).of, NOON.date()))) == 1


def test_no_walk_through_the_case_is_made_for_each_victim() -> None:
    """Tasks are looked through once, and notes too, however many victims and however many rules ask for them."""
    met = Counter[str]()

    class Walked(tuple[Row, ...]):
        """Rows of one record, which count how often they are walked through."""

        __slots__ = ()

        def __iter__(self) -> Iterator[Row]:
            met.update({row.record.name for row in self[:1]})
            return super().__iter__()

    def asked(victims: int) -> Counter[str]:
        met.clear()
        people = [bytes([at]) * 16 for at in range(victims)]
        roles = [a_row("CaseRole", str(one[0]), person=one, role="potential_victim") for one in people]
        case = a_case(*roles, a_row("Task", "t", title="Ring", status="open"), noted("complaint"))
        clocks = due(replace(case, read_rows=lambda record: Walked(case.read_rows(record))))
        assert ids(clocks).count("risk-first") == victims
        return Counter(met)

    assert asked(9) == asked(2)
    assert met["Note"] == 2  # by their kinds, and which of them others correct
