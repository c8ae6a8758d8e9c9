"""What happened to a case, field by field: who changed it from what to what, when and where, latest first.

Reading the history is an audited look. A line leaves out values that the officer may not see, but still says that
something was written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tipdesk.domain.kinds import Sensitivity
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.rows import DELETED_NAME, Happening, WrittenField
from tipdesk.domain.rules.access import Level, opens
from tipdesk.domain.values import Sealed
from tipdesk.services.desk import Desk
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import looking
from tipdesk.services.sealing.unsealing import Unsealing
from tipdesk.sync.sealing import Spot

_PRIVATE = tuple(record for record in CASE_RECORDS if "privacy" in record.by_name)
"""The records whose rows an author may mark as private."""


@dataclass(frozen=True)
class HistoryLine(WrittenField):
    """One written field as the officer sees it. `masked` says that the values, and the reason, were held back."""

    reason: str | None
    masked: bool


def history(desk: Desk, case: bytes, row: bytes | None = None) -> list[HistoryLine]:
    """Return the history of a case, or of one of its rows, as an audited look; raises the UserErrors of `look`."""
    with looking(desk, case) as eyes:
        return read_history(eyes, eyes.reader.find_happenings(case, row))


def read_history(eyes: Eyes, happenings: Iterable[Happening]) -> list[HistoryLine]:
    """Return the lines of what happened to a case, within a look that `looking` has audited already."""
    case = eyes.case.id
    private = (row for one in _PRIVATE for row in eyes.reader.find_rows(one, case=case, with_deleted=True))
    hidden = {row.id for row in private if eyes.holds_back(row)}
    opened = [_opened(eyes.unsealing, case, one) for one in happenings if _is_told(one)]
    lines = [_line(happening, eyes.level, is_open=happening.row not in hidden) for happening in opened]
    return sorted(lines, key=_order, reverse=True)


def _is_told(happening: Happening) -> bool:
    """Tell whether a happening is of a record, and a field, that people are told of."""
    if happening.record is None:
        return True
    field = happening.record.by_name.get(happening.field)
    return not happening.record.is_inner and (field is None or field.is_told)


def _order(line: HistoryLine) -> tuple[int, bytes, int, int, bytes, int, str]:
    """Return what puts the lines of one deed in the order in which its fields are declared, read from the last."""
    field = line.record.by_name.get(line.field) if line.record is not None else None
    number = field.number if field is not None else 0
    return (line.at, line.dot.log, line.dot.seq, line.record_number, line.row, -number, line.field)


def _line(happening: Happening, level: Level, *, is_open: bool) -> HistoryLine:
    is_shut = any(isinstance(value, Sealed) for value in (happening.after, *happening.before))
    return line_of(happening, masked=is_shut or not is_open or not opens(level, _sensitivity_of(happening)))


def cases_named_in(lines: Iterable[HistoryLine]) -> set[bytes]:
    """Return the other cases that a history names, as the one into which this one was joined, then or now."""
    fields = ((line, line.record.by_name.get(line.field)) for line in lines if line.record is not None)
    meant = (
        field.referred(value) for line, field in fields if field is not None for value in (*line.before, line.after)
    )
    return {one.row for one in meant if one is not None and one.record == "Case"}


def changes_in(lines: Iterable[HistoryLine]) -> list[HistoryLine]:
    """Return the lines that tell a change: signing writes again what it signs for, and that changes nothing."""
    return [line for line in lines if line.masked or line.before != (line.after,)]


def line_of(happening: Happening, *, masked: bool = False) -> HistoryLine:
    """Return the line that tells a happening; where it is `masked`, without the values."""
    return HistoryLine(
        dot=happening.dot,
        at=happening.at,
        offset=happening.offset,
        actor=happening.actor,
        device=happening.device,
        received_at=happening.received_at,
        record=happening.record,
        record_number=happening.record_number,
        row=happening.row,
        field=happening.field,
        before=() if masked else happening.before,
        after=None if masked else happening.after,
        reason=None if masked or isinstance(happening.reason, Sealed) else happening.reason,
        masked=masked,
    )


def _opened(unsealing: Unsealing, case: bytes, happening: Happening) -> Happening:
    if not any(isinstance(one, Sealed) for one in (happening.reason, happening.after, *happening.before)):
        return happening
    happening = replace(happening, reason=unsealing.reason(case, happening.reason))
    record = happening.record
    field = record.by_name.get(happening.field) if record else None
    if record is None or field is None:
        return happening
    spot = Spot(case, record.number, happening.row, field.number)
    before = tuple(unsealing.value(spot, field, value) for value in happening.before)
    return replace(happening, before=before, after=unsealing.value(spot, field, happening.after))


def _sensitivity_of(happening: Happening) -> Sensitivity:
    """Return the sensitivity of the field that was written, the highest for a field that this release does not know."""
    if happening.field == DELETED_NAME:
        return Sensitivity.ORDINARY
    field = happening.record.by_name.get(happening.field) if happening.record else None
    return field.sensitivity if field else Sensitivity.SOURCE
