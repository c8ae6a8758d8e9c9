"""A deed on an officer's way in that changes no key: it goes into the audit log before the deed is done."""

from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk


def note_passphrase(desk: Desk, deed: str, officer: bytes | None = None) -> None:
    """Write the row. `officer`: whom it concerns, unless it is the one at the keyboard."""
    with desk.work() as work:
        note_deed(desk, work, deed, {"officer": officer or desk.actor.officer})
