"""What stops a clock, as something that a button does: one word for it, its sign, and where it leads.

Head, summary, My work and inbox offer the same. Who may not do it is told so where it is done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from tipdesk.domain.records import BY_NUMBER
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.rules.determinations import signed_first
from tipdesk.domain.texts import _ as mark
from tipdesk.domain.values import NamedRow

RowsOf = Callable[[str], tuple[Row, ...]]
"""Returns the rows of a record of the case by its name."""


class Leads(Enum):
    """Where a press leads: to a new row of a record, to the row itself, to the stages, or to another deed."""

    ADD = "add"
    ROW = "row"
    STAGE = "stage"
    HAVE = "have"
    DECIDE = "decide"
    NOTE = "note"
    KEEPING = "keeping"
    PLAN = "plan"


@dataclass(frozen=True)
class Offer:
    """What a button offers: its words, and where it leads; `record` is that of a new row."""

    words: str
    leads: Leads
    record: str = ""


_CALL = Offer(mark("Ring"), Leads.ADD, "Call")
_ASSESS = Offer(mark("Assess"), Leads.ADD, "RiskAssessment")
_OFFERS: Mapping[str, Offer] = {
    "danger-call": _CALL,
    "child-called": _CALL,
    "acknowledge": _CALL,
    "triage": Offer(mark("Decide"), Leads.STAGE),
    "review-owed": Offer(mark("Decide"), Leads.DECIDE),
    "preliminary": Offer(mark("Prepare"), Leads.ADD, "Determination"),
    "final": Offer(mark("Prepare"), Leads.ADD, "Determination"),
    "suspect-review": Offer(mark("Review"), Leads.ADD, "SuspectStatus"),
    "case-quiet": Offer(mark("Note"), Leads.NOTE),
    "keep-until": Offer(mark("Decide"), Leads.KEEPING),
    "risk-first": _ASSESS,
    "risk-review": _ASSESS,
    "release-risk": _ASSESS,
    "safety-plan": Offer(mark("Plan"), Leads.ADD, "SafetyPlan"),
    "outcome-told": Offer(mark("Told"), Leads.ADD, "InformationGiven"),
    "referral-reply": Offer(mark("Reply"), Leads.ADD, "ReferralReply"),
    "first-service": Offer(mark("Service"), Leads.ADD, "Service"),
    "consent-ends": Offer(mark("Ask"), Leads.ADD, "Consent"),
    "status-ends": Offer(mark("Renew"), Leads.ADD, "ProtectionStatus"),
}
_OPEN = Offer(mark("Open"), Leads.ROW)
_HAVE = Offer(mark("I have it"), Leads.HAVE)
_DAYS = Offer(mark("Plan"), Leads.PLAN)
_ANEW: Mapping[str, Offer] = {
    record: Offer(mark("Review"), Leads.ADD, record) for record in ("SafetyPlan", "BestInterest")
}
"""What is looked at again by a further row, since the one that is there stands as it was agreed or signed."""
_DUTIES = {"child-called": "child_protection", "acknowledge": "duty_officer"}
_TAKEN: Mapping[str, Mapping[str, str]] = {
    "suspect-review": {"person": "person"},
    "risk-review": {"person": "person"},
    "outcome-told": {"person": "person"},
    "first-service": {"person": "person", "kind": "service", "provider": "agency", "need": "need"},
    "consent-ends": {"person": "person", "scope": "scope", "agency": "agency", "country": "country"},
    "status-ends": {"person": "person", "kind": "kind", "authority": "authority"},
    "plan-review": {"person": "person", "question": "question", "risk": "risk"},
}
"""Which answers of the row that a clock is about are those of the new row, by the fields of the new row."""
_REPLACED = frozenset({"risk-review", "consent-ends", "plan-review"})


def offer_of(clock: Clock, *, is_headquarters: bool) -> Offer:
    """Return what stops a clock; at headquarters a report is answered by taking it in hand."""
    about = BY_NUMBER.get(clock.subject.record)
    if clock.id == "acknowledge" and is_headquarters:
        return _HAVE
    if clock.id == "plan-review" and about is not None:
        return _ANEW.get(about.name, _OPEN)
    if clock.id == "follow-up" and about is not None and about.name != "FollowUp":
        return _DAYS
    return _OFFERS.get(clock.id, _OPEN)


def presets_of(clock: Clock, row: Row | None, rows_of: RowsOf | None = None) -> Mapping[str, object]:
    """Return what is known already of the new row that stops a clock; `row` is the one that the clock is about."""
    offer = offer_of(clock, is_headquarters=False)
    if offer.record == "Call":
        duty = _DUTIES.get(clock.id)
        return {"report": clock.subject.id, **({"duty": duty} if duty else {})}
    if offer.record == "Determination":
        return {"person": clock.subject.id, "kind": clock.id}
    if offer.record == "ReferralReply":
        return {"referral": clock.subject.id}
    if clock.id in {"risk-first", "release-risk", "safety-plan"}:
        return {"person": clock.subject.id, **_last_assessment(clock, rows_of)}
    return _taken(clock, row) if row is not None else {}


def _taken(clock: Clock, row: Row) -> dict[str, object]:
    named = _TAKEN.get(clock.id, {})
    told: dict[str, object] = {new: value for new, old in named.items() if (value := row[old]) is not None}
    if clock.id in _REPLACED and "replaces" in row.record.by_name:
        told["replaces"] = row.id
    if clock.id == "outcome-told":
        told |= {"kind": "determination", "about": NamedRow(row.record.number, row.id)}
    return told


def _last_assessment(clock: Clock, rows_of: RowsOf | None) -> dict[str, object]:
    """Return the newest signed assessment of the person, by the field that names it in the new row."""
    rows = rows_of("RiskAssessment") if rows_of is not None else ()
    signed = signed_first(row for row in rows if row["person"] == clock.subject.id)
    field = "risk" if clock.id == "safety-plan" else "replaces"
    return {field: signed[0].id} if signed else {}
