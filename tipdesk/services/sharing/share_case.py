"""Share a case with another post, and end that: headquarters' own deeds, which decide which PCs hold the case.

The post gets the case whole, and its officers stand to it as those of the post in charge do. Keys of what is sealed go
to its supervisors in the same deed, where the officer at the desk can open them; else from the next holder's PC.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import is_done, live_values
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import check_reason, permit_deed, written
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.directory.shares import ASKED, ASKED_END, SHARE, is_live
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_new
from tipdesk.services.headquarters.directory.registry import get_post, read_registry
from tipdesk.services.look import deed
from tipdesk.services.results import Changed
from tipdesk.services.sealing.share_case_keys import share_keys_of

TASK = BY_NAME["Task"]


def share_case(desk: Desk, case: bytes, post: str, why: str) -> Changed:
    """Share a case with the post of this code, from now on; what its post in charge asked for so is done with it.

    Raises UserError `not-headquarters`, `reason-needed`, `unknown-post`, `holds-it-already` for headquarters and the
    post in charge, `shared-already`, `post-without-pc` where no PC could take the case, and those of `permit_deed`.
    """
    words = check_reason(why)
    with deed(desk) as unit:
        _permit(unit, desk, case)
        target = get_post(unit, post)
        _refuse_post(unit, case, target)
        asked = find_asked(unit, case, ASKED, target.id)
        values: dict[str, Value] = {
            "with_post": target.id,
            "why": words,
            "asked_by": asked[0]["asked_by"] if asked else desk.actor.officer,
            "began": moment_now(desk),
        }
        row = desk.ids.new_id()
        done = [change for task in asked for change in written(task, _done(desk))]
        entry = write_case(desk, unit, case, [change_of_new(SHARE, row, values), *done])
        share_keys_of(desk, unit, case)
        note_deed(desk, unit, "share", {"case": case, "row": row})
    return Changed.of(SHARE.name, case, row, entry.dot)


def end_share(desk: Desk, case: bytes, post: str, why: str) -> Changed:
    """End the share of a case with the post of this code: its PCs forget the case once all they wrote in it is here.

    Raises UserError `not-headquarters`, `reason-needed`, `unknown-post`, `not-shared`, and those of `permit_deed`.
    """
    words = check_reason(why)
    with deed(desk) as unit:
        _permit(unit, desk, case)
        target = get_post(unit, post)
        live = get_shares(unit, case, target)
        ended = [change for row in live for change in written(row, {"ended": moment_now(desk)})]
        asked = find_asked(unit, case, ASKED_END, target.id)
        done = [change for task in asked for change in written(task, _done(desk))]
        entry = write_case(desk, unit, case, [*ended, *done], words)
        note_deed(desk, unit, "share_end", {"case": case, "row": live[0].id})
    return Changed.of(SHARE.name, case, live[0].id, entry.dot)


def get_shares(reader: Reader, case: bytes, post: Row) -> list[Row]:
    """Return the live shares of a case with a post; raises UserError `not-shared` where there is none."""
    live = [row for row in reader.find_rows(SHARE, case=case, where={"with_post": post.id}) if is_live(row)]
    if not live:
        raise UserError("not-shared", _("This case is not shared with {post}."), post=post["name"] or post["code"])
    return live


def find_asked(reader: Reader, case: bytes, kind: str, post: bytes) -> list[Row]:
    """Return the tasks by which a share of this kind with this post was asked for and that are not done."""
    rows = reader.find_rows(TASK, case=case, where={"kind": kind, "post": post})
    return [row for row in rows if not is_done(live_values(row, "status"))]


def refuse_shared(reader: Reader, case: bytes, post: Row) -> None:
    """Raise UserError `shared-already` where the case is shared with this post now."""
    if any(is_live(row) for row in reader.find_rows(SHARE, case=case, where={"with_post": post.id})):
        raise UserError(
            "shared-already", _("This case is shared with {post} already."), post=post["name"] or post["code"]
        )


def _permit(unit: UnitOfWork, desk: Desk, case: bytes) -> None:
    if not desk.place.is_headquarters:
        raise UserError("not-headquarters", _("Only headquarters shares a case. Ask it to."))
    permit_deed(unit, desk, case, Deed.SHARE)


def _refuse_post(unit: UnitOfWork, case: bytes, post: Row) -> None:
    registry, name = read_registry(unit), post["name"] or post["code"]
    if post.id in (registry.headquarters, registry.post_of_case(case)):
        raise UserError("holds-it-already", _("{post} holds this case already. Choose another post."), post=name)
    refuse_shared(unit, case, post)
    if all(one.is_revoked for one in registry.devices.values() if one.post == post.id):
        raise UserError(
            "post-without-pc",
            _("{post} has no PC that could hold the case: none was enrolled, or all were revoked. Enrol one first."),
            post=name,
        )


def _done(desk: Desk) -> dict[str, Value]:
    return {"status": "done", "done_at": moment_now(desk), "done_by": desk.actor.officer}
