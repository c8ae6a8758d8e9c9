"""Say "I have it": somebody other than its author has read a report and has it in hand.

It is one entry, sent at once, and the post that sent the report sees who read it and when. Nothing takes it back,
because it happened.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action
from tipdesk.domain.texts import _
from tipdesk.services.case.add_record import add_in
from tipdesk.services.case.rules import is_own_report
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.look import deed, get_eyes
from tipdesk.services.results import Changed

_ACKNOWLEDGEMENT, _REPORT = BY_NAME["Acknowledgement"], BY_NAME["Report"]


def acknowledge_report(desk: Desk, case: bytes, report: bytes, words: str | None = None) -> Changed:
    """Note that the officer at the desk has a report in hand; nothing is written where they had noted it before.

    Raises UserError `no-such-report` where it is not in the case any more, and those of `add_record`, such as
    `acknowledge-by-another` for one's own report.
    """
    with deed(desk) as unit:
        return _acknowledge(unit, desk, case, report, words)


def _acknowledge(unit: UnitOfWork, desk: Desk, case: bytes, report: bytes, words: str | None) -> Changed:
    eyes = get_eyes(unit, desk, case, Action.VIEW)
    row = unit.get_row(_REPORT, report)
    if row is None or row.case != case or row.deleted:
        raise UserError("no-such-report", _("This report is not in the case any more."))
    taken = unit.find_rows(_ACKNOWLEDGEMENT, case=case)
    if any(one["report"] == report and one["by"] in eyes.ids for one in taken):
        return Changed(frozenset(), case, report)
    return add_in(unit, desk, case, _ACKNOWLEDGEMENT, {"report": report, "words": words}, urgent=True)


def acknowledge_case(desk: Desk, case: bytes, words: str | None = None) -> list[Changed]:
    """Note that the officer has in hand every report of a case that nobody has in hand yet.

    Their own reports are left to others. Raises UserError `nothing-to-acknowledge`, and `acknowledge-by-another` where
    all that wait are their own.
    """
    with deed(desk) as unit:
        taken = {row["report"] for row in unit.find_rows(_ACKNOWLEDGEMENT, case=case)}
        waiting = [row.id for row in unit.find_rows(_REPORT, case=case) if row.id not in taken]
        theirs = [report for report in waiting if not is_own_report(unit, desk, case, report)]
        if not waiting:
            raise UserError("nothing-to-acknowledge", _("Every report of this case is in somebody's hands already."))
        return [_acknowledge(unit, desk, case, report, words) for report in theirs or waiting]
