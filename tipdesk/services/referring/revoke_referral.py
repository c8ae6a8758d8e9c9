"""Take a referral back: what was not sent yet ends here, and what was sent is asked back from who has it.

Whoever has the letter is told by telephone, rung on the number of the directory, or says so in a reply of theirs. What
they have is asked back; that it was given back or destroyed is noted where it left.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.rules.sent import is_sent
from tipdesk.domain.rules.withdrawal import RECALLED, REVOKED
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_row
from tipdesk.services.look import deed
from tipdesk.services.referring.drawing import REFERRAL, TRANSFER
from tipdesk.services.referring.note_reply import CALL, call_about, get_referral
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

_FEWEST = 3


def revoke_referral(
    desk: Desk,
    referral: bytes,
    why: str,
    *,
    told_whom: str = "",
    caller_checked: str = "",
    override: Override | None = None,
) -> Changed:
    """Take back a referral, given by its id, and say why.

    `told_whom` is who was told by telephone, "" where nobody was, and `caller_checked` how it was made sure of who that
    is. Whether somebody has to be told is for the gates to say. Raises UserError `reason-needed`, `already-revoked`,
    `caller-not-checked`, and those of `write_case`.
    """
    with deed(desk) as unit:
        seen = get_referral(unit, referral)
        eyes = permit_edit(unit, desk, seen.case or b"")
        _refuse(seen, why)
        changes = [one for one in _changes(unit, eyes, seen, why) if one is not None]
        if told_whom.strip():
            changes.append(call_about(unit, eyes, seen, told_whom.strip(), why, caller_checked))
        told = Said(override=override).listening()
        entry = write_case(desk, unit, eyes.case.id, changes, urgent=True, said=told)
    kinds = frozenset({REFERRAL.name, TRANSFER.name, CALL.name})
    return replace(Changed.of(REFERRAL.name, eyes.case.id, seen.id, entry.dot), kinds=kinds)


def _refuse(seen: Row, why: str) -> None:
    if len(why.strip()) < _FEWEST:
        raise UserError("reason-needed", _("Say why, in a few words: others will read it."))
    if seen["status"] == REVOKED:
        raise UserError("already-revoked", _("This was taken back already."))


def _changes(unit: UnitOfWork, eyes: Eyes, seen: Row, why: str) -> list[Change | None]:
    own: dict[str, Value] = {"status": REVOKED, "ended_why": why.strip()}
    transfer = unit.get_row(TRANSFER, seen["transfer"]) if isinstance(seen["transfer"], bytes) else None
    found = [change_of_row(eyes.cut(seen), own)]
    if transfer is not None and not transfer.deleted:
        back: dict[str, Value] = {"status": RECALLED}
        if is_sent(transfer) or is_sent(seen):
            back["recalled_at"] = moment_now(eyes.desk)
        found.append(change_of_row(eyes.cut(transfer), back))
    return found
