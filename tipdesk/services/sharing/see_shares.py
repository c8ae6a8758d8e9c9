"""With which posts a case is or was shared, and which PCs have not said yet that they have forgotten it.

What is owed is known at headquarters alone. A PC that was revoked will never say it, and is named as such.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.names import Names, names_in
from tipdesk.services.directory.shares import SHARE, is_live
from tipdesk.services.headquarters.directory.registry import DEVICE, POST, revocation_of
from tipdesk.services.look import looking
from tipdesk.services.remembered.office import TO_FORGET


@dataclass(frozen=True)
class Unforgotten:
    """A PC that is to forget a case and has not said that it has: its name, since when, and whether it was revoked."""

    case: bytes
    device: bytes
    post: bytes
    name: str
    since: datetime | None
    is_revoked: bool


@dataclass(frozen=True)
class ShareLine:
    """One share of a case: with which post, why, who asked, and from when until when.

    `waiting` are the PCs that are still to forget the case, told with the last share with their post.
    """

    row: bytes
    post: bytes
    code: str
    name: str
    why: str
    asked_by: str
    began: datetime | None
    ended: datetime | None
    is_live: bool
    waiting: tuple[Unforgotten, ...] = ()


def see_shares(desk: Desk, case: bytes) -> list[ShareLine]:
    """Return the shares of a case, those that live first; it is an audited look and raises the UserErrors of `look`."""
    with looking(desk, case) as eyes:
        names, waiting = names_in(eyes.reader, desk), list(find_unforgotten(eyes.reader, case))
        rows = eyes.reader.find_rows(SHARE, case=case)
        last = {row["with_post"]: row.id for row in rows}
        lines = [_line(eyes.reader, names, row) for row in map(eyes.cut, rows)]
    owed = [
        replace(line, waiting=tuple(one for one in waiting if one.post == line.post))
        if last[line.post] == line.row
        else line
        for line in lines
    ]
    return sorted(owed, key=lambda line: (not line.is_live, -(line.began.timestamp() if line.began else 0)))


def find_unforgotten(reader: Reader, case: bytes | None = None) -> Iterator[Unforgotten]:
    """Yield the PCs that are to forget a case, or any, and have not said that they have; none at a post."""
    for owed in TO_FORGET.get(reader):
        device = reader.get_row(DEVICE, owed.device)
        post = device["post"] if device is not None else None
        if owed.done_at or device is None or not isinstance(post, bytes) or case not in (None, owed.case):
            continue
        ends = [row["ended"] for row in reader.find_rows(SHARE, case=owed.case, where={"with_post": post})]
        since = max((one for one in ends if isinstance(one, datetime)), default=None)
        yield Unforgotten(
            owed.case, owed.device, post, str(device["name"] or ""), since, revocation_of(device) is not None
        )


def _line(reader: Reader, names: Names, row: Row) -> ShareLine:
    post, began, ended = row["with_post"], row["began"], row["ended"]
    known = reader.get_row(POST, post) if isinstance(post, bytes) else None
    return ShareLine(
        row=row.id,
        post=post if isinstance(post, bytes) else b"",
        code=str(known["code"] or "") if known is not None else "",
        name=names.post(post),
        why=str(row["why"] or ""),
        asked_by=names.officer(row["asked_by"]) if row["asked_by"] is not None else "",
        began=began if isinstance(began, datetime) else None,
        ended=ended if isinstance(ended, datetime) else None,
        is_live=is_live(row),
    )
