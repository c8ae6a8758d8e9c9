"""With which posts cases are shared, and which of these shares live: asked by all who decide who holds or sees a case.

Headquarters alone writes the rows. A share lives from when it began until it has ended; a post may have had several.
"""

from collections.abc import Iterable

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Reader

SHARE = BY_NAME["CaseShare"]
_DEVICE = BY_NAME["Device"]


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


def _posts(rows: Iterable[Row]) -> frozenset[bytes]:
    return frozenset(post for row in rows if isinstance(post := row["with_post"], bytes))
