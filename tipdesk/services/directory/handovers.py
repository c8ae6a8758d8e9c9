"""Which hand-overs a case had, as all who decide who holds or sees it ask; what follows from them is in `shares`.

The post that offers a case and the one to which it is offered both hold it while the answer is awaited: whoever answers
has read what they take on, and works on from there though no link comes for days. Once it is accepted, the former post
holds it no longer, exactly as when a share ends, unless headquarters shares it back: a case is held by those who work
on it, and what the former post wrote goes with it. A post that declines forgets it in the same way.
"""

from collections.abc import Iterable

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules import handing_over
from tipdesk.services.desk import Reader

HANDOVER = BY_NAME["CaseHandover"]
_CASE, _DEVICE, _POST = BY_NAME["Case"], BY_NAME["Device"], BY_NAME["Post"]
_TO_POST = HANDOVER.by_name["to_post"].number
_HEADQUARTERS = "HQ"


def find_open(reader: Reader, case: bytes) -> Row | None:
    """Return the hand-over of a case that waits for its answer, None where none does."""
    return min(find_waiting(reader, case, reader.find_rows(HANDOVER, case=case)), key=lambda row: row.id, default=None)


def find_waiting(reader: Reader, case: bytes, handovers: Iterable[Row]) -> list[Row]:
    """Return which of the hand-overs of a case wait for an answer.

    An offer lapses when another one is accepted, whoever had not heard of it: what a post offered that no longer has
    the case is no offer.
    """
    rows = list(handovers)
    waiting = [row for row in rows if handing_over.is_open(row)]
    own = post_handed_to(reader, case, rows) if waiting else None
    return [row for row in waiting if own is None or _giver(reader, row) in {own, *_offices(reader)}]


def _giver(reader: Reader, handover: Row) -> Value:
    """Return the post of the PC on which an offer was made."""
    dots = handover.dots.get(_TO_POST, ())
    device = reader.get_row(_DEVICE, reader.device_of_log(dots[0].log)) if dots else None
    return device["post"] if device is not None else None


def _offices(reader: Reader) -> list[bytes]:
    return [row.id for row in reader.find_rows(_POST) if row["code"] == _HEADQUARTERS]


def posts_offered(handovers: Iterable[Row]) -> frozenset[bytes]:
    """Return the posts to which a case is offered by these hand-overs."""
    return frozenset(post for row in handovers if isinstance(post := row["to_post"], bytes))


def cases_offered_to(reader: Reader, post: Value) -> frozenset[bytes]:
    """Return the cases that wait for a post's answer."""
    rows = reader.find_rows(HANDOVER, where={"to_post": post, "answer": None})
    found = {row.case for row in rows if row.case is not None}
    waiting = {case: find_waiting(reader, case, reader.find_rows(HANDOVER, case=case)) for case in found}
    return frozenset(case for case, offers in waiting.items() if post in posts_offered(offers))


def post_handed_to(reader: Reader, case: bytes, handovers: Iterable[Row]) -> bytes | None:
    """Return the post that has accepted a case last, by its hand-overs; None where none ever did."""
    rows = list(handovers)
    return handing_over.post_handed_to(reader.get_row(_CASE, case), rows) if rows else None
