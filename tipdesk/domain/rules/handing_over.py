"""To which post a case was handed over, and whether an offer of it still waits: told by the rows alone.

A case stays with the post in charge until the other one accepts, and a hand-over that is disputed counts as not
accepted. An acceptance replaces what the last one wrote in `Case.post`, so what stands there says which of several
hand-overs is the last one, and no clock has to be right for it. What somebody wrote there past the rule, with no
hand-over that was accepted, changes nothing.
"""

from collections.abc import Iterable
from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values

ACCEPTED, DECLINED = "accepted", "rejected"
"""The answers (code list `reply_answer`) that a hand-over has."""
ADVANCE = "advance"
"""What `CaseHandover.grant` says of a hand-over that headquarters has let in advance; else it has a code's digits."""


def is_open(handover: Row) -> bool:
    """Tell whether a hand-over waits for its answer."""
    return not handover.deleted and live_values(handover, "answer") == {None}


def is_accepted(handover: Row) -> bool:
    """Tell whether the other post has accepted, by every answer that stands."""
    return not handover.deleted and live_values(handover, "answer") == {ACCEPTED}


def find_open(handovers: Iterable[Row]) -> Row | None:
    """Return the hand-over that waits for its answer, the first one where there are several; None where none does."""
    return min(filter(is_open, handovers), key=lambda row: row.id, default=None)


def post_handed_to(case: Row | None, handovers: Iterable[Row]) -> bytes | None:
    """Return the post to which a case was handed over last, None where it never was."""
    accepted = [row for row in handovers if is_accepted(row) and isinstance(row["to_post"], bytes)]
    stands = live_values(case, "post") if case is not None else frozenset()
    last = [row for row in accepted if row["to_post"] in stands] or accepted
    found = max(last, key=_answered, default=None)
    post = found["to_post"] if found is not None else None
    return post if isinstance(post, bytes) else None


def _answered(handover: Row) -> tuple[float, bytes]:
    at = handover["answered_at"]
    return (at.timestamp() if isinstance(at, datetime) else 0, handover.id)
