"""Take back a consent: from then on nothing leaves by it, and whoever was given something is told and asked for it.

What was not sent yet is called off in the same entry. What left stands as what left: the case shows each recipient
until they are told, and the hour at which that was done is kept (`ask_back`).
"""

from functools import cache
from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.withdrawal import RECALLED, REVOKED, can_be_withdrawn, has_left, left_by
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.amend_record import amend_in, case_of, read_amended
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_row
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.domain.changes import Change

CONSENT, TRANSFER = BY_NAME["Consent"], BY_NAME["Transfer"]


def withdraw_consent(
    desk: Desk, seen: Row, how: str | None = None, why: str | None = None, *, at: str | None = None
) -> Changed:
    """Write that a consent, given as the officer saw it, was taken back; what was to be sent by it is called off.

    `how` is a code of the list contact_way, `why` what the person said, if they did, and `at` when, now where nothing
    is said. Raises UserError `nothing-to-withdraw`, and those of `amend_record`.
    """
    case = case_of(seen)
    with deed(desk) as unit:
        eyes = permit_edit(unit, desk, case)
        if not can_be_withdrawn(seen):
            raise UserError("nothing-to-withdraw", _("This is not given, or it was withdrawn already."))
        told: Mapping[str, object] = {
            "withdrawn_at": at or moment_now(desk), "withdrawn_how": how, "withdrawn_why": why
        }  # fmt: skip
        values = read_amended(unit, eyes, seen, {name: one for name, one in told.items() if one})
        changes = [change_of_row(seen, values), *_called_off(unit, eyes, seen)]
        entry = write_case(desk, unit, case, [one for one in changes if one is not None], urgent=True)
    return Changed(frozenset({CONSENT.name, TRANSFER.name}), case, seen.id, (entry.dot,))


def ask_back(desk: Desk, left: Row) -> Changed:
    """Write that the recipient of what left was told now, and asked to give it back; raises those of `amend_record`.

    A referral with which nothing else is written down is revoked: a rule asks for the call in which they were told.
    """
    with deed(desk) as unit:
        eyes = permit_edit(unit, desk, case_of(left))
        if left.record is TRANSFER:
            return amend_in(unit, eyes, left, {"recalled_at": moment_now(desk), "status": RECALLED})
        return amend_in(unit, eyes, left, {"status": REVOKED})


def _called_off(unit: UnitOfWork, eyes: Eyes, consent: Row) -> list["Change | None"]:
    @cache
    def rows_of(record: str) -> tuple[Row, ...]:
        return tuple(eyes.cut(one) for one in unit.find_rows(BY_NAME[record], case=eyes.case.id))

    unsent = [one for one in left_by(consent, rows_of) if not has_left(one, rows_of) and one["status"] != RECALLED]
    return [change_of_row(one, {"status": RECALLED}) for one in unsent]
