"""The clocks that protect and help people, as trials: what makes each run, when it warns and ends, and what stops it.

All of it begins at noon of a Friday in Saint Lucia, and Ann is the victim of the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.domain.rules.clocked import DAY, HOUR, MINUTE, NOON, Trial, a_row, after, day

if TYPE_CHECKING:
    from datetime import datetime

    from tipdesk.domain.rows import Row

MIDNIGHT = 12 * HOUR
"""From noon to 24:00."""
ANN, SAM, AGENCY = (name.ljust(16, b".") for name in (b"ann", b"sam", b"agency"))
VICTIM = a_row("CaseRole", "v", person=ANN, role="potential_victim")
SUSPECT = a_row("CaseRole", "s", person=SAM, role="suspect")
LATER = after(minutes=30)


def of_ann(record: str, name: str = "", **values: object) -> Row:
    """Return a row about Ann."""
    return a_row(record, name, told=None, **{"person": ANN, **values})


def assessed(level: str, name: str = "r", at: datetime = NOON, **values: object) -> Row:
    """Return an assessment of the danger to Ann, signed when it was made."""
    return of_ann("RiskAssessment", name, **{"level": level, "at": at, "signed_at": at, **values})


def planned(**values: object) -> Row:
    """Return a safety plan that Ann agreed to."""
    told = {"agreed": "yes", "agreed_at": LATER, "status": "agreed", "review_due": day("2026-12-31"), **values}
    return of_ann("SafetyPlan", "plan", **told)


def noted(kind: str, **values: object) -> Row:
    """Return a note of this kind, written at noon."""
    return of_ann("Note", "n", kind=kind, occurred_at=NOON, **values)


def referred(**values: object) -> Row:
    """Return a referral of Ann that was sent at noon."""
    told: dict[str, object] = {"direction": "out", "sent_at": NOON, "agency": AGENCY, "service": "shelter"}
    return of_ann("Referral", "f", **{**told, "status": "sent", **values})


def replied(answer: str, name: str = "p", at: datetime = LATER) -> Row:
    """Return what the agency replied to that referral."""
    return a_row("ReferralReply", name, referral=referred().id, answer=answer, at=at)


def stay(**values: object) -> Row:
    """Return a stay in a safe place, for which Ann left at noon."""
    return of_ann("ShelterStay", "h", **{"left_for_it_at": NOON, **values})


def held(**values: object) -> Row:
    """Return a time for which Sam was held and that ended at noon."""
    told: dict[str, object] = {"person": SAM, "began": after(days=-3), "ended": NOON, "place_kind": "police_cell"}
    return a_row("Detention", "c", told=None, **{**told, **values})


CHILD = a_row("Person", "ann", age_basis="stated", birth_date=day("2014-05-01"))
DECISION = of_ann("Determination", "d", kind="preliminary", outcome="PossibleVictimOfTrafficking", signed_at=NOON)
TOLD: dict[str, Any] = {"kind": "determination", "at": LATER}
CONSENT = of_ann("Consent", "k", scope="share_with_agency", agency=AGENCY, status="given", given_at=NOON)
WITHDRAWN = of_ann(
    "Consent", "k", scope="share_with_agency", agency=AGENCY, status="given", given_at=after(days=-9), withdrawn_at=NOON
)
SENT: dict[str, Any] = {"kind": "referral", "agency": AGENCY, "sent_at": after(days=-2), "status": "sent"}
GIVEN_TO = a_row("TransferPerson", "t", transfer=a_row("Transfer", "x").id, person=ANN, consent=CONSENT.id)
HOME = of_ann("Return", "w", status="arrived", arrived_at=NOON)
CLOSED: dict[str, Any] = {"status": "closed", "date_closed": day("2026-11-27"), "closure_reason": "completed"}

PROTECTING = (
    Trial("risk-first", (VICTIM,), 18 * HOUR, DAY, (assessed("low"),), {"role": "witness"}),
    Trial("risk-review", (assessed("low"), VICTIM), 67 * DAY + MIDNIGHT, 90 * DAY + MIDNIGHT),
    Trial("risk-review", (assessed("medium"), VICTIM), 22 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT),
    Trial("risk-review", (assessed("high"), VICTIM), 5 * DAY + MIDNIGHT, 7 * DAY + MIDNIGHT),
    Trial("risk-review", (assessed("imminent"), VICTIM), 18 * HOUR, DAY),
    Trial("risk-review", (assessed("medium", review_due=day("2026-12-02")), VICTIM), 0, 5 * DAY + MIDNIGHT,
          answers={"signed_at": None}),
    Trial("safety-plan", (assessed("high"), VICTIM), 12 * HOUR, DAY, (planned(),), {"level": "medium"}),
    Trial("safety-plan", (assessed("imminent"), VICTIM), 2 * HOUR, 4 * HOUR, (planned(agreed="unsure"),)),
    Trial("safety-plan", (assessed("high"), VICTIM, assessed("high", "2", after(hours=5))), 12 * HOUR, DAY,
          (planned(),)),
    Trial("safety-plan", (assessed("high"), VICTIM, assessed("imminent", "2", after(hours=5))), 7 * HOUR, 9 * HOUR,
          (planned(),)),
    Trial("need-urgent", (of_ann("Need", priority="urgent", wish="wanted", status="open"),), 12 * HOUR, DAY,
          answers={"status": "in_hand"}),
    Trial("need-urgent", (of_ann("Need", priority="urgent", status="not_available"),), 12 * HOUR, DAY,
          answers={"wish": "declined"}),
    Trial("release-risk", (held(), VICTIM, SUSPECT), 0, 4 * HOUR, (assessed("high", at=LATER),), {"ended": None}),
    Trial("release-risk", (a_row("SuspectStatus", "b", person=SAM, stage="on_bail", at=NOON), VICTIM, SUSPECT), 0,
          4 * HOUR, (assessed("low", at=LATER),), {"stage": "remanded"}),
    Trial("release-risk", (a_row("SuspectStatus", "b", person=SAM, stage="absconded", at=NOON), VICTIM, SUSPECT), 0,
          4 * HOUR, (assessed("low", at=LATER),)),
    Trial("release-risk", (a_row("Call", of_person=SAM, at=NOON, answer="answered"), VICTIM,
                           of_ann("NoContact", not_person=SAM)), 0, 4 * HOUR, (assessed("low", at=LATER),),
          {"answer": "no_answer"}),
    Trial("victim-detained", (of_ann("Detention", began=NOON, place_kind="immigration"), VICTIM), 0, 0,
          answers={"ended": LATER}),
    Trial("victim-detained", (of_ann("Detention", began=NOON, place_kind="prison"), VICTIM), 0, 0, case=CLOSED,
          answers={"ended": LATER}),
    Trial("safe-arrival", (stay(),), 150 * MINUTE, 3 * HOUR, answers={"arrived_at": LATER}),
    Trial("safe-arrival", (stay(expected_at=after(minutes=40)),), 40 * MINUTE, 70 * MINUTE,
          answers={"arrived_at": LATER}),
    Trial("papers-back", (of_ann("IdentityDocument", held_by="police", held_since=day("2026-12-01")), VICTIM),
          3 * DAY + MIDNIGHT, 7 * DAY + MIDNIGHT, answers={"given_back_on": day("2026-11-28")}),
    Trial("papers-back", (of_ann("IdentityDocument", held_by="immigration"), VICTIM), 3 * DAY + MIDNIGHT,
          7 * DAY + MIDNIGHT, answers={"held_by": "person"}),
    Trial("complaint", (noted("complaint"),), 5 * DAY - 24 * HOUR, 5 * DAY + MIDNIGHT,
          answers={"person_told_at": LATER}),
    Trial("complaint", (noted("complaint", handled_by=b"lead"),), 14 * DAY + MIDNIGHT, 28 * DAY + MIDNIGHT,
          answers={"person_told_at": LATER}),
    Trial("own-copy", (noted("own_copy"),), 15 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT,
          answers={"person_told_at": LATER}),
    Trial("own-copy", (noted("correction"),), 15 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT, case=CLOSED,
          answers={"kind": "case_note"}),
    Trial("outcome-told", (DECISION,), 3 * DAY, 3 * DAY + MIDNIGHT,
          (of_ann("InformationGiven", understood="unsure", **TOLD),)),
    Trial("plan-review", (of_ann("SupportPlan", status="agreed"),), 23 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT,
          answers={"status": "ended"}),
    Trial("plan-review", (of_ann("SupportPlan", review_due=day("2026-12-07")),), 3 * DAY + MIDNIGHT,
          10 * DAY + MIDNIGHT, answers={"actual_end": day("2026-11-28")}),
    Trial("plan-review", (stay(),), 23 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT, answers={"ended": LATER}),
    Trial("plan-review", (planned(agreed_at=NOON, review_due=day("2026-12-27")),), 23 * DAY + MIDNIGHT,
          30 * DAY + MIDNIGHT, answers={"status": "withdrawn"}),
    Trial("plan-review", (of_ann("BestInterest", question="placement", signed_at=NOON), CHILD), 23 * DAY + MIDNIGHT,
          30 * DAY + MIDNIGHT, answers={"signed_at": None}),
    Trial("plan-review", (of_ann("Guardian", kind="temporary"), CHILD), 23 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT,
          answers={"ended": day("2026-11-28")}),
    Trial("referral-reply", (referred(),), 4 * DAY, 5 * DAY + MIDNIGHT, (replied("accepted"),),
          {"status": "revoked"}),
    Trial("referral-reply", (referred(sent_at=None),), 4 * DAY, 5 * DAY + MIDNIGHT, (replied("accepted"),),
          {"status": "proposed"}),
    Trial("referral-reply", (referred(urgency="same_day"),), DAY, 2 * DAY, (replied("rejected"),)),
    Trial("referral-reply", (referred(urgency="now"),), 12 * HOUR, DAY, (replied("in_progress"),)),
    Trial("referral-reply", (referred(reply_due=after(hours=6)),), 0, 6 * HOUR, (replied("done"),)),
    Trial("first-service", (referred(status="accepted"), replied("accepted", at=NOON)), 4 * DAY, 7 * DAY + MIDNIGHT,
          (of_ann("Service", kind="shelter", provider=AGENCY, status="running"),), {"status": "done"}),
    Trial("first-service", (referred(status="accepted"), replied("accepted", at=NOON)), 4 * DAY, 7 * DAY + MIDNIGHT,
          (of_ann("Service", kind="shelter", status="declined"),)),
    Trial("consent-ends", (CONSENT,), 351 * DAY + MIDNIGHT, 365 * DAY + MIDNIGHT,
          (of_ann("Consent", "n", scope="share_with_agency", agency=AGENCY, status="refused", given_at=LATER),),
          {"withdrawn_at": LATER}),
    Trial("consent-ends", (of_ann("Consent", scope="interview", status="given", given_at=NOON,
                                  valid_until=day("2026-12-27")),), 16 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT,
          answers={"status": "not_able"}),
    Trial("status-ends", (of_ann("ProtectionStatus", kind="residence", result="granted", ended=day("2027-02-25")),),
          30 * DAY + MIDNIGHT, 90 * DAY + MIDNIGHT,
          (of_ann("ProtectionStatus", "n", kind="residence", result="refused", decided_on=day("2027-02-01")),),
          {"ended_early": "left_country"}),
    Trial("withdrawal-told", (WITHDRAWN, a_row("Transfer", "x", **SENT), GIVEN_TO), 12 * HOUR, DAY,
          answers={"withdrawn_at": None}),
    Trial("withdrawal-told", (a_row("Transfer", "x", **SENT), WITHDRAWN, GIVEN_TO), 12 * HOUR, DAY,
          answers={"recalled_at": LATER}),
    Trial("withdrawal-told", (a_row("Transfer", "x", **{**SENT, "sent_at": None}), WITHDRAWN, GIVEN_TO), 12 * HOUR,
          DAY, answers={"status": "draft"}),
    Trial("withdrawal-told", (referred(), WITHDRAWN), 12 * HOUR, DAY, answers={"status": "revoked"}),
    Trial("follow-up", (of_ann("FollowUp", due=day("2026-12-27")),), 23 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT,
          answers={"done_on": day("2026-11-28")}),
    Trial("follow-up", (HOME,), 23 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT,
          (of_ann("FollowUp", journey_home=HOME.id, due=day("2026-12-27"), done_on=day("2026-12-01")),),
          {"status": "cancelled"}),
    Trial("follow-up", (VICTIM,), 23 * DAY + MIDNIGHT, 30 * DAY + MIDNIGHT,
          (of_ann("FollowUp", due=day("2026-12-27"), done_on=day("2026-12-01")),), case=CLOSED),
)  # fmt: skip
"""`follow-up` in a closed case: what stops it is the day that was planned and done."""
