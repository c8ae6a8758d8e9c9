"""Writes a referral as it was drawn, in one entry with what leaves by it and of whom: all of it, or nothing."""

from dataclasses import replace

from tipdesk.domain.rules.gates.passing import Override
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.referring.drawing import REFERRAL, Drawn
from tipdesk.services.results import Changed

KINDS = frozenset({"Referral", "Transfer", "TransferPerson"})


def write_drawn(desk: Desk, unit: UnitOfWork, drawn: Drawn, override: Override | None, *, urgent: bool) -> Changed:
    """Write the rows as they are drawn, judged by the gates; `Changed.row` is the referral."""
    case, row = drawn.referral.case or b"", drawn.referral.id
    changes = drawn.changes()
    if not changes:
        return Changed(frozenset(), case, row)
    told = Said(override=override).listening()
    entry = write_case(desk, unit, case, changes, urgent=urgent, said=told)
    is_new = row not in drawn.held
    changed = replace(Changed.of(REFERRAL.name, case, row, entry.dot), kinds=KINDS, is_new=is_new)
    return replace(changed, warned=tuple(told.warned or ()))
