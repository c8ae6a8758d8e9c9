"""Note in which cases something came in, to be looked through for breaches off its path, and which count as open.

A closed case is listed as an open one while it stands past a gate that keeps it open (`gates/breaching`), and an
assessment that says that the danger is less counts once its gate holds (`gates/endangered`). Lists of 100,000 cases do
not judge: they read what is kept here. It is set by what comes in (`gates/find_breaches`) and by the very deed that
makes it so, or ends it.
"""

from collections.abc import Collection

from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import is_closed, live_values
from tipdesk.domain.rules.gates.breach import Breach
from tipdesk.domain.rules.gates.breaching import kept_open
from tipdesk.domain.rules.gates.endangered import find_lower
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.remembered.here import CASES_TOUCHED, LISTED_OPEN, LOWER_COUNTS

_CASE, _ASSESSED = BY_NAME["Case"], BY_NAME["RiskAssessment"]
_CLOSING = frozenset(
    _CASE.by_name[name].number for name in ("status", "closure_reason", "closure_words", "date_closed")
)
"""The numbers of the fields of a case by which it is closed, or by which that was rightly done."""
_LOWERS = frozenset(BY_NAME[name].number for name in ("RiskAssessment", "Approval", "Call", "Exclusion"))
"""The numbers of the records by which an assessment that says less comes to count, or counts no more."""
_FEWEST = 2


def note_touched(work: UnitOfWork, cases: Collection[bytes]) -> None:
    """Add these cases to those that wait; that costs one value, however much came in."""
    waiting = CASES_TOUCHED.get(work)
    new = set(cases) - set(waiting)
    if new:
        CASES_TOUCHED.keep(work, [*waiting, *sorted(new)])


def read_kept_open(reader: Reader, desk: Desk, case: bytes) -> tuple[Breach, ...]:
    """Return the breaches by which a case counts as open although it is closed; none where it does not."""
    row = reader.get_row(_CASE, case)
    is_shut = row is not None and not row.deleted and is_closed(live_values(row, "status"))
    return kept_open(freeze(reader, desk, row)) if row is not None and is_shut else ()


def list_as_open(desk: Desk, work: UnitOfWork, cases: Collection[bytes]) -> None:
    """Judge these cases as they now are, and keep which of them count as open although they are closed."""
    before = LISTED_OPEN.get(work)
    kept = [one for one in before if one not in cases]
    kept += sorted(case for case in cases if read_kept_open(work, desk, case))
    if set(kept) != set(before):
        LISTED_OPEN.keep(work, kept)


def judge_lower(desk: Desk, work: UnitOfWork, cases: Collection[bytes]) -> None:
    """Judge the assessments of these cases as they now are, and keep which of them say less than before and count."""
    before = LOWER_COUNTS.get(work)
    kept = set(before)
    for case in cases:
        rows, row = work.find_rows(_ASSESSED, case=case), work.get_row(_CASE, case)
        kept -= {one.id for one in rows}
        if row is not None and len(rows) >= _FEWEST:
            kept |= find_lower(freeze(work, desk, row))
    if kept != set(before):
        LOWER_COUNTS.keep(work, sorted(kept))


def see_written(desk: Desk, work: UnitOfWork, case: bytes, changes: Collection[Change]) -> None:
    """Keep of a case what lists read of it, after these changes were written to it; most change nothing of that.

    A case that is closed past a rule, as one of before the program was here is, waits at headquarters for its inbox.
    """
    if case in LISTED_OPEN.get(work) or any(map(_tells_of_closing, changes)):
        list_as_open(desk, work, {case})
        if desk.place.is_headquarters and case in LISTED_OPEN.get(work):
            note_touched(work, {case})
    if any(one.record in _LOWERS for one in changes):
        judge_lower(desk, work, {case})


def _tells_of_closing(change: Change) -> bool:
    return change.record == _CASE.number and not _CLOSING.isdisjoint(change.fields)
