"""How people of the year are kept safe and helped: told and asked, the danger, plans, a service, a referral answered.

Only adults who are known to be adults are asked here, one of each case that is taken on: a child is spoken for by a
guardian, which is shown in training and not invented.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.case_roles import VICTIMS
from tipdesk.domain.rules.childhood import Age
from tipdesk.domain.rules.gates.complete import POINTS
from tipdesk.services.audit import moment_now
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.withdraw_consent import withdraw_consent
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.look import look
from tipdesk.services.referring.drawing import Request
from tipdesk.services.referring.note_reply import note_reply
from tipdesk.services.referring.preview_referral import preview_referral
from tipdesk.services.referring.send_referral import send_referral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tipdesk.domain.rows import Row
    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import Desk

_TOLD_OF: Final = ("Consent", "RiskAssessment", "SafetyPlan", "Referral", "ReferralReply")
_AGENCY: Final = "Legal aid clinic (training)"
_WISH: Final = "Invented for training: wants to rest first, and then to work where nobody knows them."
_OWN_VIEW: Final = "Invented for training: says that nobody knows where they are, and that it should stay so."
_WHY: Final = "Invented for training: who was feared is known by name, and has left no message since."
_PLAN: Final = {
    "threats": "Invented for training: messages from a number that is not known.",
    "warning_signs": "Invented for training: somebody asks the neighbours.",
    "person_does": "Invented for training: answers no call from that number, and rings the duty officer.",
    "we_do": "Invented for training: the duty officer rings every evening.",
}
_DAYS_TO_PLAN: Final = 30
_ASKED: Final = "Invented for training: advice on what can be claimed, in the language of the letter."
_WITHDRAWN: Final = "Invented for training: does not want the office to know any more."


def tell_protected(session: Session, cases: Iterable[bytes], tell: Callable[[str], None]) -> None:
    """Say how much was told, asked and referred in these cases."""
    held: Counter[str] = Counter()
    for case in cases:
        view = look(session.desk, case)
        held.update({name: len(view.of(name)) for name in _TOLD_OF})
    if not all(held[name] for name in _TOLD_OF):
        raise RuntimeError("nobody was told, asked or referred")
    tell("Protected in the year: " + ", ".join(f"{held[one]} {BY_NAME[one].plural.lower()}" for one in _TOLD_OF))


def protect(session: Session, case: bytes, level: str, *, is_answered: bool, is_withdrawn: bool) -> None:
    """Tell, ask, assess and help one adult victim of a case; a referral is answered, or taken back, where that is said.

    A case in which no victim is known to be an adult is left as it is.
    """
    desk = session.desk
    person = _adult(desk, case)
    if person is None:
        return
    agency = _agency(desk)
    told: dict[str, object] = {"person": person.id, "language": _spoken(person), "how": "played"}
    add_record(desk, case, BY_NAME["InformationGiven"], {**told, "kind": "notice", "understood": "yes"})
    wish: dict[str, object] = {"place": "stay", "afraid_to_go_home": "unsure", "police": "not_now", "rest": "yes"}
    add_record(desk, case, BY_NAME["VictimWish"], {"person": person.id, **wish, "words": _WISH})
    for scope, recipient in (("services", None), ("share_with_agency", agency)):
        _agree(desk, case, person, scope, recipient)
    _assess(desk, case, person.id, level)
    _help(desk, case, person.id, agency)
    if agency is None:
        return
    referral = _refer(desk, case, person.id, agency)
    if referral is not None and is_answered:
        _accept(desk, referral)
    if is_withdrawn:
        shared = [one for one in look(desk, case).of("Consent") if one["scope"] == "share_with_agency"]
        withdraw_consent(desk, shared[-1], "telephone", _WITHDRAWN)


def hand_on(session: Session, case: bytes) -> None:
    """Let an agency take on one adult victim of a case, who agrees to it."""
    desk = session.desk
    person, agency = _adult(desk, case), _agency(desk)
    if person is None or agency is None:
        return
    _agree(desk, case, person, "share_with_agency", agency)
    referral = _refer(desk, case, person.id, agency)
    if referral is not None:
        _accept(desk, referral)


def assess_again(session: Session, case: bytes, level: str) -> None:
    """Look at the danger of everybody who is or may be a victim of a case, and at the plans, from time to time."""
    view = look(session.desk, case)
    held = {row["person"] for row in view.of("CaseRole") if row["role"] in VICTIMS}
    for person in (one for one in view.of("Person") if one.id in held):
        _assess(session.desk, case, person.id, level)
    due = str((moment_now(session.desk) + timedelta(days=_DAYS_TO_PLAN)).date())
    for plan in view.of("SupportPlan"):
        amend_record(session.desk, plan, {"review_due": due})


def _agree(desk: Desk, case: bytes, person: Row, scope: str, agency: bytes | None) -> None:
    """Write down that somebody agreed to one thing, of which everything was explained."""
    explained: dict[str, object] = {"language": _spoken(person), "how": "played", "points": sorted(POINTS)}
    given: dict[str, object] = {"person": person.id, "scope": scope, "agency": agency, "status": "given"}
    answered: dict[str, object] = {"given_by": "self", "form": "signed_paper"}
    add_record(desk, case, BY_NAME["Consent"], {**given, **explained, **answered})


def _accept(desk: Desk, referral: bytes) -> None:
    """Note that the agency rang, was rung back, and accepts."""
    reply = {"answer": "accepted", "way": "telephone", "replied_by": "Clinic desk (training)"}
    note_reply(desk, referral, reply, caller_checked="rang_back_directory_number")


def _assess(desk: Desk, case: bytes, person: bytes, level: str) -> None:
    """Sign how great the danger is, with what raises and lowers it, and agree a plan where it is great."""
    due = str((moment_now(desk) + timedelta(days=20)).date())
    danger: dict[str, object] = {"own_view": _OWN_VIEW, "why": _WHY, "threats_from": ["trafficker"], "level": level}
    row = add_record(desk, case, BY_NAME["RiskAssessment"], {"person": person, **danger, "review_due": due}).row or b""
    for at, kind, factor in (
        ("individual", "risk", "Invented for training: knows nobody here."),
        ("community", "protective", "Invented for training: a neighbour looks in."),
    ):
        add_record(desk, case, BY_NAME["RiskFactor"], {"assessment": row, "level": at, "kind": kind, "factor": factor})
    sign_record(desk, "RiskAssessment", row)
    if level in {"high", "imminent"}:
        plan = {"person": person, "risk": row, **_PLAN, "agreed": "yes", "status": "agreed", "review_due": due}
        add_record(desk, case, BY_NAME["SafetyPlan"], {**plan, "agreed_at": str(moment_now(desk).isoformat())})


def _help(desk: Desk, case: bytes, person: bytes, agency: bytes | None) -> None:
    """Write a plan of support, and the service that runs by it."""
    due = str((moment_now(desk) + timedelta(days=_DAYS_TO_PLAN)).date())
    aims = "Invented for training: a place of one's own, and advice on what can be claimed."
    plan: dict[str, object] = {
        "kinds": ["Legal", "SocialCare"],
        "objectives": aims,
        "agreed": "yes",
        "status": "agreed",
    }
    row = add_record(desk, case, BY_NAME["SupportPlan"], {"person": person, **plan, "review_due": due}).row
    service: dict[str, object] = {"kind": "psychosocial", "status": "running", "plan": row, "quantity": 2}
    began = {"began": str(moment_now(desk).date()), "unit": "session", "cost": "0.00 XCD"}
    add_record(desk, case, BY_NAME["Service"], {"person": person, **service, **began, "provider": agency})


def _refer(desk: Desk, case: bytes, person: bytes, agency: bytes) -> bytes | None:
    """Refer somebody for advice."""
    row = desk.ids.new_id()
    asked: dict[str, object] = {
        "person": person, "agency": agency, "service": "legal_aid", "reason": "AdditionalServicesRequired",
        "details": _ASKED, "urgency": "routine",
    }  # fmt: skip
    request = Request(row, asked, {"way": "by_hand", "basis": "consent"})
    return send_referral(desk, case, request, preview_referral(desk, case, request).digest).row


def _adult(desk: Desk, case: bytes) -> Row | None:
    """Return the first victim who is known to be an adult."""
    view = look(desk, case)
    held = {row["person"] for row in view.of("CaseRole") if row["role"] in VICTIMS}
    with desk.read() as reader:
        ages = freeze(reader, desk, view.case).ages
        return next((one for one in view.of("Person") if one.id in held and ages.age(one) is Age.ADULT), None)


def _agency(desk: Desk) -> bytes | None:
    with desk.read() as reader:
        found = reader.find_rows(BY_NAME["Agency"], where={"name": _AGENCY})
    return found[0].id if found else None


def _spoken(person: Row) -> str:
    """Return the language in which somebody is spoken to."""
    return str(person["main_language"] or next(iter(sorted(_languages(person))), "eng"))


def _languages(person: Row) -> frozenset[str]:
    spoken = person["languages"]
    return spoken if isinstance(spoken, frozenset) else frozenset()
