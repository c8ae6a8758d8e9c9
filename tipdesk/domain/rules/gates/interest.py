"""The gate that asks what is best for a child before others decide over it, and what the child says of it.

Somebody whose age is open is protected as a child. For the first days in a safe place a call is enough, so that nobody
waits outside at night.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.clocks.clock import moment_ms
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.closing import uncorrected
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import find_approvals
from tipdesk.domain.rules.gates.beside import best_interest, people_of
from tipdesk.domain.rules.gates.breach import RULE
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need, Past, Way, Wrote
from tipdesk.domain.rules.gates.held import FIRST_HOURS_MS, is_past_first_hours, stay_begins_ms
from tipdesk.domain.rules.gates.moments import HOUR_MS, SINCE, happened_ms, taken_ms
from tipdesk.domain.rules.gates.predicates import GROUNDS, is_child, told
from tipdesk.domain.rules.gates.transfers import STEP, holds, is_sent_by, persons_of, sent_ms
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow

_NEAR_MS = 24 * HOUR_MS
_RINGS: frozenset[Value] = frozenset({"child_protection", "safe_place"})
_ANSWERED: frozenset[Value] = frozenset({"answered"})
_ON_THE_WAY: frozenset[Value] = frozenset({"assessed", "planned", "travelled", "arrived"})
_GONE: frozenset[Value] = frozenset({"travelled", "arrived"})
_ARRIVAL = frozenset({"arrived_at", "expected_at"})
_REMOVAL = "removal"
_SIGNED = ("question", "child_says", "decision", "signed_at")
_OF_CONSENT = "transfer-consent"


def _interest(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    failed = _JUDGES[row.record.name](view, row, deed)
    is_telling = deed is not None and deed.is_telling  # a document tells what has happened elsewhere
    return replace(failed, has_happened=True) if failed is not None and is_telling else failed


def _assessment(view: FrozenCase, row: Row, _deed: Deed | None) -> Failed | None:
    """Judge the signing of an assessment of an age: as of somebody of whom that assessment says nothing yet."""
    if not is_signed(row):
        return None
    said = _(
        "Before assessing the age of somebody who may be a child, sign a best-interest decision with what they say."
    )
    day = day_of(happened_ms(row, "signed_at") or view.now_ms)
    return _unless_signed(_without(view, row), row, "age_assessment", said, day)


def _without(view: FrozenCase, row: Row) -> FrozenCase:
    """Return the case as it stands without one row."""

    def rows(record: str) -> tuple[Row, ...]:
        return tuple(one for one in view.of(record) if one.id != row.id)

    return replace(view, read_rows=rows, read_row=None)


def _stay(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    """Judge a stay: at first by who was rung, and after three days, which no haste of the first night excuses."""
    began, ended = stay_begins_ms(view, row), happened_ms(row, "ended")
    if is_past_first_hours(view, row):
        until = min(view.now_ms, view.now_ms if ended is None else ended)
        said = _("Before a child stays longer than 72 hours, sign a best-interest decision with what the child says.")
        failed = _unless_signed(view, row, "placement", said, day_of(until))
        failed = replace(failed, ways=frozenset()) if failed is not None and deed is None else failed
    else:
        people = sorted(people_of(row, "person"))
        lacking = [one for one in people if _is_child(view, one) and not _is_rung(view, one, began)]
        said = _("Ring child protection or the safe place before a child is taken there, and note who answered.")
        needs = tuple(Need("Call", ("duty", "whom", "answer"), None, one) for one in lacking)
        failed = Failed(INTEREST_FIRST.id, "ShelterStay", row.id, said, needs) if needs else None
    is_told = ended is not None or (deed is not None and any(_tells(one, row) for one in deed.wrote))
    return replace(failed, has_happened=is_told) if failed is not None else None


def _tells(wrote: Wrote, stay: Row) -> bool:
    """Tell whether a write only says of a stay that was there that somebody arrived: they are there, rung or not."""
    return wrote.row == stay.id and not wrote.is_new and wrote.fields <= _ARRIVAL


def _is_rung(view: FrozenCase, person: bytes, began: int) -> bool:
    """Tell whether child protection or the safe place answered about then, and not about somebody else."""
    return any(
        live_values(call, "duty") <= _RINGS
        and live_values(call, "answer") == _ANSWERED
        and live_values(call, "of_person") <= {None, person}
        and began - _NEAR_MS <= (moment_ms(call["at"]) or 0) <= began + FIRST_HOURS_MS
        for call in uncorrected(view.of("Call"))
    )


def _return(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if told(row, "status").isdisjoint(_ON_THE_WAY):
        return None
    said = _("Before a child goes home, sign a best-interest decision with what the child says.")
    failed = _unless_signed(view, row, "return", said, day_of(taken_ms(view, row, deed, (), "status") or view.now_ms))
    has_happened = not told(row, "status").isdisjoint(_GONE) or _REMOVAL in told(row, "kind")
    return replace(failed, has_happened=has_happened) if failed is not None else None


def _transfer(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    """Judge what leaves of a child without consent: because somebody else agreed, or had no time to ask."""
    if not is_sent_by(view, row, deed) or not (_is_agreed_instead(view, row) or _is_gone_past(view, row)):
        return None
    said = _(
        "Before you share anything about a child without their consent, sign a "
        "best-interest decision with what the child says."
    )
    people = {one for part in persons_of(view, row) if holds(part) for one in people_of(part, "person")}
    return _first_failing(view, row, sorted(people), ("consent", said), day_of(sent_ms(view, row, deed)))


def _is_agreed_instead(view: FrozenCase, transfer: Row) -> bool:
    return any("approved" in live_values(one, "decision") for one in find_approvals(view, _OF_CONSENT, transfer.id))


def _is_gone_past(view: FrozenCase, transfer: Row) -> bool:
    """Tell whether somebody sent it at once, for a ground, and a review of that was asked for."""
    return any(
        one["rule"] == RULE
        and one["gate"] == _OF_CONSENT
        and one["ground"] in GROUNDS
        and isinstance(about := one["subject"], NamedRow)
        and about.id == transfer.id
        for one in view.of("Review")
    )


def _unless_signed(view: FrozenCase, row: Row, question: str, said: str, day: date) -> Failed | None:
    return _first_failing(view, row, sorted(people_of(row, "person")), (question, said), day)


def _first_failing(
    view: FrozenCase, row: Row, people: Iterable[bytes], asked: tuple[str, str], day: date
) -> Failed | None:
    """Return the refusal where it lacks for a child among these people; `asked` is the question and the sentence."""
    question, said = asked
    lacking = [one for one in people if _is_child(view, one) and best_interest(view, one, question, day=day) is None]
    if not lacking:
        return None
    needs = tuple(Need("BestInterest", _SIGNED, _draft(view, one, question), one) for one in lacking)
    return Failed(INTEREST_FIRST.id, row.record.name, row.id, said, needs)


def _draft(view: FrozenCase, person: bytes, question: str) -> bytes | None:
    """Return what was written of this question and is not signed yet."""
    rows = [one for one in view.of("BestInterest") if one["person"] == person and question in told(one, "question")]
    return next((one.id for one in reversed(rows) if not is_signed(one)), None)


def _is_child(view: FrozenCase, person: bytes) -> bool:
    known = view.get_row("Person", person)
    return known is not None and is_child(view, known)


_JUDGES: Mapping[str, Callable[[FrozenCase, Row, Deed | None], Failed | None]] = {
    "AgeAssessment": _assessment,
    "ShelterStay": _stay,
    "Return": _return,
    "Transfer": _transfer,
}

INTEREST_FIRST = Gate(
    "best-interest-first",
    _("A best-interest decision comes first"),
    (
        Guard("AgeAssessment", frozenset({"signed_at"})),
        Guard("ShelterStay", frozenset({"person", "place_code", "left_for_it_at", "arrived_at"})),
        Guard("Return", frozenset({"person", "kind", "status"})),
        STEP,
    ),
    _interest,
    who=frozenset({"victim_support", "supervisor", "coordinator"}),
    past=(Past(Way.REVIEW, grounds=GROUNDS),),
    basis=Basis.LAW,
    source="CRC 3, 12; CTA s.31",
    since_schema=SINCE,
)
