"""An incident becomes an entry of the register: from a post it travels to headquarters, where it stands until closed.

The same thing noticed again writes nothing: kind, device and detail tell whether it is the same. Whoever calls has a
unit of work open, so that the incident lands with what it is about.
"""

from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.fields import change_of_new

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

INCIDENT = BY_NAME["Incident"]


def note_incident(
    desk: Desk, work: UnitOfWork, kind: str, device: bytes, detail: str, *, log: bytes | None = None, seq: int = 0
) -> bool:
    """Note an incident of a device, unless the same one stands open already; tell whether it is new.

    `kind`: a code of the list incident_kind; `detail`: numbers and hashes, never content.
    """
    if any((row["kind"], row["device"], row["detail"]) == (kind, device, detail) for row in find_open(work)):
        return False
    values: dict[str, Value] = {
        "kind": kind,
        "device": device,
        "noted_at": moment_now(desk),
        "detail": detail,
        "log": log,
        "seq": seq,
    }
    work.append(Scope.REGISTER, None, [change_of_new(INCIDENT, desk.ids.new_id(), values)], urgent=True)
    return True


def find_open(reader: Reader) -> list[Row]:
    """Return the incidents that nobody has dealt with yet, in the order in which they came."""
    return [row for row in reader.find_rows(INCIDENT) if row["closed_at"] is None]
