"""Headquarters adds a post, under a code of its own, to the directory that all posts get."""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.registry import POST
from tipdesk.services.headquarters.writing import change_of, write_directory


def add_post(desk: Desk, code: str, name: str, kind: str | None = None) -> bytes:
    """Return the id of the new post. UserError `post-exists` when the code is taken, `unknown-code` of a kind."""
    if kind and not desk.codes.is_known("post_kind", kind):
        raise UserError("unknown-code", _("“{value}” is not in the list {list}."), value=kind[:40], list="post_kind")
    with desk.work() as work:
        if any(str(row["code"]).casefold() == code.strip().casefold() for row in work.find_rows(POST)):
            raise UserError("post-exists", _("There is a post with the code “{post}” already."), post=code[:20])
        row = desk.ids.new_id()
        write_directory(desk, work, [change_of(POST, row, {"code": code, "name": name, "kind": kind})])
        return row
