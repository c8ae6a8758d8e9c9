"""Offer a case to another post, which takes it on or declines.

The giving post's supervisor does so, or a coordinator. The offer is sent at once, and brings the whole case to the
other post, with the keys of what is sealed for those who are to answer. Of a case that is for these people only, it has
to name the officer who is let in.
"""

from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import is_closed, live_values
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import check_reason, permit_deed
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.case.holders import refuse_keyless
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.directory.handing_grants import WORDS, Handing, why_not_granted
from tipdesk.services.directory.handovers import HANDOVER, find_open
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.directory.shares import post_in_charge
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE, get_post
from tipdesk.services.keys.cases.entitled import is_disabled, shut_out
from tipdesk.services.look import deed, no_such_case
from tipdesk.services.relation import post_of_device, post_of_officer
from tipdesk.services.results import Changed
from tipdesk.services.sealing.share_case_keys import share_keys_of

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

OFFICER = BY_NAME["Officer"]
_DEVICE = BY_NAME["Device"]


def hand_over(
    desk: Desk, case: bytes, post: str, why: str, *, officer: bytes | str | None = None, grant: str | None = None
) -> Changed:
    """Offer a case to the post of this code, and perhaps to one officer of it, by login or id.

    `grant` says by what right it goes there by stick (`directory/handing_grants`); without it, it goes through
    headquarters.

    Raises UserError `reason-needed`, `not-in-charge`, `unknown-post`, `holds-it-already` for headquarters and the post
    in charge, `post-without-pc` where no PC could take the case, `waits-already`, `case-closed`, `case-moved`, those of
    `get_receiver`, `officer-needed` of a case for these people only, and those of `permit_deed`.
    """
    with deed(desk) as unit:
        return hand_over_in(unit, desk, case, post, why, officer=officer, grant=grant)


def hand_over_in(
    unit: UnitOfWork,
    desk: Desk,
    case: bytes,
    post: str,
    why: str,
    *,
    officer: bytes | str | None = None,
    grant: str | None = None,
) -> Changed:
    """Offer a case as `hand_over` does, in a unit of work that the caller has begun."""
    words = check_reason(why)
    eyes = permit_deed(unit, desk, case, Deed.HAND_OVER)
    permit_giving(eyes)
    there = get_receiver_post(unit, case, post)
    _refuse_some(unit, eyes.case)
    named = get_receiver(unit, desk, case, there, officer) if officer is not None else None
    if grant is not None:
        _refuse_ungranted(unit, desk, there.id, grant)
    change = _offer(unit, desk, eyes.case, there, named, words, grant)
    share_keys_of(desk, unit, case)
    return Changed.of(HANDOVER.name, case, change)


def permit_giving(eyes: Eyes) -> None:
    """Refuse a post that is not the one in charge: it may work on the case, and does not give it away."""
    desk, own = eyes.desk, post_of_device(eyes.reader, eyes.desk.place.device)
    if not desk.place.is_headquarters and own != post_in_charge(eyes.reader, eyes.case.id):
        raise UserError(
            "not-in-charge", _("Another post is in charge of this case: it hands the case over, or headquarters does.")
        )


def get_receiver_post(reader: Reader, case: bytes, post: str) -> Row:
    """Return the post of this code, to which a case is to go; raises the UserErrors of `hand_over` about it."""
    there = get_post(reader, post)
    name = there["name"] or there["code"]
    if there["code"] == HEADQUARTERS_CODE or there.id == post_in_charge(reader, case):
        raise UserError("holds-it-already", _("{post} holds this case already. Choose another post."), post=name)
    if all(row["revoked_from"] is not None for row in reader.find_rows(_DEVICE, where={"post": there.id})):
        raise UserError(
            "post-without-pc",
            _("{post} has no PC that could hold the case: none was enrolled, or all were revoked. Enrol one first."),
            post=name,
        )
    return there


def get_receiver(reader: Reader, desk: Desk, case: bytes, there: Row, officer: bytes | str) -> bytes:
    """Return the officer of a post who is to have a case.

    Raises UserError `officer-elsewhere`, `officer-disabled`, and `officer-excluded` for somebody who must not know of
    the case.
    """
    named = refer_to_directory(reader, desk.actor, OFFICER, officer)
    if post_of_officer(reader, named) != there.id:
        raise UserError(
            "officer-elsewhere", _("This officer is not at {post}. Name one who is."), post=there["code"] or "?"
        )
    if is_disabled(reader, named):
        raise UserError("officer-disabled", _("This officer no longer works here. Choose another one."))
    if named in shut_out(reader, case):
        raise UserError("officer-excluded", _("This officer is kept from the case. Name another one."))
    return named


def _refuse_some(reader: Reader, case: Row) -> None:
    if case.deleted:
        raise no_such_case(str(case["reference"] or ""))
    if find_open(reader, case.id) is not None:
        raise UserError(
            "waits-already", _("A hand-over of this case waits for its answer. Take it back first, or wait.")
        )
    if is_closed(live_values(case, "status")):
        raise UserError("case-closed", _("A closed case is not handed over. Reopen it first."))
    if case["moved_to"] is not None:
        raise UserError("case-moved", _("This case was joined into another one: hand that one over."))


def _refuse_ungranted(reader: Reader, desk: Desk, there: bytes, grant: str) -> None:
    """Raise the UserError that says why a case may not go directly to a post, where it may not."""
    own = post_of_device(reader, desk.place.device)
    giving = own if isinstance(own, bytes) else b""
    reason = why_not_granted(reader, Handing(b"", giving, there, grant))
    if reason is not None:
        raise UserError(reason, WORDS[reason])


def _offer(
    unit: UnitOfWork, desk: Desk, case: Row, there: Row, named: bytes | None, words: str, grant: str | None
) -> bytes:
    """Write the offer, and return its row."""
    is_for_few = is_restricted(case["sealing"])
    if is_for_few and named is None:
        raise UserError(
            "officer-needed", _("This case is for these people only: name the officer of the other post who gets it.")
        )
    if is_for_few and named is not None:
        refuse_keyless(unit, desk, named)
    row = desk.ids.new_id()
    values: dict[str, Value] = {
        "to_post": there.id,
        "to_officer": named,
        "why": words,
        "asked_at": moment_now(desk),
        "way": "stick" if grant is not None else "program",
        "grant": grant,
    }
    let_in = [named] if is_for_few and named is not None else []
    write_case(desk, unit, case.id, [change_of_new(HANDOVER, row, values)], urgent=True, named=let_in)
    note_deed(desk, unit, "hand_over", {"case": case.id, "row": row, "officer": named})
    return row
