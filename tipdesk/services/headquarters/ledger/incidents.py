"""The incidents that nobody has dealt with: stores, logs and the ledger that were noticed not to be as they should.

Nothing of a case is told: kinds, times, posts, numbers and the code that an officer reads out. Only those who answer
for the directory close one, and never without a word; it leaves the list, not the log.
"""

from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.fields import change_of_row
from tipdesk.services.headquarters.directory.registry import DEVICE, POST
from tipdesk.services.headquarters.directory.writing import permit_directory
from tipdesk.services.integrity.note_incident import INCIDENT, find_open
from tipdesk.services.link_desk import LinkDesk


@dataclass(frozen=True)
class IncidentLine:
    """One incident as a list shows it.

    `kind` is a code of the list incident_kind, and `post` the name of the post, "" where it is not known.
    """

    id: bytes
    kind: str
    post: str
    device: bytes | None
    noted_at: datetime | None
    call_code: str
    detail: str


def list_incidents(desk: LinkDesk) -> list[IncidentLine]:
    """Return the incidents that nobody has closed, latest first."""
    with desk.read() as reader:
        rows = find_open(reader)
        return [
            IncidentLine(
                row.id,
                str(row["kind"] or ""),
                _post_name(reader, device) if isinstance(device := row["device"], bytes) else "",
                device if isinstance(device, bytes) else None,
                at if isinstance(at := row["noted_at"], datetime) else None,
                str(row["call_code"] or ""),
                str(row["detail"] or ""),
            )
            for row in reversed(rows)
        ]


def _post_name(reader: Reader, device: bytes) -> str:
    row = reader.get_row(DEVICE, device)
    post = reader.get_row(POST, row["post"]) if row is not None and isinstance(row["post"], bytes) else None
    return str(post["name"] or "") if post is not None else ""


def close_incident(desk: Desk, incident: bytes, outcome: str) -> None:
    """Close an incident, with words on what came of it.

    Raises the UserErrors of `permit_directory`, `no-outcome` without words, `bad-text`, and `no-such-incident` where it
    is closed or unknown.
    """
    permit_directory(desk)
    refuse_hidden(outcome)
    if not outcome.strip():
        raise UserError("no-outcome", _("Say what came of it."))
    with desk.work() as work:
        row = work.get_row(INCIDENT, incident)
        if row is None or row["closed_at"] is not None:
            raise UserError("no-such-incident", _("There is no such incident, or it has been dealt with."))
        change = change_of_row(row, {"closed_at": moment_now(desk), "outcome": outcome.strip()})
        if change is not None:
            work.append(Scope.REGISTER, None, [change])
