"""The post in charge asks headquarters to share a case with another post, or to end that: a task in the case.

Headquarters finds it among what is to be done there, with the reason, and does it or says why not.
"""

from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import check_reason, permit_deed
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.directory.shares import ASKED, ASKED_END, post_in_charge
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_new
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE, get_post
from tipdesk.services.look import deed
from tipdesk.services.relation import post_of_device
from tipdesk.services.results import Changed
from tipdesk.services.sharing.share_case import TASK, find_asked, get_shares, refuse_shared

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

TITLES = {ASKED: _("Share with {post}"), ASKED_END: _("End the share with {post}")}


def ask_share(desk: Desk, case: bytes, post: str, why: str, *, ends: bool = False) -> Changed:
    """Ask headquarters to share a case with the post of this code, or with `ends` to end that.

    The question leaves at once. Raises UserError `reason-needed`, `unknown-post`, `holds-it-already`, `shared-already`
    or `not-shared`, `asked-already`, and those of `permit_deed`.
    """
    words, kind = check_reason(why), ASKED_END if ends else ASKED
    with deed(desk) as unit:
        permit_deed(unit, desk, case, Deed.SHARE)
        target = get_post(unit, post)
        name = target["name"] or target["code"]
        if ends:
            get_shares(unit, case, target)
        else:
            refuse_shared(unit, case, target)
        own = post_in_charge(unit, case) or post_of_device(unit, desk.place.device)
        if target.id == own or target["code"] == HEADQUARTERS_CODE:
            raise UserError("holds-it-already", _("{post} holds this case already. Choose another post."), post=name)
        if find_asked(unit, case, kind, target.id):
            raise UserError("asked-already", _("Headquarters was asked already, and has not answered yet."))
        values: dict[str, Value] = {
            "title": TITLES[kind].format(post=name),
            "kind": kind,
            "post": target.id,
            "asked_by": desk.actor.officer,
            "status": "open",
            "priority": "urgent",
            "result": words,
        }
        row = desk.ids.new_id()
        entry = write_case(desk, unit, case, [change_of_new(TASK, row, values)], urgent=True)
        note_deed(desk, unit, "share_asked", {"case": case, "row": row})
    return Changed.of(TASK.name, case, row, entry.dot)
