"""When headquarters last heard from each device, and what came: kept as settings beside the logs.

Times are headquarters' own wall time, for people to read. The last arrivals of all posts are in one short list, so that
the page of posts can say what came when, and also which bundles were refused.
"""

from dataclasses import replace

from tipdesk.domain.file_names import short_file_name
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.remembered.office import ARRIVALS, LAST_HEARD
from tipdesk.services.remembered.shapes import ArrivalLine, Contact

MOST_ARRIVALS = 60
ENROLLED, WIRE = "enrolled", "wire"
"""What `Contact.file` says until the first bundle or question of a device has come."""


def note_contact(work: UnitOfWork, device: bytes, now_ms: int, file: str) -> None:
    """Remember that a device was heard, when, and by which way."""
    LAST_HEARD.of(device).keep(work, Contact(now_ms, short_file_name(file)))


def note_arrival(work: UnitOfWork, line: ArrivalLine) -> None:
    """Add a bundle to the list of what came; the oldest falls out of it."""
    kept = [replace(line, file=short_file_name(line.file)), *ARRIVALS.get(work)][:MOST_ARRIVALS]
    ARRIVALS.keep(work, kept)
