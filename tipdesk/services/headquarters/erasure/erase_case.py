"""A case is erased by two officers of headquarters: one asks with a reason, another one agrees or refuses.

Which closed cases have been kept long enough, and what holds others, is told by references and dates alone.
"""

from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.retention import last_day_of
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.files.let_go import let_go
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.erasure.erasing import (
    APPROVED,
    ERASURE,
    digest_of,
    erase_bodies,
    get_erasure,
    permit_erasure,
)
from tipdesk.services.headquarters.erasure.retention_of import (
    Retention,
    refuse_kept,
    retention_of,
    retention_of_row,
)
from tipdesk.services.headquarters.erasure.see_erasures import devices_in, note_untold
from tipdesk.services.relation import own_ids

_LONGEST_REASON = 500


def ask_erasure(desk: Desk, case: bytes, reason: str) -> bytes:
    """Ask for a case to be erased, and return the id of the request.

    The request names no person, and neither must the reason. Raises UserError `not-headquarters`, `not-allowed`,
    `no-such-case`, `held` where something keeps the case, `kept-longer` before its last day is over, `reason-needed`,
    `bad-text` and `asked-already`.
    """
    permit_erasure(desk)
    refuse_hidden(reason)
    words = reason.strip()[:_LONGEST_REASON]
    if not words:
        raise UserError("reason-needed", _("Say why the case is to be erased, without a name."))
    with desk.work() as work:
        kept = retention_of(work, case)
        refuse_kept(kept, moment_now(desk).date())
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


DECLINED = "declined"
_LOOK = BY_NAME["AuditEvent"]


def decide_erasure(desk: Desk, erasure: bytes, *, agrees: bool) -> int:
    """Decide on a request, and return how many entries were erased; 0 where it was declined.

    Raises UserError `not-headquarters`, `not-allowed`, `no-such-erasure`, `decided-already`, `second-person` for the
    officer who asked, and `held` or `kept-longer` where something keeps the case by now.
    """
    permit_erasure(desk)
    with desk.work() as work:
        row = get_erasure(work, erasure)
        _refuse_same_person(desk, work, row)
        values: dict[str, Value] = {
            "decision": APPROVED if agrees else DECLINED,
            "decided_by": desk.actor.officer,
            "decided_at": moment_now(desk),
        }
        case, count = row["case"], 0
        if agrees and isinstance(case, bytes):
            refuse_kept(retention_of(work, case), moment_now(desk).date())
            told, before = _left_over(work, case), work.ledger.own().seq
            gone = erase_bodies(desk, work, case)
            note_untold(work, erasure, devices_in(told["devices"]), before)
            count = len(gone)
            values |= {"entries": count, "digest": digest_of(gone), **told}
        change = change_of_row(row, values)
        work.append(Scope.REGISTER, None, [change] if change else [])
        note_deed(desk, work, "erasure_decided", {"case": case, "reason": values["decision"], "count": count})
    let_go(desk)
    return count


def _refuse_same_person(desk: Desk, work: UnitOfWork, row: Row) -> None:
    if row["decision"] is not None:
        raise UserError("decided-already", _("This request was decided already."))
    asked = row["asked_by"]
    if isinstance(asked, bytes) and (ids_of(work, asked) | {asked}) & own_ids(work, desk):
        raise UserError("second-person", _("Another officer must decide: you asked for this erasure yourself."))


def _left_over(work: UnitOfWork, case: bytes) -> dict[str, Value]:
    """Return what an erasure cannot reach by itself: printed copies, exports, PCs to be told, and refused bundles."""
    looks = [row["action"] for row in work.find_rows(_LOOK, where={"case": case})]
    registry = read_registry(work)
    posts = registry.posts_of_case(case) or ()
    devices = sorted(
        one.device.hex()
        for one in registry.devices.values()
        if (one.post in posts or registry.is_owed(one, case))
        and one.post != registry.headquarters
        and not one.is_revoked
    )
    return {
        "prints": looks.count("print"),
        "exports": looks.count("export"),
        "quarantined": len(work.ledger.quarantine.find_all()),
        "devices": "\n".join(devices) or None,
    }


_CASE = BY_NAME["Case"]


def find_due_cases(desk: Desk) -> list[Retention]:
    """Return the cases whose last day has passed for the officer, the longest overdue first; those that are held too.

    Raises UserError `not-headquarters` and `not-allowed`.
    """
    permit_erasure(desk)
    today = moment_now(desk).date()
    with desk.read() as reader:
        rows = [row for row in reader.find_rows(_CASE) if (last_day_of(row) or today) < today]
        due = [retention_of_row(reader, row) for row in rows]
    return sorted(due, key=lambda one: one.until or today)
