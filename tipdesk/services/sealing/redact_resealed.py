"""Headquarters deletes what a case said openly before it was raised to "these people only" and written again, sealed.

It does so by itself, after each bundle and each raise, with `Redaction` rows of the kind *resealed*, which reach every
PC that holds the case. Entries that never reached headquarters are deleted by the PC that wrote them (`redact_unsent`).
Nothing that is in force now is lost. An entry goes only where it says openly what must be sealed, none of its writes is
live any more, and no earlier write would come back to life without it. What a later release wrote, or nobody has sealed
again yet, stays.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from tipdesk.domain.changes import Change, Dot, Entry
from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import ALL_CASE_RECORDS, BY_NAME, BY_NUMBER
from tipdesk.domain.rows import Happening
from tipdesk.domain.rules.sealing import RESTRICTED_LEVEL, is_restricted, keeps_sealed
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.ledger import Logged
from tipdesk.services.redaction import redaction_of
from tipdesk.sync.codec import decode_entry, decode_head

RESEALED = "resealed"
_FEW = 100
_CASE = BY_NAME["Case"]
_Write = tuple[int, bytes, int, Dot]
"""One write of one field: record number, row, field number, and the entry that wrote it."""


def redact_resealed(desk: Desk, work: UnitOfWork, cases: Collection[bytes]) -> int:
    """Delete what the restricted ones among these cases still say openly, and return how many entries went."""
    found = [dot for case in sorted(restricted_among(work, set(cases))) for dot in find_spent(work, case)]
    if found:
        work.append(Scope.REGISTER, None, [redaction_of(desk, dot.log, dot.seq, RESEALED) for dot in found])
    return len(found)


def restricted_among(work: Reader, cases: set[bytes]) -> set[bytes]:
    """Return those of the cases that are restricted.

    A few cases are looked up one by one; for many, all cases are read in one pass.
    """
    if len(cases) <= _FEW:
        rows = [work.get_row(_CASE, case) for case in cases]
        return {row.id for row in rows if row is not None and is_restricted(row["sealing"])}
    return {row.id for row in work.find_rows(_CASE, where={"sealing": RESTRICTED_LEVEL})} & cases


def find_open(happenings: Iterable[Happening]) -> set[Dot]:
    """Return those entries of a case, from what happened to it, that say openly what a restricted case keeps sealed."""
    told: dict[Dot, list[Happening]] = {}
    for one in happenings:
        if one.record is None or one.record.scope is Scope.CASE:  # a withdrawal is told of a case, and is none of it
            told.setdefault(one.dot, []).append(one)
    return {dot for dot, found in told.items() if all(one.record for one in found) and any(map(_is_told, found))}


def _is_told(one: Happening) -> bool:
    """Tell whether one written field, or the reason beside it, says openly what must be sealed."""
    field = one.record.by_name.get(one.field) if one.record else None
    is_reason = one.record is not None and not one.record.has_own_verbs and isinstance(one.reason, str)
    if one.record is None or field is None or one.after is None or isinstance(one.after, Sealed):
        return is_reason
    return is_reason or keeps_sealed(one.record, field.number, RESTRICTED_LEVEL)


def find_spent(work: UnitOfWork, case: bytes, may_go: Callable[[Dot], bool] = lambda _dot: True) -> list[Dot]:
    """Return the entries of a case that may be deleted, of those for which `may_go` is true."""
    entries = {entry.dot: entry for entry in _entries(work, case)}
    rows = [row for record in ALL_CASE_RECORDS for row in work.find_rows(record, case=case, with_deleted=True)]
    live = {dot for row in rows for dots in row.dots.values() for dot in dots}
    spent = {dot for dot, entry in entries.items() if may_go(dot) and dot not in live and _is_open(entry)}
    while needed := _needed(entries, spent):
        spent -= needed
    return sorted(spent)


def _entries(work: UnitOfWork, case: bytes) -> Iterator[Entry]:
    read = (_read(work, held) for held in work.ledger.case_entries(case))
    return (entry for entry in read if entry is not None)


def _read(work: UnitOfWork, held: Logged) -> Entry | None:
    if held.body is None:
        return None
    try:
        return decode_entry(held.log, decode_head(held.head), held.body, work.ledger.log_table(held.log))
    except Distrust:  # it changes nothing here, and is kept for a release that reads it
        return None


def _is_open(entry: Entry) -> bool:
    """Tell whether an entry says openly what a restricted case keeps sealed.

    It is false where the entry has records that are unknown here.
    """
    if not all(change.record in BY_NUMBER for change in entry.changes):
        return False
    of_people = any(not BY_NUMBER[change.record].has_own_verbs for change in entry.changes)
    return any(map(_tells, entry.changes)) or (of_people and isinstance(entry.reason, str))


def _tells(change: Change) -> bool:
    record = BY_NUMBER[change.record]
    return any(
        value is not None and not isinstance(value, Sealed) and keeps_sealed(record, number, RESTRICTED_LEVEL)
        for number, value in change.fields.items()
    )


def _needed(entries: Mapping[Dot, Entry], spent: Collection[Dot]) -> set[Dot]:
    """Return those of the spent entries that are all that keeps down some earlier write which stays."""
    kept_down = {one for dot, entry in entries.items() if dot not in spent for one in _replaced(entry)}
    return {
        dot
        for dot in spent
        if any(one[3] in entries and one[3] not in spent and one not in kept_down for one in _replaced(entries[dot]))
    }


def _replaced(entry: Entry) -> Iterator[_Write]:
    for change in entry.changes:
        for number, dots in change.replaces.items():
            for dot in dots:
                yield change.record, change.row, number, dot
