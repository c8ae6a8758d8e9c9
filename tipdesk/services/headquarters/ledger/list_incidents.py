"""The incidents that nobody has dealt with: stores, logs and the ledger that were noticed not to be as they should.

Promises no content of a case: kinds, times, posts, numbers and the code that an officer reads out.
"""

from dataclasses import dataclass
from datetime import datetime

from tipdesk.services.desk import Reader
from tipdesk.services.headquarters.directory.registry import DEVICE, POST
from tipdesk.services.integrity.note_incident import find_open
from tipdesk.services.link_desk import LinkDesk


@dataclass(frozen=True)
class IncidentLine:
    """One incident. `kind`: a code of the list incident_kind; `post`: its name, "" where it is not known."""

    id: bytes
    kind: str
    post: str
    device: bytes | None
    noted_at: datetime | None
    call_code: str
    detail: str


def list_incidents(desk: LinkDesk) -> list[IncidentLine]:
    """Return them, latest first."""
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
