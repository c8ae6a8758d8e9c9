"""With which posts a case is or was shared, and which PCs have not said yet that they have forgotten it.

What is owed is known at headquarters alone. A PC that was revoked will never say it, and is named as such.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.names import Names, names_in
from tipdesk.services.directory.shares import SHARE, is_live, post_in_charge
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE, POST
from tipdesk.services.headquarters.directory.unforgotten import Unforgotten, find_unforgotten
from tipdesk.services.look import looking


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


@dataclass(frozen=True)
class Sharing:
    """What the dialog of shares shows: the shares, and the posts with which the case may be shared: code and name."""

    lines: tuple[ShareLine, ...]
    posts: tuple[tuple[str, str], ...]


def find_sharing(desk: Desk, case: bytes) -> Sharing:
    """Return the shares of a case, and with which posts it may be shared; it is an audited look as `see_shares` is."""
    lines = see_shares(desk, case)
    with desk.read() as reader:
        taken = {line.post for line in lines if line.is_live} | {post_in_charge(reader, case)}
        rows = [row for row in reader.find_rows(POST) if row["code"] != HEADQUARTERS_CODE and row.id not in taken]
    named = ((str(row["code"] or ""), str(row["name"] or row["code"] or "")) for row in rows)
    return Sharing(tuple(lines), tuple(sorted(named, key=lambda one: one[1].casefold())))


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
