"""Answer a hand-over: the receiving post takes the case on, or declines with a reason.

The officer who was named does so, or a supervisor of that post, or headquarters for it. Taking it on is one entry: the
answer, the post in charge and its officer, and every open task that somebody elsewhere had, which the new officer in
charge has now. The officers of the former post hold no key from then on (`keys/cases/entitled`). The giving post, or
headquarters, takes an offer back by declining it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import is_closed, is_done, live_values
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.rules.handing_over import ACCEPTED, DECLINED, is_open
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import check_reason, get_known_case
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.handovers import HANDOVER, find_open
from tipdesk.services.directory.shares import post_in_charge, posts_sharing
from tipdesk.services.entries.judge import Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_row
from tipdesk.services.handover.hand_over import get_receiver
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE
from tipdesk.services.look import RefusedError, deed
from tipdesk.services.relation import post_of_device, post_of_officer
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

_POST, _TASK = BY_NAME["Post"], BY_NAME["Task"]
_OVERTAKEN = _("Another post has accepted the case.")


def accept_case(
    desk: Desk, case: bytes, *, officer: bytes | str | None = None, override: Override | None = None
) -> Changed:
    """Take a case on that was offered to this post.

    `officer`, by login or id, is in charge from now on: by default the one whom the offer names, or else whoever takes
    it on. Raises UserError `nothing-to-answer`, `answered-already`, `not-allowed`, `case-closed`, those of
    `get_receiver`, and what the gates say.
    """
    with deed(desk) as unit:
        eyes = get_known_case(unit, desk, case)
        seen = get_waiting(unit, case)
        if not is_receiver(eyes, seen):
            raise _not_theirs(eyes)
        if is_closed(live_values(eyes.case, "status")):
            raise UserError("case-closed", _("The case was closed meanwhile. Decline it, or have it reopened first."))
        there = _post_of(unit, seen)
        named = get_receiver(unit, desk, case, there, _in_charge(eyes, seen, officer))
        others = (row for row in _find_unanswered(unit, case) if row.id != seen.id)
        closed = (change for row in others for change in _answer(desk, row, DECLINED, _OVERTAKEN))
        changes = [*_answer(desk, seen, ACCEPTED), *closed, *_moved(unit, eyes.case, there.id, named)]
        told = Said(override=override).listening()
        entry = write_case(desk, unit, case, changes, urgent=True, said=told)
        note_deed(desk, unit, "answer_hand_over", {"case": case, "row": seen.id, "officer": named})
    return Changed(frozenset({HANDOVER.name, "Case", _TASK.name}), case, seen.id, (entry.dot,))


def decline_case(desk: Desk, case: bytes, why: str) -> Changed:
    """Decline a case that was offered to this post, or take the offer back at the post that made it.

    Raises UserError `reason-needed`, `nothing-to-answer`, `answered-already` and `not-allowed`.
    """
    words = check_reason(why)
    with deed(desk) as unit:
        eyes = get_known_case(unit, desk, case)
        seen = get_waiting(unit, case)
        if not (is_receiver(eyes, seen) or is_giver(eyes)):
            raise _not_theirs(eyes)
        entry = write_case(desk, unit, case, _answer(desk, seen, DECLINED, words), urgent=True)
        note_deed(desk, unit, "answer_hand_over", {"case": case, "row": seen.id})
    return Changed.of(HANDOVER.name, case, seen.id, entry.dot)


def _find_unanswered(reader: Reader, case: bytes) -> list[Row]:
    return [row for row in reader.find_rows(HANDOVER, case=case) if is_open(row)]


def get_waiting(reader: Reader, case: bytes) -> Row:
    """Return the hand-over of a case that waits for its answer.

    Raises UserError `answered-already` where the last one has its answer, and `nothing-to-answer` where there was none.
    """
    seen = find_open(reader, case)
    if seen is not None:
        return seen
    if reader.find_rows(HANDOVER, case=case):
        raise UserError(
            "answered-already", _("This hand-over has its answer already. Look at the history of the case.")
        )
    raise UserError("nothing-to-answer", _("This case is not offered to another post."))


def is_receiver(eyes: Eyes, handover: Row) -> bool:
    """Tell whether the officer may take on what is offered: named in it, supervising there, or at headquarters."""
    desk = eyes.desk
    if eyes.is_excluded:
        return False
    may = eyes.may(Deed.TAKE_ON)
    if desk.place.is_headquarters:
        return may
    is_here = post_of_device(eyes.reader, desk.place.device) == handover["to_post"]
    return is_here and (may or handover["to_officer"] in eyes.ids)


def is_giver(eyes: Eyes) -> bool:
    """Tell whether the officer may take an offer back: whoever might have made it."""
    own, desk = post_of_device(eyes.reader, eyes.desk.place.device), eyes.desk
    is_ours = desk.place.is_headquarters or own == post_in_charge(eyes.reader, eyes.case.id)
    return is_ours and eyes.may(Deed.HAND_OVER)


def _not_theirs(eyes: Eyes) -> RefusedError:
    refusal = UserError(
        "not-allowed", _("A supervisor of the post to which the case is offered answers, or the officer who is named.")
    )
    return RefusedError.of(eyes.case.id, Deed.TAKE_ON.value, refusal)


def _in_charge(eyes: Eyes, handover: Row, officer: bytes | str | None) -> bytes | str:
    """Return who is to be in charge."""
    chosen = officer or handover["to_officer"]
    if isinstance(chosen, bytes | str):
        return chosen
    if eyes.desk.place.is_headquarters:
        raise UserError("officer-needed", _("Say who of that post is to be in charge."))
    return eyes.desk.actor.officer


def _post_of(reader: Reader, handover: Row) -> Row:
    post = handover["to_post"]
    row = reader.get_row(_POST, post) if isinstance(post, bytes) else None
    if row is None or row.deleted:
        raise UserError("unknown-post", _("The post to which the case is offered is not in the directory any more."))
    return row


def _answer(desk: Desk, seen: Row, answer: str, why: str | None = None) -> list[Change]:
    values: dict[str, Value] = {
        "answer": answer, "answered_by": desk.actor.officer, "answered_at": moment_now(desk), "answer_why": why,
    }  # fmt: skip
    change = change_of_row(seen, values)
    return [change] if change is not None else []


def _moved(reader: Reader, case: Row, post: bytes, officer: bytes) -> Iterator[Change]:
    """Yield what goes with a case to the post that takes it on."""
    moved = change_of_row(case, {"post": post, "owner": officer})
    if moved is not None:
        yield moved
    former, staying = post_in_charge(reader, case.id), _staying(reader, case.id, post)
    for task in reader.find_rows(_TASK, case=case.id):
        given = live_values(task, "assigned_to") - {None}
        values: dict[str, bytes] = {}
        if not is_done(live_values(task, "status")) and any(
            post_of_officer(reader, one) not in staying for one in given
        ):
            values["assigned_to"] = officer
        if task["post"] == former and task["post"] is not None and not is_done(live_values(task, "status")):
            values["post"] = post
        if values and (change := change_of_row(task, values)) is not None:
            yield change


def _staying(reader: Reader, case: bytes, post: bytes) -> frozenset[bytes]:
    """Return the posts whose officers keep their tasks: the new one, those that share the case, and headquarters."""
    offices = (row.id for row in reader.find_rows(_POST) if row["code"] == HEADQUARTERS_CODE)
    return frozenset({post, *offices, *posts_sharing(reader, case)})
