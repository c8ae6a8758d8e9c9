"""Give a report to somebody: a task with a day, in the report's case, for an officer or for a post.

An officer is of the post in charge, of a guest of the case (`directory/shares`) or of headquarters; one of another post
could not see what they are given, and is refused. A task for a post names nobody: it appears in the work of whoever is
in charge of the case, or else of the post's supervisors. To a post that does not hold the case it is handed over, and
answers first.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_in
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.directory.shares import post_in_charge, posts_sharing
from tipdesk.services.handover.hand_over import hand_over_in
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE, get_post
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

_OFFICER, _POST, _TASK = (BY_NAME[name] for name in ("Officer", "Post", "Task"))
TITLE = _("Follow up the report")
WHY = _("Headquarters gives the report to this post to follow up.")


def assign_report(
    desk: Desk, case: bytes, *, officer: bytes | None = None, due: PartialDate | None = None, title: str = TITLE
) -> Changed:
    """Add the task and send it at once; with `officer` None it is for the post from which the case came.

    Raises UserError `no-such-officer`, `officer-disabled`, `not-held-there` for an officer of a post that does not hold
    the case, and those of `add_record`.
    """
    with deed(desk) as unit:
        return _assign(unit, desk, case, officer, due, title)


def _assign(
    unit: UnitOfWork,
    desk: Desk,
    case: bytes,
    officer: bytes | None,
    due: PartialDate | None,
    title: str = TITLE,
    post: bytes | None = None,
) -> Changed:
    if officer is not None:
        _refuse_stranger(unit, case, officer)
    given = {
        "title": title, "assigned_to": officer, "due": due, "status": "open", "priority": "urgent", "kind": "safety",
        "post": post,
    }  # fmt: skip
    return add_in(unit, desk, case, _TASK, {name: value for name, value in given.items() if value}, urgent=True)


def post_of_case(reader: Reader, case: bytes) -> Row | None:
    """Return the row of the post that is in charge of a case, None where no enrolled PC began it."""
    post = post_in_charge(reader, case)
    return reader.get_row(_POST, post) if post is not None else None


def assign_to_post(desk: Desk, case: bytes, code: str, due: PartialDate | None = None) -> Changed:
    """Give a report to the post with this code; to one that does not hold its case the case is handed over with it.

    Raises UserError `unknown-post`, and then those of `hand_over`.
    """
    with deed(desk) as unit:
        there = get_post(unit, code)
        if there.id == post_in_charge(unit, case):
            return _assign(unit, desk, case, None, due)
        if there.id not in posts_sharing(unit, case):
            hand_over_in(unit, desk, case, code, WHY)
        return _assign(unit, desk, case, None, due, post=there.id)


def _refuse_stranger(reader: Reader, case: bytes, officer: bytes) -> None:
    row = reader.get_row(_OFFICER, officer)
    if row is None or row.deleted:
        raise UserError("no-such-officer", _("There is no such officer in the directory."))
    if row["disabled"] is True:
        raise UserError("officer-disabled", _("This officer no longer works here. Choose another one."))
    post = reader.get_row(_POST, row["post"]) if isinstance(row["post"], bytes) else None
    holding = {post_in_charge(reader, case), *posts_sharing(reader, case)}
    if post is not None and post["code"] != HEADQUARTERS_CODE and post.id not in holding:
        raise UserError(
            "not-held-there",
            _(
                "{officer} works at another post, which does not hold this case. Choose somebody here or at its post, "
                "or share the case first."
            ),
            officer=row["login"] or "?",
        )
