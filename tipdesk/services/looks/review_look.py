"""Say of something in the audit that it was reviewed, with words: itself a row of the audit, which nobody takes back.

Promises that nobody reviews what they did themself.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import check_reason, not_yourself
from tipdesk.services.audit import note_look
from tipdesk.services.desk import Desk, LookQuery
from tipdesk.services.looks.find_exceptions import REVIEW
from tipdesk.services.looks.find_looks import permit_audit
from tipdesk.services.relation import own_ids
from tipdesk.services.results import Changed


def review_look(desk: Desk, look: bytes, words: str) -> Changed:
    """Review a look, given by id. UserError `reason-needed`, `no-such-look`, `not-yourself`, `not-allowed`."""
    said = check_reason(words)
    query = permit_audit(desk, LookQuery(id=look))
    with desk.read() as reader:
        seen = next(iter(reader.find_looks(query)), None)
        is_own = seen is not None and seen.actor in own_ids(reader, desk)
    if seen is None:
        raise UserError("no-such-look", _("There is no such look in the audit."))
    if is_own:
        raise not_yourself()
    note_look(desk, REVIEW, case=seen.case, row=look, reason=said)
    return Changed.of("AuditEvent", None, look)
