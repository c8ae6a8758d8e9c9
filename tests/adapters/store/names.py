"""The names of the store's tests: its key, the ids they write under, and the numbers of records and fields."""

from __future__ import annotations

from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Actor

KEY = bytes(range(32))
CASE, ROW = b"case-0123456789a", b"row-0123456789ab"
DEVICE, LOG = b"device-of-store!", b"log-of-the-store"
ACTOR = Actor(b"officer-1-of-ten", "one", frozenset({"frontline"}))
PERSON, CASE_RECORD, NOTE, REDACTION = (BY_NAME[name] for name in ("Person", "Case", "Note", "Redaction"))


def number(record: str, name: str) -> int:
    """Return the wire number of a field."""
    return BY_NAME[record].by_name[name].number


FAMILY, GIVEN, NAMES, CITIZEN, PHONE = (
    number("Person", name) for name in ("family_name", "given_names", "other_names", "citizenships", "phone")
)
