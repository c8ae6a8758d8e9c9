"""When headquarters last heard from each device, and what came: kept as settings beside the logs.

Headquarters' own wall time, for people to read. The last arrivals of all posts stand in one short list, so that the
page of posts can say what came when, also of bundles that were refused.
"""

from dataclasses import dataclass, replace

from tipdesk.domain.file_names import short_file_name
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.sync.codec import decode_plain, encode_plain

MOST_ARRIVALS = 60
ENROLLED, WIRE = "enrolled", "wire"
"""Stands in `Contact.file` until the first bundle or question of a device."""
_LAST, _ARRIVALS = "last:", "arrivals"


@dataclass(frozen=True)
class Contact:
    """The last time a device was heard. `at`: ms since 1970; `file`: `WIRE`, a name on a stick, or `ENROLLED`."""

    at: int
    file: str


@dataclass(frozen=True)
class ArrivalLine:
    """One bundle that came. `device`: None where nobody could be told; `reason`: the code of a refusal."""

    at: int
    device: bytes | None
    file: str
    verdict: str
    reason: str
    entries: int
    parked: int


def note_contact(work: UnitOfWork, device: bytes, now_ms: int, file: str) -> None:
    """Remember that a device was heard."""
    work.put_setting(_LAST + device.hex(), encode_plain((now_ms, short_file_name(file))))


def get_contact(reader: Reader, device: bytes) -> Contact | None:
    """Return when a device was last heard, None when never."""
    content = reader.get_setting(_LAST + device.hex())
    if content is None:
        return None
    at, file = decode_plain(content)
    return Contact(int(at), str(file))


def note_arrival(work: UnitOfWork, line: ArrivalLine) -> None:
    """Add a bundle to what came; the oldest falls out."""
    kept = [replace(line, file=short_file_name(line.file)), *find_arrivals(work)][:MOST_ARRIVALS]
    rows = [(one.at, one.device, one.file, one.verdict, one.reason, one.entries, one.parked) for one in kept]
    work.put_setting(_ARRIVALS, encode_plain(rows))


def find_arrivals(reader: Reader) -> list[ArrivalLine]:
    """Return what came, latest first."""
    content = reader.get_setting(_ARRIVALS)
    return [ArrivalLine(*row) for row in decode_plain(content)] if content else []
