"""The first of two: an officer of headquarters asks that a case be erased, with a reason."""

from typing import TYPE_CHECKING

from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.fields import change_of_new
from tipdesk.services.headquarters.erasure.erasing import ERASURE, permit_erasure
from tipdesk.services.headquarters.erasure.retention_of import refuse_held, retention_of

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

_LONGEST_REASON = 500


def ask_erasure(desk: Desk, case: bytes, reason: str) -> bytes:
    """Return the id of the request. It names no person: neither must the reason.

    UserError `not-headquarters`, `not-allowed`, `no-such-case`, `held`, `reason-needed`, `bad-text`, `asked-already`.
    """
    permit_erasure(desk)
    refuse_hidden(reason)
    words = reason.strip()[:_LONGEST_REASON]
    if not words:
        raise UserError("reason-needed", _("Say why the case is to be erased, without a name."))
    with desk.work() as work:
        kept = retention_of(work, case)
        refuse_held(kept)
        waiting = [row for row in work.find_rows(ERASURE, where={"case": case}) if row["decision"] is None]
        if waiting:
            raise UserError("asked-already", _("This erasure was asked for already. Another officer decides."))
        values: dict[str, Value] = {
            "case": case,
            "reference": kept.reference or None,
            "reason": words,
            "asked_by": desk.actor.officer,
            "asked_at": moment_now(desk),
        }
        row = desk.ids.new_id()
        work.append(Scope.REGISTER, None, [change_of_new(ERASURE, row, values)])
        note_deed(desk, work, "erasure_asked", {"case": case})
    return row
