"""Record a worry: what the officer at a counter saw, in a case of its own, with whatever could be answered.

It is always saved: no answer blocks it, an answer that cannot be read is kept word for word, and even one without any
answer is a case under a neutral code name. All of it is one entry. What follows, such as what became of the people and
further calls, is written by `note_outcome` and `note_call`.
"""

from collections.abc import Collection, Mapping, Sequence

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.sealing import RESTRICTED_LEVEL
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.read_answers import read_answers
from tipdesk.services.case.worry import Worry
from tipdesk.services.case.worry_document import is_in_danger, moment_text, worry_document
from tipdesk.services.desk import Desk
from tipdesk.services.results import Saved

_REPORT = BY_NAME["Report"]


def record_worry(
    desk: Desk,
    answers: Mapping[str, object],
    *,
    urgent: bool | None = None,
    people: Collection[bytes] | None = None,
    feared_for: Sequence[Mapping[str, object]] = (),
    companion: Mapping[str, object] | None = None,
    calls: Sequence[Mapping[str, object]] = (),
    draft: str | None = None,
) -> Saved:
    """Store a case and its report, from answers by the field names of Report.

    An `urgent` one is sent before what waits; by default it is urgent when somebody may be in danger now. With `people`
    the case is for these officers and headquarters' case unit only; None makes an ordinary case. `feared_for` and
    `companion` hold answers by the field names of Person, `calls` by those of Call: who is feared for, who is with
    them, and who was rung meanwhile. `draft` is the key of what was typed (see `deed`). Raises UserError `not-allowed`,
    and `bad-document` where the whole is larger than one entry can be.
    """
    worry = Worry(answers, feared_for, companion, calls)
    is_sent = is_in_danger(read_answers(desk.codes, _REPORT, answers)) if urgent is None else urgent
    stamps = {"sent_at": moment_text(desk)} if is_sent else {}
    document = worry_document(desk, worry, stamps, None if people is None else RESTRICTED_LEVEL)
    made = new_case(desk, document, urgent=is_sent, named=people or (), draft=draft)
    records = document["records"]
    told = [one["record"] for one in records] if isinstance(records, list) else []
    rows = tuple(row for row, name in zip(made.rows[1:], told, strict=True) if name == "Person")
    return Saved(made.reference, made.id, made.rows[1], made.changed, rows)
