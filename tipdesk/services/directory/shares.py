"""With which posts cases are shared, and which of these shares live: asked by all who decide who holds or sees a case.

Headquarters alone writes the rows. A share lives from when it began until it has ended; a post may have had several.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader

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


def posts_sharing(reader: Reader, case: bytes) -> frozenset[bytes]:
    """Return the posts with which a case is shared now."""
    return _posts(row for row in reader.find_rows(SHARE, case=case) if is_live(row))


def posts_left(reader: Reader, case: bytes) -> frozenset[bytes]:
    """Return the posts with which a case was shared, and no longer is."""
    rows = reader.find_rows(SHARE, case=case)
    return _posts(rows) - _posts(row for row in rows if is_live(row)) if rows else frozenset()


def cases_shared_with(reader: Reader, post: Value) -> frozenset[bytes]:
    """Return the cases that are shared with a post now."""
    rows = reader.find_rows(SHARE, where={"with_post": post}) if isinstance(post, bytes) else []
    return frozenset(row.case for row in rows if row.case is not None and is_live(row))


def find_opener(reader: Reader, case: bytes) -> bytes | None:
    """Return the device that was the first to write to a case, apart from those of posts it was shared with."""
    posts = _posts(reader.find_rows(SHARE, case=case))
    others = frozenset(row.id for row in reader.find_rows(_DEVICE) if row["post"] in posts) if posts else frozenset()
    return reader.case_devices([case], besides=others).get(case)


def read_shared(reader: Reader, desk: Desk, case: bytes) -> Shared:
    """Return how a case is shared, as seen from this PC."""
    live, mine = posts_sharing(reader, case), _post_of(reader, desk.place.device)
    if not live:
        return Shared()
    own = _post_of(reader, find_opener(reader, case)) if mine in live else None
    return Shared(tuple(sorted(post for post in live if post != mine)), own if isinstance(own, bytes) else None)


def _post_of(reader: Reader, device: bytes | None) -> Value:
    row = reader.get_row(_DEVICE, device) if device else None
    return row["post"] if row is not None else None


def _posts(rows: Iterable[Row]) -> frozenset[bytes]:
    return frozenset(post for row in rows if isinstance(post := row["with_post"], bytes))
