"""The change that names one entry whose body is deleted, written by whoever withdraws, seals again, prunes or erases.

Who may write which kind, and who obeys it, is decided by those verbs and, at headquarters, in
`headquarters/directory/parking`.
"""

from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Desk
from tipdesk.services.fields import change_of_new

_REDACTION = BY_NAME["Redaction"]


def redaction_of(desk: Desk, log: bytes, seq: int, kind: str) -> Change:
    """Return the change; `kind` is a code of the list redaction_kind."""
    return change_of_new(_REDACTION, desk.ids.new_id(), {"log": log, "seq": seq, "kind": kind})
