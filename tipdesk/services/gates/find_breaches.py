"""What stands past a gate in all cases of headquarters, for its inbox: derived, and looked for off the intake's path.

What comes in only leaves a note of the cases that it touched. Whoever asks has these gone through first, and those in
which a breach stood before, so that what was mended or reviewed since is gone. A line tells of gates and rows and
nothing of what a case is about, so no audit row is written; opening the case writes one.
"""

from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.rules.gates.breaching import Breach, breaches
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.eyes import Eyes
from tipdesk.services.remembered.office import CASES_BREACHED, CASES_TOUCHED

AT_ONCE = 100
"""How many touched cases one call looks through; the others wait for the next."""
_CASE = BY_NAME["Case"]


@dataclass(frozen=True)
class CaseBreaches:
    """The breaches of one case that the officer at the desk may review, by its neutral reference."""

    case: bytes
    reference: str
    breaches: tuple[Breach, ...]


def find_breaches(desk: Desk, case: bytes) -> tuple[Breach, ...]:
    """Return what stands past a gate in one case, none for a case that is not here."""
    with desk.read() as reader:
        return _breaches_of(reader, desk, case)


def find_breached_cases(desk: Desk) -> list[CaseBreaches]:
    """Return the cases in which a breach stands that the officer at the desk may review, the longest standing first."""
    go_through(desk)
    found = []
    with desk.read() as reader:
        for case in CASES_BREACHED.get(reader):
            row = reader.get_row(_CASE, case)
            if row is not None and Eyes(reader, desk, row).may(Deed.REVIEW):
                found.append(CaseBreaches(case, str(row["reference"] or ""), _breaches_of(reader, desk, case)))
    return sorted((one for one in found if one.breaches), key=lambda one: min(each.seen_at for each in one.breaches))


def go_through(desk: Desk, most: int = AT_ONCE) -> int:
    """Go through cases that were touched, and those that had a breach; return how many touched ones still wait.

    A case counts as one with a breach while it is looked at, so that nothing is forgotten where that is cut short; what
    comes in meanwhile touches it again.
    """
    with desk.read() as reader:
        if not CASES_TOUCHED.get(reader) and not CASES_BREACHED.get(reader):
            return 0
    with desk.work() as work:
        waiting = CASES_TOUCHED.get(work)
        CASES_BREACHED.keep(work, list(dict.fromkeys((*CASES_BREACHED.get(work), *waiting[:most]))))
        CASES_TOUCHED.keep(work, waiting[most:])
    with desk.read() as reader:
        clean = {case for case in CASES_BREACHED.get(reader) if not _breaches_of(reader, desk, case)}
    if clean:
        with desk.work() as work:
            CASES_BREACHED.keep(work, [case for case in CASES_BREACHED.get(work) if case not in clean])
    return len(waiting[most:])


def _breaches_of(reader: Reader, desk: Desk, case: bytes) -> tuple[Breach, ...]:
    row = reader.get_row(_CASE, case)
    return breaches(freeze(reader, desk, row)) if row is not None else ()
