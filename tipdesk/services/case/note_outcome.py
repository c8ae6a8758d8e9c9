"""Note what became of the people of a report: admitted, sent to secondary, refused, in a safe place, or left.

Each time is a row of its own, and none is changed later. Headquarters waits for this answer, so it is sent before what
waits. What a report of an earlier release tells in its own fields is moved into such a row by whoever may read it.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.outcomes import TOLD_IN_REPORT, tells_outcome
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now, moment_of
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

OUTCOME, _REPORT = BY_NAME["ReportOutcome"], BY_NAME["Report"]


def note_outcome(
    desk: Desk, case: bytes, report: bytes, became: str | None, why: str | None = None, *, draft: str | None = None
) -> Changed:
    """Add what became of the people of a report of this case.

    `became` is a code of the list became_of_them, `why` the reason in words. Raises the UserErrors of `add_record`.
    """
    given = {"report": report, "became": became, "why": why}
    return add_record(desk, case, OUTCOME, given, urgent=True, draft=draft)


def move_outcome(desk: Desk, seen: Row) -> Changed:
    """Move what a report, given as the officer saw it, tells of the outcome into a row of its own, as one entry.

    The row has the time at which the report was told so. Raises UserError `nothing-to-move` where the report tells
    nothing of it, or nothing that this officer may see, and those of `permit_edit`.
    """
    case = case_of(seen)
    with deed(desk) as unit:
        eyes = permit_edit(unit, desk, case)
        held = unit.get_row(_REPORT, seen.id)
        report = eyes.see(held) if held is not None and not held.deleted else None
        if report is None or not tells_outcome(report) or set(TOLD_IN_REPORT) & (report.masked | set(report.siblings)):
            raise UserError("nothing-to-move", _("There is nothing to move that you may see and that is settled."))
        became, why = (report[name] for name in TOLD_IN_REPORT)
        told = (
            one for one in unit.find_happenings(case, seen.id) if one.field in TOLD_IN_REPORT and one.after is not None
        )
        at = next((moment_of(one.at, one.offset) for one in told), moment_now(desk))
        row = desk.ids.new_id()
        made = change_of_new(OUTCOME, row, {"report": seen.id, "became": became, "why": why, "at": at})
        emptied = change_of_row(report, dict.fromkeys(TOLD_IN_REPORT))
        entry = write_case(desk, unit, case, [made, *([emptied] if emptied else [])])
    return Changed(frozenset({OUTCOME.name, _REPORT.name}), case, row, (entry.dot,))
