"""Scenes of what moves or leaves: transfers, referrals, calls, stays, returns, each past its gate, and what mends it.

What is needed beside the gate in question is written past every gate first (`put`), so that a scene is about one rule.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.services.determined import put
from tests.services.gates_scenes import Scene, approve
from tests.services.rooms import COORDINATOR, OWNER, SUPERVISOR
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import PartialDate
from tipdesk.services.fields import change_of_row

if TYPE_CHECKING:
    from tests.services.rooms import Room
    from tipdesk.domain.rows import Row

AGENCY, CONSULATE, OTHER = (name.ljust(16, b".") for name in (b"clinic", b"consulate", b"other"))
SAFE_NUMBER = "+17585550101"
BEFORE = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
TODAY = PartialDate.parse("2026-11-18")
POINTS = frozenset({
    "agrees_to_interview", "purpose", "actual_and_potential_use", "non_identifying_research", "own_data_any_time",
    "how_long_stored", "how_to_withdraw",
})  # fmt: skip


def last(room: Room, record: str) -> Row:
    """Return the last row of a record."""
    return room.rows(record)[-1]


def victim(room: Room) -> bytes:
    """Return the first person of the case, who may be a victim."""
    return room.rows("Person")[0].id


def change(room: Room, record: str, **values: Any) -> None:  # noqa: ANN401 - as rows take them
    """Change the last row of a record past every gate."""
    put(room, record, values, last(room, record))


def known(room: Room, **agency: Any) -> None:  # noqa: ANN401 - as rows take them
    """Let the person be an adult who speaks English, and an agency be in the directory that may receive records."""
    told: dict[str, Any] = {"birth_date": PartialDate.parse("1990"), "age_basis": "document", "main_language": "eng"}
    put(room, "Person", told, room.rows("Person")[0])
    values: dict[str, Any] = {
        "name": "Clinic",
        "kind": "HealthServiceOrganisation",
        "active": True,
        "may_receive": True,
    }
    room.write_directory("Agency", AGENCY, {**values, "agreement_until": PartialDate.parse("2027"), **agency})


def receives(room: Room) -> None:
    """Let the agency receive records."""
    with room.store.work(COORDINATOR) as unit:
        held = unit.get_row(BY_NAME["Agency"], AGENCY)
        assert held is not None
        change_now = change_of_row(held, {"may_receive": True})
        unit.append(Scope.DIRECTORY, None, [change_now] if change_now else [])


def agreed(room: Room, scope: str = "share_with_agency", **given: Any) -> None:  # noqa: ANN401 - as rows take them
    """Write down that the person agreed, completely."""
    told: dict[str, Any] = {
        "person": victim(room), "scope": scope, "points": POINTS, "how": "said", "language": "eng", "status": "given",
        "explained_by": OWNER.officer, "given_by": "self", "form": "signed_paper", "given_at": BEFORE,
    }  # fmt: skip
    put(room, "Consent", {**told, **({"agency": AGENCY} if scope == "share_with_agency" else {}), **given})


def transfer(room: Room, **given: Any) -> None:  # noqa: ANN401 - as rows take them
    """Prepare what is to leave, with what was looked at, and who is in it."""
    told: dict[str, Any] = {
        "kind": "referral", "template": "care", "fields_shared": frozenset({"Person.sex"}), "agency": AGENCY,
        "way": "by_hand", "basis": "consent", "status": "draft", "preview": b"p" * 32,
    }  # fmt: skip
    put(room, "Transfer", {**told, **given})
    is_named = given.get("kind") != "anonymous_notice" and "ShelterStay.address" not in given.get("fields_shared", ())
    flags = {"identity": is_named, "location": False, "narrative": False}
    put(room, "TransferPerson", {"transfer": last(room, "Transfer").id, "person": victim(room), **flags})


def without_consent(room: Room) -> None:
    """Prepare a transfer to which nobody agreed."""
    known(room)
    transfer(room)


def without_agreement(room: Room) -> None:
    """Prepare a transfer to which the person agreed, to an agency whose agreement has ended."""
    known(room, agreement_until=PartialDate.parse("2025"))
    agreed(room)
    transfer(room)


def with_address(room: Room) -> None:
    """Prepare a transfer that gives away where somebody is safe, and nothing else."""
    known(room)
    transfer(room, fields_shared=frozenset({"ShelterStay.address"}))


def stay(room: Room, **given: Any) -> None:  # noqa: ANN401 - as rows take them
    """Write down a stay in a safe place."""
    told: dict[str, Any] = {"person": victim(room), "place_code": "Safe place A", "agency": AGENCY}
    put(room, "ShelterStay", {**told, "voluntary": "yes", "may_leave": True, **given})


def unsure_stay(room: Room) -> None:
    """Write down a stay of which the person is not sure whether they want it."""
    known(room)
    stay(room, voluntary="unsure")


def notice(room: Room) -> None:
    """Prepare a notice that is to name nobody, and does."""
    known(room)
    transfer(room, kind="anonymous_notice", basis="anonymous", fields_shared=frozenset({"Person.family_name"}))


def referral(room: Room, **given: Any) -> None:  # noqa: ANN401 - as rows take them
    """Propose a referral that was talked over with the person, and send what goes with it."""
    told: dict[str, Any] = {
        "person": victim(room), "direction": "out", "agency": AGENCY, "service": "medical_general", "on": TODAY,
        "reason": "AdditionalServicesRequired", "status": "proposed", "reply_due": BEFORE + timedelta(days=9),
    }  # fmt: skip
    put(room, "Referral", {**told, **given})


def moving_away(room: Room) -> None:
    """Propose to take the person elsewhere, with everything but a look at the danger."""
    known(room)
    agreed(room)
    referral(room, service="safety_witness_protection")
    transfer(room, referral=last(room, "Referral").id, status="sent", sent_at=BEFORE + timedelta(hours=1))


def assessed(room: Room, level: str, **given: Any) -> None:  # noqa: ANN401 - as rows take them
    """Sign how great the danger is."""
    told: dict[str, Any] = {
        "person": victim(room), "at": BEFORE, "assessor": OWNER.officer, "own_view": "He knows where.", "level": level,
        "why": "He rang twice.", "review_due": PartialDate.parse("2026-12-01"), "signed_at": BEFORE,
    }  # fmt: skip
    put(room, "RiskAssessment", {**told, **given})


def lower_draft(room: Room) -> None:
    """Prepare an assessment that finds less danger than the one before it."""
    known(room)
    assessed(room, "high", review_due=PartialDate.parse("2026-11-10"))
    assessed(room, "low", signed_at=None)


def in_danger(room: Room) -> None:
    """Sign that the danger is high."""
    known(room)
    assessed(room, "high")


def planned(room: Room) -> None:
    """Agree on a safety plan."""
    told: dict[str, Any] = {"person": victim(room), "risk": last(room, "RiskAssessment").id, "person_does": "Rings."}
    told |= {"we_do": "Come.", "agreed": "yes", "agreed_at": BEFORE, "review_due": PartialDate.parse("2026-12-01")}
    put(room, "SafetyPlan", told)


def detained(room: Room) -> None:
    """Write down that somebody is locked up of whom it was decided that they may be a victim."""
    known(room)
    told: dict[str, Any] = {"person": victim(room), "kind": "preliminary", "outcome": "PossibleVictimOfTrafficking"}
    put(room, "Determination", {**told, "signed_at": BEFORE, "decided_at": BEFORE, "decided_by": OWNER.officer})
    held: dict[str, Any] = {"person": victim(room), "place_kind": "police_cell", "basis": "arrest", "began": BEFORE}
    put(room, "Detention", {**held, "exigent": "A fire at the safe place."})


def safe_number(room: Room) -> None:
    """Note that a number is safe."""
    told: dict[str, Any] = {"person": victim(room), "kind": "mobile", "number": SAFE_NUMBER, "safe": "safe"}
    put(room, "ContactPoint", told)


def kept_from(room: Room) -> None:
    """Note that the person is kept from somebody of the case."""
    known(room)
    put(room, "Person", {"given_names": "Pretend", "birth_date": PartialDate.parse("1980"), "age_basis": "document"})
    told: dict[str, Any] = {"person": victim(room), "not_person": room.rows("Person")[-1].id, "asked_by": "person"}
    put(room, "NoContact", {**told, "what": frozenset({"telephone"}), "began": PartialDate.parse("2026-11-01")})


def sent_referral(room: Room) -> None:
    """Send a referral."""
    known(room)
    referral(room, status="sent", sent_at=BEFORE)


def replied(room: Room) -> None:
    """Note that the agency took it."""
    told: dict[str, Any] = {"referral": last(room, "Referral").id, "answer": "accepted", "way": "telephone"}
    put(room, "ReferralReply", {**told, "replied_by": "The nurse", "at": BEFORE})


def consulate(room: Room) -> None:
    """Let a consulate be in the directory."""
    known(room)
    room.write_directory("Agency", CONSULATE, {"name": "Consulate", "kind": "consulate", "country": "GY"})


def wished(room: Room, **given: Any) -> None:  # noqa: ANN401 - as rows take them
    """Write down what the person wants and fears."""
    told: dict[str, Any] = {"person": victim(room), "at": BEFORE, "afraid_to_go_home": "no", "tell_consulate": "yes"}
    put(room, "VictimWish", {**told, **given})


def unasked_return(room: Room) -> None:
    """Write down a return that nobody has talked over yet."""
    known(room)
    wished(room, at=BEFORE - timedelta(days=9))
    told: dict[str, Any] = {"person": victim(room), "kind": "assisted_voluntary", "status": "wished", "country": "GY"}
    put(room, "Return", {**told, "wish": last(room, "VictimWish").id, "on": PartialDate.parse("2026-12-10")})


def talked_over(room: Room) -> None:
    """Give everything that a return asks for."""
    told: dict[str, Any] = {"person": victim(room), "kind": "return", "how": "said", "language": "eng", "at": BEFORE}
    put(room, "InformationGiven", {**told, "given_by": OWNER.officer, "understood": "yes"})
    wished(room, place="go_home")
    agreed(room, "return")
    assessed(room, "low", destination="GY")
    put(room, "IdentityDocument", {"person": victim(room), "kind": "passport"})
    paper = last(room, "IdentityDocument").id
    change(room, "Return", receiving=AGENCY, receiving_answer="accepted", identity_document=paper)
    for due in ("2027-01-10", "2027-03-10", "2027-06-10", "2027-12-10"):
        home = last(room, "Return").id
        put(room, "FollowUp", {"person": victim(room), "journey_home": home, "due": PartialDate.parse(due)})


def of(record: str) -> Any:  # noqa: ANN401 - what a scene finds its row by
    """Return what finds the last row of a record."""
    return lambda room: last(room, record).id


_CALL: dict[str, object] = {"of_person": ..., "whom": "The person", "answer": "answered"}
_REFERRAL: dict[str, object] = {
    "person": ..., "direction": "out", "agency": AGENCY, "service": "medical_general", "on": TODAY,
    "reason": "AdditionalServicesRequired", "status": "proposed",
}  # fmt: skip

MOVING_SCENES = (
    Scene("transfer-consent", "Transfer", {"status": "sent"}, of("Transfer"), actor=SUPERVISOR,
          prepare=without_consent, mend=agreed),
    Scene("recipient-known", "Transfer", {"status": "sent"}, of("Transfer"), actor=SUPERVISOR,
          prepare=without_agreement, mend=lambda room: change(room, "Transfer", safeguards="They sign for it.")),
    Scene("refuge-never-leaves", "Transfer", {"status": "sent"}, of("Transfer"), actor=COORDINATOR,
          is_headquarters=True, prepare=with_address, mend=stay),
    Scene("anonymous-notice-clean", "Transfer", {"status": "sent"}, of("Transfer"), actor=SUPERVISOR, prepare=notice,
          mend=lambda room: change(room, "Transfer", fields_shared=frozenset({"Episode.exploitation"}))),
    Scene("risk-current", "Referral", {"status": "sent"}, of("Referral"), prepare=moving_away,
          mend=lambda room: assessed(room, "low")),
    Scene("safety-plan-high", "Case", {"status": "follow_up"}, lambda room: room.case, prepare=in_danger,
          mend=planned),
    Scene("shelter-voluntary", "ShelterStay", {"arrived_at": BEFORE}, of("ShelterStay"),
          prepare=unsure_stay, is_told=True,
          mend=lambda room: approve(room, "shelter-voluntary", COORDINATOR, last(room, "ShelterStay").id)),
    Scene("no-detention", "Detention", {"court_by": BEFORE + timedelta(days=2)}, of("Detention"), prepare=detained,
          is_told=True, mend=lambda room: approve(room, "no-detention", COORDINATOR, last(room, "Detention").id)),
    Scene("safe-contact", "Call", {**_CALL, "number": SAFE_NUMBER}, prepare=known, mend=safe_number, is_told=True,
          has_reason=True),
    Scene("no-contact-kept", "Call", _CALL, prepare=kept_from, is_told=True,
          mend=lambda room: change(room, "NoContact", ended=PartialDate.parse("2026-11-10"))),
    Scene("referral-proposed", "Referral", _REFERRAL, mend=receives,
          prepare=lambda room: known(room, may_receive=False)),
    Scene("referral-answered", "Referral", {"status": "accepted"}, of("Referral"), prepare=sent_referral,
          mend=replied),
    Scene("fear-first", "Call", {**_CALL, "agency": CONSULATE}, prepare=consulate, mend=wished, is_told=True),
    Scene("return-wished", "Return", {"status": "planned"}, of("Return"), actor=COORDINATOR, is_headquarters=True,
          prepare=unasked_return, mend=talked_over),
)  # fmt: skip
"""The gates of moving and sharing that a write of one row meets."""

RISK_SCENES = (
    Scene("risk-lowered", "RiskAssessment", {"signed_at": BEFORE + timedelta(hours=3)}, of("RiskAssessment"),
          prepare=lower_draft,
          mend=lambda room: approve(room, "risk-lowered", SUPERVISOR, last(room, "RiskAssessment").id)),
)  # fmt: skip
"""The gate of signing that the danger is less."""
SENT_SCENES = (
    Scene("transfer-consent", "Transfer", {"status": "sent", "sent_at": BEFORE + timedelta(hours=3)}, of("Transfer"),
          actor=SUPERVISOR, prepare=without_consent, mend=agreed),
)  # fmt: skip
"""A gate of sending as the verb meets it that sends: by the hour that it writes."""
