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
_CASE = BY_NAME["Case"]


def find_open(reader: Reader, case: bytes) -> Row | None:
    """Return the hand-over of a case that waits for its answer, None where none does."""
    return handing_over.find_open(reader.find_rows(HANDOVER, case=case))


def posts_offered(handovers: Iterable[Row], *, only_open: bool = False) -> frozenset[bytes]:
    """Return the posts to which a case was offered, or those alone that have not answered."""
    rows = filter(handing_over.is_open, handovers) if only_open else handovers
    return frozenset(post for row in rows if isinstance(post := row["to_post"], bytes))


def cases_offered_to(reader: Reader, post: Value) -> frozenset[bytes]:
    """Return the cases that wait for a post's answer."""
    rows = reader.find_rows(HANDOVER, where={"to_post": post})
    return frozenset(row.case for row in rows if row.case is not None and handing_over.is_open(row))


def post_handed_to(reader: Reader, case: bytes, handovers: Iterable[Row]) -> bytes | None:
    """Return the post that has accepted a case last, by its hand-overs; None where none ever did."""
    rows = list(handovers)
    return handing_over.post_handed_to(reader.get_row(_CASE, case), rows) if rows else None
