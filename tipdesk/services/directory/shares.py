"""Which posts hold a case: the one in charge, and its guests; asked by all who decide who holds or sees a case.

In charge is the post that began it, until another one has accepted it (`handovers`). Guests are the posts with which it
is shared, and the one to which it is offered and that has not answered. Headquarters alone writes the rows of a share,
which lives from when it began until it has ended; a post may have had several.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.handovers import (
    HANDOVER,
    cases_offered_to,
    find_waiting,
    post_handed_to,
    posts_offered,
)

SHARE = BY_NAME["CaseShare"]
_DEVICE = BY_NAME["Device"]
ASKED, ASKED_END = "share", "share_end"
"""The kinds of task by which a post asks headquarters for a share, and for its end; no post does them."""


@dataclass(frozen=True)
class Shared:
    """How a case is shared, as it is told at its head.

    `posts` are those with which it is shared now, apart from the post at which it is read. `by` is the post in charge
    where this post only shares the case, None anywhere else.
    """

    posts: tuple[bytes, ...] = ()
    by: bytes | None = None


NOT_SHARED = Shared()


def is_live(share: Row) -> bool:
    """Tell whether a share goes on."""
    return share["began"] is not None and share["ended"] is None and not share.deleted


def post_in_charge(reader: Reader, case: bytes) -> bytes | None:
    """Return the post that is in charge of a case, None while no enrolled PC has begun it."""
    handed = post_handed_to(reader, case, reader.find_rows(HANDOVER, case=case))
    return handed or _post_of(reader, find_opener(reader, case))


def posts_sharing(reader: Reader, case: bytes) -> frozenset[bytes]:
    """Return the guests of a case: the posts with which it is shared now, and the one that is to take it on."""
    waiting = find_waiting(reader, case, reader.find_rows(HANDOVER, case=case))
    return _posts_shared(reader, case) | posts_offered(waiting)


def posts_left(reader: Reader, case: bytes) -> frozenset[bytes]:
    """Return the posts that held a case, as guests or in charge of it, and no longer do."""
    shares, handovers = reader.find_rows(SHARE, case=case), reader.find_rows(HANDOVER, case=case)
    if not shares and not handovers:
        return frozenset()
    own, begun = post_in_charge(reader, case), _post_of(reader, find_opener(reader, case))
    held = _posts(shares) | posts_offered(handovers) | ({begun} if begun else frozenset())
    return held - posts_sharing(reader, case) - {own}


def cases_shared_with(reader: Reader, post: Value) -> frozenset[bytes]:
    """Return the cases of which a post is a guest now."""
    if not isinstance(post, bytes):
        return frozenset()
    rows = reader.find_rows(SHARE, where={"with_post": post})
    shared = frozenset(row.case for row in rows if row.case is not None and is_live(row))
    return shared | cases_offered_to(reader, post)


def find_opener(reader: Reader, case: bytes) -> bytes | None:
    """Return the device that was the first to write to a case, apart from those of posts that got it from others."""
    posts = _posts(reader.find_rows(SHARE, case=case)) | posts_offered(reader.find_rows(HANDOVER, case=case))
    others = frozenset(row.id for row in reader.find_rows(_DEVICE) if row["post"] in posts) if posts else frozenset()
    return reader.case_devices([case], besides=others).get(case)


def read_shared(reader: Reader, desk: Desk, case: bytes) -> Shared:
    """Return how a case is shared, as seen from this PC."""
    live, mine = _posts_shared(reader, case), _post_of(reader, desk.place.device)
    if not live:
        return Shared()
    own = post_in_charge(reader, case) if mine in live else None
    return Shared(tuple(sorted(post for post in live if post != mine)), own)


def _posts_shared(reader: Reader, case: bytes) -> frozenset[bytes]:
    return _posts(row for row in reader.find_rows(SHARE, case=case) if is_live(row))


def _posts(rows: Iterable[Row]) -> frozenset[bytes]:
    return frozenset(post for row in rows if isinstance(post := row["with_post"], bytes))


def _post_of(reader: Reader, device: bytes | None) -> bytes | None:
    row = reader.get_row(_DEVICE, device) if device is not None else None
    post = row["post"] if row is not None else None
    return post if isinstance(post, bytes) else None
