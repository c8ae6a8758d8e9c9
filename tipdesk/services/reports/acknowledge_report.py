"""I have it: somebody other than its author has read a report and has it in hand. One entry, sent at once.

The post that sent the report sees who read it, and when. Nothing takes it back: it happened.
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
    """Note that the desk's officer has a report in hand. Nothing is written where they had noted it before.

    UserError `no-such-report`; those of `add_record`, `acknowledge-by-another` among them.
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
    """Do so for every report of a case that nobody has in hand yet; one's own is left to others.

    UserError `nothing-to-acknowledge`; `acknowledge-by-another` where all of them are one's own.
    """
    with deed(desk) as unit:
        taken = {row["report"] for row in unit.find_rows(_ACKNOWLEDGEMENT, case=case)}
        waiting = [row.id for row in unit.find_rows(_REPORT, case=case) if row.id not in taken]
        theirs = [report for report in waiting if not is_own_report(unit, desk, case, report)]
        if not waiting:
            raise UserError("nothing-to-acknowledge", _("Every report of this case is in somebody's hands already."))
        return [_acknowledge(unit, desk, case, report, words) for report in theirs or waiting]
