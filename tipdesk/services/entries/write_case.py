"""THE ONE WAY INTO A CASE: whatever an officer does to one passes here, is sealed, written, and judged by the gates.

Window, command line, line list, documents, undo and the verbs of access all end here, so that a rule of the case life
holds on each of them alike. What a deed brings along (`follow_ups`, `replies`) is written with it, values are sealed in
`sealing/write_sealed`, and gates judged in `judge`.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from tipdesk.domain.changes import Change, Entry
from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.follow_ups import days_brought
from tipdesk.services.entries.judge import NOTHING, Said, judge, review_changes
from tipdesk.services.entries.note_touched import see_written
from tipdesk.services.entries.replies import courses_brought
from tipdesk.services.sealing.write_sealed import write_sealed

_CASE = BY_NAME["Case"]


def write_case(
    desk: Desk,
    unit: UnitOfWork,
    case: bytes,
    changes: Sequence[Change],
    reason: str | None = None,
    *,
    urgent: bool = False,
    named: Collection[bytes] = (),
    said: Said = NOTHING,
) -> Entry:
    """Append one entry of a case, sealed as its level asks and judged by the gates it meets, and return it.

    `said` is what goes with the deed beside the reason, and `named` is that of `write_sealed`. The unit of work must
    not be committed where it raises: StoppedByGateError, `reason-needed`, `no-such-gate`, `no-way-past`, `bad-ground`
    and `not-needed` for an override, and the UserErrors of `write_sealed`.
    """
    told = replace(said, reason=reason or said.reason)
    before = unit.get_row(_CASE, case)
    if not told.is_historic:
        changes = [*changes, *days_brought(desk, unit, before, changes), *courses_brought(unit, changes)]
    more = review_changes(unit, desk, case, changes, told.override) if told.override else []
    entry = write_sealed(desk, unit, case, [*changes, *more], told.words or None, urgent=urgent, named=named)
    judge(desk, unit, before, changes, told)
    see_written(desk, unit, case, changes)
    return entry
