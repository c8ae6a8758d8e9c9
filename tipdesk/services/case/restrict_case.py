"""Raise a case to "these people only": write every live answer of it again, sealed to those who are named.

Nothing is lost and nothing stays open: rows in the trash are written again too, and stay in the trash. It is done under
a new key and in one unit of work, as one entry, or a few where the case is larger than an entry may be. What was
written before stays in the log here and at headquarters until headquarters deletes it everywhere
(`sealing/redact_resealed`). There is no way back: what many have read cannot be made secret again.
"""

from collections.abc import Collection, Iterator, Sequence

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import ALL_CASE_RECORDS, BY_NAME, CASE_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.rules.sealing import RESTRICTED_LEVEL, is_restricted
from tipdesk.domain.texts import _
from tipdesk.domain.values import Sealed
from tipdesk.services.case.holders import permit_deciding, refuse_keyless
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.entries.judge import Said, judge, review_changes
from tipdesk.services.look import deed
from tipdesk.services.results import Changed
from tipdesk.services.sealing.redact_resealed import redact_resealed
from tipdesk.services.sealing.unsealing import Unsealing
from tipdesk.services.sealing.write_sealed import write_sealed
from tipdesk.services.sealing.writing_again import find_writes, written_again
from tipdesk.sync.codec import encode_plain
from tipdesk.sync.limits import LIMITS

CASE = BY_NAME["Case"]
_LEVEL = CASE.by_name["sealing"].number
_LARGEST = LIMITS.entry // 2


def restrict_case(
    desk: Desk,
    case: bytes,
    officers: Collection[bytes],
    reason: str | None = None,
    *,
    override: Override | None = None,
) -> Changed:
    """Seal a case for the officer at the desk and these others; nobody else at the post opens it from then on.

    Two besides that officer hold the key, one of them at headquarters, unless an `override` says why not.

    Raises the UserErrors of `permit_deciding`, `already-restricted`, `settle-first` while answers are in conflict,
    `no-officer-keys` for an officer to whom nothing can be sealed, and `not-a-holder` where some answer is sealed to
    others.
    """
    with deed(desk) as unit:
        own = permit_deciding(unit, desk, case).case
        if is_restricted(own["sealing"]):
            raise UserError("already-restricted", _("This case is for these people only already."))
        if unit.find_conflicts(case):
            raise UserError("settle-first", _("Settle the answers that are in conflict first."))
        for officer in officers:
            refuse_keyless(unit, desk, officer)
        _write_again(desk, unit, own, officers, Said(reason or "", override))
        if desk.place.is_headquarters:
            redact_resealed(desk, unit, [case])
    return Changed(frozenset(record.name for record in CASE_RECORDS), case, case)


def _write_again(desk: Desk, unit: UnitOfWork, own: Row, officers: Collection[bytes], said: Said) -> None:
    case, raised = (
        own.id,
        Change(CASE.number, own.id, {_LEVEL: RESTRICTED_LEVEL}, {_LEVEL: own.replaced_by_write(_LEVEL)}),
    )
    more = review_changes(unit, desk, case, [raised], said.override) if said.override else []
    rows, writes = _opened(unit, desk, own), find_writes(unit, case)
    for number, part in enumerate(_in_parts(rows)):
        dot = unit.next_dot()
        changes = [written_again(row, dot, writes) for row in part]
        is_first = number == 0
        if is_first:
            changes = [_raised(changes[0]), *changes[1:], *more]
        write_sealed(
            desk, unit, case, changes, said.words or None, named=officers if is_first else (), is_afresh=is_first
        )
    judge(desk, unit, own, [raised], said)


def _opened(reader: Reader, desk: Desk, own: Row) -> list[Row]:
    """Return every row of the case with all its answers opened, the Case row first; its key rows are among them."""
    unsealing = Unsealing(reader, desk)
    others = [row for record in ALL_CASE_RECORDS for row in reader.find_rows(record, case=own.id, with_deleted=True)]
    rows = [unsealing.row(row) for row in (own, *(row for row in others if row.record is not CASE))]
    if any(isinstance(value, Sealed) for row in rows for value in row.values.values()):
        raise UserError(
            "not-a-holder", _("Part of this case is sealed to others. Somebody who can open all of it does this.")
        )
    return rows


def _in_parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows in parts small enough for one entry: a single part but for the very largest cases."""
    part: list[Row] = []
    size = 0
    for row in rows:
        grown = _size_of(row)
        if part and size + grown > _LARGEST:
            yield part
            part, size = [], 0
        part.append(row)
        size += grown
    yield part


def _size_of(row: Row) -> int:
    """Return roughly how many bytes a row takes in an entry before it is sealed."""
    return len(encode_plain([row.record.by_name[name].to_wire(value) for name, value in row.values.items()]))


def _raised(change: Change) -> Change:
    """Return a change of the Case row that also writes the restricted level."""
    return Change(change.record, change.row, {**change.fields, _LEVEL: RESTRICTED_LEVEL}, change.replaces)
