"""Note in which cases something came in, to be looked through for breaches off its path, and which count as open.

A closed case is listed as an open one while it stands past a gate that keeps it open (`gates/breaching`). Lists of
100,000 cases do not judge: they read what is kept here. It is set when a breach is found (`gates/find_breaches`), and
taken back by the very deed that mends or reviews it.
"""

from collections.abc import Collection

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import is_closed, live_values
from tipdesk.domain.rules.gates.breaching import Breach, kept_open
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.remembered.here import CASES_TOUCHED, LISTED_OPEN

_CASE = BY_NAME["Case"]


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


def see_listed(desk: Desk, work: UnitOfWork, case: bytes) -> None:
    """Take a case that counts as open out of those, where what was just written to it has ended that."""
    if case in LISTED_OPEN.get(work):
        list_as_open(desk, work, {case})
