"""Headquarters adds a post, under a code of its own, to the directory that all posts get."""

from dataclasses import dataclass

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.headquarters.directory.registry import POST
from tipdesk.services.headquarters.directory.writing import change_of, write_directory


@dataclass(frozen=True)
class NewPost:
    """A post that is to be added. `kind` is a code of the list `post_kind`."""

    code: str
    name: str
    kind: str | None = None


def add_post(desk: Desk, code: str, name: str, kind: str | None = None) -> bytes:
    """Add a post, and return its id; raises the UserErrors of `change_of_new_post`."""
    with desk.work() as work:
        change = change_of_new_post(desk, work, NewPost(code, name, kind))
        write_directory(desk, work, [change])
        return change.row


def change_of_new_post(desk: Desk, work: UnitOfWork, post: NewPost) -> Change:
    """Return the change that adds a post.

    Raises UserError `post-exists` where the code is taken, and `unknown-code` for a kind that the list does not have.
    """
    if post.kind and not desk.codes.is_known("post_kind", post.kind):
        raise UserError(
            "unknown-code", _("“{value}” is not in the list {list}."), value=post.kind[:40], list="post_kind"
        )
    if any(str(row["code"]).casefold() == post.code.strip().casefold() for row in work.find_rows(POST)):
        raise UserError("post-exists", _("There is a post with the code “{post}” already."), post=post.code[:20])
    return change_of(POST, desk.ids.new_id(), {"code": post.code, "name": post.name, "kind": post.kind})
