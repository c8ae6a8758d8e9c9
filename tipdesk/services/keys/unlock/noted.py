"""What happens before and around an unlock goes into the audit: wrong passphrases, deeds on an officer's way in.

These deeds change no key of a case. They are written before the deed itself is done, or at the next unlock.
"""

from collections.abc import Sequence

from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk


def note_failed_tries(desk: Desk, tries: Sequence[tuple[bytes | None, int]]) -> None:
    """Write one audit row for each login that was tried wrongly.

    Each of `tries` has the officer, None for a login that nobody has here, and the number of tries.
    """
    with desk.work() as work:
        for officer, count in tries:
            note_deed(desk, work, "login_failed", {"result": "failed", "officer": officer, "count": count})


def note_passphrase(desk: Desk, deed: str, officer: bytes | None = None) -> None:
    """Write the audit row of a deed on passphrases.

    `officer` is whom it concerns, unless that is the officer at the keyboard.
    """
    with desk.work() as work:
        note_deed(desk, work, deed, {"officer": officer or desk.actor.officer})
