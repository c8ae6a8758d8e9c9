"""Which posts hold a case: the one in charge, and its guests; asked by all who decide who holds or sees a case.

In charge is the post that began it, until another one has accepted it (`handovers`). Guests are the posts with which it
is shared, and the one to which it is offered and that has not answered. Headquarters alone writes the rows of a share,
which lives from when it began until it has ended; a post may have had several.
"""

from collections.abc import Iterable

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Reader
from tipdesk.services.directory.handovers import HANDOVER, cases_offered_to, post_handed_to, posts_offered

SHARE = BY_NAME["CaseShare"]
_DEVICE = BY_NAME["Device"]


def is_live(share: Row) -> bool:
    """Tell whether a share goes on."""
    return share["began"] is not None and share["ended"] is None and not share.deleted


def post_in_charge(reader: Reader, case: bytes) -> bytes | None:
    """Return the post that is in charge of a case, None while no enrolled PC has begun it."""
    handed = post_handed_to(reader, case, reader.find_rows(HANDOVER, case=case))
    return handed or _post_of(reader, find_opener(reader, case))


def posts_sharing(reader: Reader, case: bytes) -> frozenset[bytes]:
    """Return the guests of a case: the posts with which it is shared now, and the one that is to take it on."""
    shared = _posts(row for row in reader.find_rows(SHARE, case=case) if is_live(row))
    return shared | posts_offered(reader.find_rows(HANDOVER, case=case), only_open=True)


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


def _posts(rows: Iterable[Row]) -> frozenset[bytes]:
    return frozenset(post for row in rows if isinstance(post := row["with_post"], bytes))


def _post_of(reader: Reader, device: bytes | None) -> bytes | None:
    row = reader.get_row(_DEVICE, device) if device is not None else None
    post = row["post"] if row is not None else None
    return post if isinstance(post, bytes) else None
