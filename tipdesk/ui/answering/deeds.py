"""What an answer writes, and the form in which an approval is answered: the same in My work, inbox and case.

Each deed runs on the write lane, with the desk first.
"""

from collections.abc import Iterable
from functools import partial

from tipdesk.domain.rows import Row
from tipdesk.services.access.decide_review import decide_review
from tipdesk.services.gates.answer_approval import answer_approval
from tipdesk.services.gates.review_breach import review_breach
from tipdesk.services.handover.answer_hand_over import accept_case, decline_case
from tipdesk.services.handover.find_handovers import Goes
from tipdesk.services.results import Changed
from tipdesk.ui.gates.answer_form import Answer, AnswerForm, approval_form
from tipdesk.ui.records.facts import section_facts
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.facts import Fact
from tipdesk.ui.wording import Wording

Deed = partial[Changed]


def asked_form(
    seat: Seat, row: Row | None, names: Iterable[str], wording: Wording, beside: Iterable[Row] = ()
) -> AnswerForm:
    """Return the form of an approval, with the fields of the row that it is about and the rows approved `beside` it."""
    facts = section_facts(row, [row.record.by_name[name] for name in names], wording)[0] if row is not None else []
    told = [Fact(_(one.record.label), _whole(one, wording)) for one in beside]
    return approval_form([*facts, *told], has_passphrase=seat.confirm is not None)


def _whole(row: Row, wording: Wording) -> str:
    """Return a row with all its answers in one line."""
    record = row.record
    named = {record.parent, record.closed.with_row if record.closed else ""}
    facts = section_facts(row, [one for one in record.fields if one.name not in named], wording)[0]
    labelled = {one.name for one in record.fields if one.needs_label}
    return " · ".join(f"{one.label}: {one.value}" if one.name in labelled else one.value for one in facts if one.value)


def approval_deed(seat: Seat, approval: bytes, said: Answer) -> Deed:
    """Return the deed that answers an approval, signed with the passphrase where the seat can confirm it."""
    proof = (seat.confirm, said.passphrase) if seat.confirm is not None else None
    return partial(answer_approval, approval=approval, is_approved=said.is_yes, words=said.words, proof=proof)


def review_deed(review: bytes, said: Answer) -> Deed:
    """Return the deed that judges what was done without asking."""
    return partial(decide_review, review=review, is_upheld=said.is_yes, words=said.words)


def handover_deed(case: bytes, said: Answer) -> Deed:
    """Return the deed that takes on a case which was handed over, or declines it."""
    return partial(accept_case, case=case) if said.is_yes else partial(decline_case, case=case, why=said.words)


def goes_facts(goes: Goes) -> list[Fact]:
    """Return what goes with a case to another post."""
    people = plural("{count} person", "{count} people", goes.people)
    files = plural("{count} file", "{count} files", goes.files)
    tasks = plural("{count} open task", "{count} open tasks", goes.tasks)
    return [Fact(_("Goes with the case"), f"{people}, {tasks}, {files}")]


def breach_deed(case: bytes, gate: str, row: bytes, said: Answer) -> Deed:
    """Return the deed that judges what arrived past a rule."""
    return partial(review_breach, case=case, gate=gate, row=row, is_upheld=said.is_yes, words=said.words)
