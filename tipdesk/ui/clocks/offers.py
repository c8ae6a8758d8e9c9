"""What stops a clock, as something that a button does: one word for it, its sign, and where it leads.

Head, summary, My work and inbox offer the same. Who may not do it is told so where it is done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.texts import _ as mark


class Leads(Enum):
    """Where a press leads: to a new row of a record, to the row itself, to the stages, or to another deed."""

    ADD = "add"
    ROW = "row"
    STAGE = "stage"
    HAVE = "have"
    DECIDE = "decide"
    NOTE = "note"
    KEEPING = "keeping"


@dataclass(frozen=True)
class Offer:
    """What a button offers: its words, and where it leads; `record` is that of a new row."""

    words: str
    leads: Leads
    record: str = ""


_CALL = Offer(mark("Ring"), Leads.ADD, "Call")
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
}
_OPEN = Offer(mark("Open"), Leads.ROW)
_HAVE = Offer(mark("I have it"), Leads.HAVE)
_DUTIES = {"child-called": "child_protection", "acknowledge": "duty_officer"}


def offer_of(clock: Clock, *, is_headquarters: bool) -> Offer:
    """Return what stops a clock; at headquarters a report is answered by taking it in hand."""
    if clock.id == "acknowledge" and is_headquarters:
        return _HAVE
    return _OFFERS.get(clock.id, _OPEN)


def presets_of(clock: Clock, row: Row | None) -> Mapping[str, object]:
    """Return what is known already of the new row that stops a clock; `row` is the one that the clock is about."""
    offer = _OFFERS.get(clock.id, _OPEN)
    if offer.record == "Call":
        duty = _DUTIES.get(clock.id)
        return {"report": clock.subject.id, **({"duty": duty} if duty else {})}
    if offer.record == "Determination":
        return {"person": clock.subject.id, "kind": clock.id}
    if offer.record == "SuspectStatus" and row is not None:
        return {"person": row["person"]}
    return {}
