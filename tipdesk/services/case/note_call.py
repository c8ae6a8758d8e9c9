"""Note a call: whom an officer rang or was rung by, when, and what came of it. Each call stands for itself.

A call is only ever added; one that was noted wrongly is corrected by a further row that names it, and both stay. Where
nothing else is given it was made, by telephone, now, by the officer at the keyboard.
"""

from collections.abc import Mapping

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.desk import Desk
from tipdesk.services.results import Changed

CALL = BY_NAME["Call"]


def note_call(desk: Desk, case: bytes, given: Mapping[str, object], *, draft: str | None = None) -> Changed:
    """Add a call from answers by the field names of Call, sent before what waits. UserErrors of `add_record`."""
    return add_record(desk, case, CALL, given, urgent=True, draft=draft)


def correct_call(
    desk: Desk, seen: Row, given: Mapping[str, object], reason: str | None = None, *, draft: str | None = None
) -> Changed:
    """Add a call that corrects one, given as the officer saw it: what is not given is as it was noted first."""
    told = {field.name: value for field in CALL.fields if (value := seen[field.name]) is not None}
    corrected = {**told, **given, "corrects": seen.id}
    return add_record(desk, case_of(seen), CALL, corrected, reason=reason, urgent=True, draft=draft)
