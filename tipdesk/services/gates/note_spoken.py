"""Note that somebody on duty agreed by telephone: the call with their words, and until when the question is answered.

It holds for a day; the approver then signs the answer as any other. Who asked notes it. A few rules take no approval by
telephone (`domain/rules/gates/spoken`).
"""

from collections.abc import Mapping
from datetime import datetime

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.spoken import ANSWERED, APPROVERS_ON_DUTY, HOLDS, NEVER_SPOKEN
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import check_reason, get_known_case, written
from tipdesk.services.audit import note_deed
from tipdesk.services.case.add_record import add_in
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.gates.ask_approval import refuse_answered
from tipdesk.services.gates.asked import APPROVAL, get_approval
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

CALL, _DUTY_NUMBER = BY_NAME["Call"], BY_NAME["DutyNumber"]


def note_spoken(desk: Desk, approval: bytes | str, given: Mapping[str, object]) -> Changed:
    """Note the call by which a question was agreed to; `Changed.row` is the question.

    `given` are answers of the call by the names of its fields: `whom`, `words`, `duty`, and `at` where it was not now.
    Raises UserError `reason-needed`, `not-yours`, `answered-already`, `not-by-telephone`, `not-on-duty` for a duty that
    approves nothing or is not on the roster, and those of `add_record`.
    """
    words = check_reason(str(given.get("words") or ""))
    with deed(desk) as unit:
        asked = get_approval(unit, approval)
        case = asked.case or b""
        eyes = get_known_case(unit, desk, case)
        refuse_answered(asked)
        if asked["asked_by"] not in eyes.ids:
            raise UserError("not-yours", _("Somebody else asked this. Who asked notes the call."))
        if asked["gate"] in NEVER_SPOKEN:
            raise UserError("not-by-telephone", _("For this rule a telephone call is not enough: wait for the answer."))
        _refuse_duty(unit, given.get("duty"))
        call = add_in(unit, desk, case, CALL, {**given, "words": words, "answer": ANSWERED}, urgent=True)
        row = unit.get_row(CALL, call.row or b"")
        at = row["at"] if row is not None else None
        until = at + HOLDS if isinstance(at, datetime) else None
        entry = write_case(desk, unit, case, written(asked, {"valid_until": until}), urgent=True)
        note_deed(desk, unit, "ask_approval", {"case": case, "row": asked.id})
    return Changed(call.kinds | {APPROVAL.name}, case, asked.id, (*call.dots, entry.dot))


def _refuse_duty(reader: Reader, duty: object) -> None:
    roster = {row["kind"] for row in reader.find_rows(_DUTY_NUMBER)}
    if duty not in APPROVERS_ON_DUTY or duty not in roster:
        raise UserError(
            "not-on-duty",
            _("By telephone the duty officer or the counter-trafficking unit agrees, as the duty roster has them."),
        )
