"""An incident becomes an entry of the register: from a post it travels to headquarters, and stays there until closed.

The same thing noticed again writes nothing: kind, device and detail tell whether it is the same. Callers have a unit of
work open, so that the incident lands with what it is about.

What a device noticed of its own store while that could only be read comes as a note instead, and becomes an incident at
headquarters, or later in the device's own log. The note's id becomes the row's, so the same incident is one row
whichever way it comes and however often. What a note says is cut to what the fields can hold, because it comes from a
device whose store may be in anybody's hands.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.ids import ID_BYTES
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_now, moment_of
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.fields import change_of_new
from tipdesk.sync.document import IncidentNote

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

INCIDENT = BY_NAME["Incident"]


def note_incident(
    desk: Desk, work: UnitOfWork, kind: str, device: bytes, detail: str, *, log: bytes | None = None, seq: int = 0
) -> bool:
    """Note an incident of a device, and tell whether it is new; nothing is written where the same one is open already.

    `kind` is a code of the list incident_kind; `detail` is numbers and hashes, never content.
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


_DAY_MINUTES = 24 * 60
_LATEST_MS = 4_102_444_800_000
"""The year 2100: a clock may be wrong by years, and a note that is wrong by more is taken without its time."""
_DIGEST_BYTES = 32


def take_note(work: UnitOfWork, note: IncidentNote, device: bytes) -> bool:
    """Append the incident of a note unless it is held already; tell whether it was new."""
    if len(note.id) != ID_BYTES or work.get_row(INCIDENT, note.id) is not None:
        return False
    work.append(Scope.REGISTER, None, [_change(note, device)], urgent=True)
    return True


def _change(note: IncidentNote, device: bytes) -> Change:
    values: dict[str, Value] = {
        "kind": _cut(note.kind, 40),
        "device": device,
        "noted_at": _moment(note),
        "detail": _cut(note.detail, 500),
        "call_code": _cut(note.call_code, 20),
        "digest": note.digest[:_DIGEST_BYTES],
    }
    return change_of_new(INCIDENT, note.id, {name: value for name, value in values.items() if value not in (None, "")})


def _cut(text: str, longest: int) -> str:
    return "".join(one if one.isprintable() else " " for one in text)[:longest].strip()


def _moment(note: IncidentNote) -> datetime | None:
    if not 0 <= note.at < _LATEST_MS or not -_DAY_MINUTES < note.offset < _DAY_MINUTES:
        return None
    return moment_of(note.at, note.offset)
