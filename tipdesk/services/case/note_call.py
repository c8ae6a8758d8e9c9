"""Note a call: whom an officer rang or was rung by, when, and what came of it.

A call is only ever added. One that was noted wrongly is corrected by a further row that names it, and both stay. Where
nothing else is given, the call was made by telephone, now, by the officer at the keyboard.
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
    """Add a call to a case, from answers by the field names of Call.

    It is sent before what waits. Raises the UserErrors of `add_record`.
    """
    return add_record(desk, case, CALL, given, urgent=True, draft=draft)


def correct_call(
    desk: Desk, seen: Row, given: Mapping[str, object], reason: str | None = None, *, draft: str | None = None
) -> Changed:
    """Add a call that corrects an earlier one, given as the officer saw it.

    An answer that is not given stays as it was noted first. Raises the UserErrors of `add_record`.
    """
    told = {field.name: value for field in CALL.fields if (value := seen[field.name]) is not None}
    corrected = {**told, **given, "corrects": seen.id}
    return add_record(desk, case_of(seen), CALL, corrected, reason=reason, urgent=True, draft=draft)
