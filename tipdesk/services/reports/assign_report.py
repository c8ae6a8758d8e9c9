"""Give a report to somebody: a task with a day, in the report's case, for an officer or for the post it came from.

Only headquarters, the post that sent a report, and the posts with which its case is shared hold that case, so an
officer of another post could not see what they are given and is refused. A task for the post names nobody: it appears
in the work of whoever is in charge of the case, or else of the post's supervisors.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_in
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.directory.shares import find_opener, posts_sharing
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

_DEVICE, _OFFICER, _POST, _TASK = (BY_NAME[name] for name in ("Device", "Officer", "Post", "Task"))
TITLE = _("Follow up the report")


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
    unit: UnitOfWork, desk: Desk, case: bytes, officer: bytes | None, due: PartialDate | None, title: str = TITLE
) -> Changed:
    if officer is not None:
        _refuse_stranger(unit, case, officer)
    given = {
        "title": title, "assigned_to": officer, "due": due, "status": "open", "priority": "urgent", "kind": "safety",
    }  # fmt: skip
    return add_in(unit, desk, case, _TASK, {name: value for name, value in given.items() if value}, urgent=True)


def post_of_case(reader: Reader, case: bytes) -> Row | None:
    """Return the row of the post from which a case came, None where no enrolled PC began it."""
    device = reader.get_row(_DEVICE, find_opener(reader, case) or b"")
    post = device["post"] if device else None
    return reader.get_row(_POST, post) if isinstance(post, bytes) else None


def assign_to_post(desk: Desk, case: bytes, code: str, due: PartialDate | None = None) -> Changed:
    """Give a report to the post with this code.

    Raises UserError `not-held-there` for any post but the one from which the case came.
    """
    with deed(desk) as unit:
        own = post_of_case(unit, case)
        if own is None or str(own["code"] or "").casefold() != code.strip().casefold():
            raise UserError(
                "not-held-there",
                _("Only the post that sent the report holds its case, {post}. Give it to that post, or to an officer."),
                post=(own["code"] if own else None) or "?",
            )
        return _assign(unit, desk, case, None, due)


def _refuse_stranger(reader: Reader, case: bytes, officer: bytes) -> None:
    row = reader.get_row(_OFFICER, officer)
    if row is None or row.deleted:
        raise UserError("no-such-officer", _("There is no such officer in the directory."))
    if row["disabled"] is True:
        raise UserError("officer-disabled", _("This officer no longer works here. Choose another one."))
    post = reader.get_row(_POST, row["post"]) if isinstance(row["post"], bytes) else None
    own = post_of_case(reader, case)
    holding = {own.id if own is not None else None, *posts_sharing(reader, case)}
    if post is not None and post["code"] != HEADQUARTERS_CODE and post.id not in holding:
        raise UserError(
            "not-held-there",
            _(
                "{officer} works at another post, which does not hold this case. Choose somebody here or at its "
                "post, or share the case first."
            ),
            officer=row["login"] or "?",
        )
