"""Frozen cases of what moves or leaves, whole by themselves, so that a test takes one thing away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.domain.rules.clocked import NOON, a_case, a_row, after, day
from tests.domain.rules.gates_frozen import ME
from tipdesk.domain.rules.gates.gate import Deed, Doer, Wrote
from tipdesk.domain.rules.gates.table import GATES

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.frozen_case import FrozenCase
    from tipdesk.domain.rules.gates.gate import Failed

ANN = a_row("Person", "ann", given_names="Ann", family_name="Doe", birth_date=day("1990"), age_basis="document",
            main_language="eng", citizenships=frozenset({"GY"}))  # fmt: skip
BOB = a_row("Person", "bob", given_names="Bob", family_name="Example", birth_date=day("1980"), age_basis="document")
ROLE = a_row("CaseRole", "role", person=ANN.id, role="victim")
NUMBER = "+17585550101"
POINTS = frozenset({
    "agrees_to_interview", "purpose", "actual_and_potential_use", "non_identifying_research", "own_data_any_time",
    "how_long_stored", "how_to_withdraw",
})  # fmt: skip


def agency(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return an agency that may receive records."""
    told: dict[str, Any] = {"kind": "NGO", "active": True, "may_receive": True, "agreement_until": day("2027")}
    return a_row("Agency", "agency", **{**told, **values})


AGENCY = agency()
SENT = {
    "kind": "referral", "template": "care", "fields_shared": frozenset({"Person.sex"}), "agency": AGENCY.id,
    "way": "by_hand", "basis": "consent", "status": "sent", "sent_at": NOON, "preview": b"p",
}  # fmt: skip


def transfer(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return what was sent at noon."""
    told: dict[str, Any] = {**SENT, **values}
    return a_row("Transfer", "transfer", **told)


def within(**flags: bool) -> Row:
    """Return who is in it: what they are called, unless said otherwise."""
    told: dict[str, Any] = {"identity": True, "location": False, "narrative": False, **flags}
    return a_row("TransferPerson", "within", transfer=transfer().id, person=ANN.id, **told)


def consent(scope: str = "share_with_agency", **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return what the person agreed to an hour before noon."""
    told: dict[str, Any] = {
        "person": ANN.id, "scope": scope, "points": POINTS, "how": "said", "language": "eng", "explained_by": ME,
        "status": "given", "given_by": "self", "form": "signed_paper", "given_at": after(hours=-1),
    }  # fmt: skip
    told |= {"agency": AGENCY.id} if scope == "share_with_agency" else {}
    return a_row("Consent", scope, **{**told, **values})


def assessed(level: str, name: str = "risk", **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a signed assessment of the danger."""
    told: dict[str, Any] = {"person": ANN.id, "level": level, "own_view": "So it is.", "why": "He rang."}
    told |= {"review_due": day("2026-12-20"), "signed_at": after(hours=-2)}
    return a_row("RiskAssessment", name, **{**told, **values})


def call(**values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return a call that was made to the person at noon."""
    told: dict[str, Any] = {"way": "telephone", "direction": "made", "of_person": ANN.id, "number": NUMBER, "at": NOON}
    row = a_row("Call", "call")
    return replace(row, values={**told, **values})


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


def a_moving_case(*rows: Row, **values: Any) -> FrozenCase:  # noqa: ANN401 - as rows take them
    """Return a case of a victim, and of what a test adds."""
    return a_case(ANN, BOB, ROLE, *rows, **values)


def failed(gate: str, view: FrozenCase, row: Row, deed: Deed | None = None) -> Failed | None:
    """Return how a gate fails for a row of a case."""
    found = view.get_row(row.record.name, row.id)
    assert found is not None
    return GATES[gate].check(view, found, deed)


def fails(gate: str, view: FrozenCase, row: Row) -> bool:
    """Tell whether a row stands past a gate."""
    return failed(gate, view, row) is not None


def a_deed(row: Row, *fields: str, roles: frozenset[str], is_new: bool = False, is_headquarters: bool = False) -> Deed:
    """Return a deed that wrote these fields of a row."""
    doer = Doer(frozenset({ME}), roles, is_headquarters)
    return Deed(doer, (Wrote(row.record.name, row.id, frozenset(fields), is_new),), a_case(status="open").case)
