"""Record a worry: what the officer at a counter saw, in a case of its own, with whatever could be answered.

Promises that it is always saved, and sent where it is sent: no answer blocks it, and one that cannot be read is kept
word for word. It is kept under a neutral code name, in one entry, even when every answer is empty. What follows (what
became of them, further calls) is written by `note_outcome` and `note_call`.
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
    """Store a case and its report from answers by the field names of Report.

    `urgent`: sent before what waits; by default when somebody may be in danger now. `people`: for these officers only,
    and headquarters' case unit; None for an ordinary case. `feared_for`, `companion`: by the field names of Person, who
    is feared for and who is with them; `calls`: by those of Call, who was rung meanwhile. `draft`: as in `deed`.
    UserError `not-allowed`; `bad-document` where the whole is larger than one entry.
    """
    worry = Worry(answers, feared_for, companion, calls)
    is_sent = is_in_danger(read_answers(desk.codes, _REPORT, answers)) if urgent is None else urgent
    stamps = {"sent_at": moment_text(desk)} if is_sent else {}
    document = worry_document(desk, worry, stamps, None if people is None else RESTRICTED_LEVEL)
    made = new_case(desk, document, urgent=is_sent, named=people or (), draft=draft)
    return Saved(made.reference, made.id, made.rows[1], made.changed)
