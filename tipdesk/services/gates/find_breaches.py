"""What stands past a gate in all cases of headquarters, for its inbox: derived, and looked for off the intake's path.

What comes in only leaves a note of the cases that it touched. These are gone through once it is in, and whoever asks
goes through those in which a breach stood before, so that what was mended or reviewed since is gone. A post goes
through what came too, for the closed cases that count as open. A line tells of gates and rows and
nothing of what a case is about, so no audit row is written; opening the case writes one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import CLOSED
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.rules.gates.breach import Breach
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.services.desk import CaseQuery, Desk, Reader, UnitOfWork
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.entries.note_touched import judge_lower, list_as_open, read_kept_open
from tipdesk.services.eyes import Eyes
from tipdesk.services.remembered.here import CASES_BREACHED, CASES_TOUCHED, LISTED_OPEN

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
        row = reader.get_row(_CASE, case)
        return breaches(freeze(reader, desk, row)) if row is not None else ()


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


def go_through_new(desk: Desk) -> None:
    """Go through what just came in: all of it at a post, and at headquarters what one call takes."""
    while go_through(desk) and not desk.place.is_headquarters:
        pass


def go_through(desk: Desk, most: int = AT_ONCE) -> int:
    """Go through cases that were touched, and those that had a breach; return how many touched ones still wait.

    Closed ones come first, since lists say by what is found here whether they count as open. A case counts as one with
    a breach while it is looked at, so that nothing is forgotten where that is cut short; what comes in meanwhile
    touches it again.
    """
    with desk.read() as reader:
        waiting, breached = CASES_TOUCHED.get(reader), CASES_BREACHED.get(reader)
        if not waiting and not breached:
            return 0
        shut = set(reader.find_case_ids(CaseQuery(stages=CLOSED))) if len(waiting) > most else frozenset[bytes]()
    with desk.work() as work:
        waiting = sorted(CASES_TOUCHED.get(work), key=lambda case: case not in shut)
        CASES_BREACHED.keep(work, list(dict.fromkeys((*CASES_BREACHED.get(work), *waiting[:most]))))
        CASES_TOUCHED.keep(work, waiting[most:])
        judge_lower(desk, work, waiting[:most])
    with desk.read() as reader:
        found = {case: _breaches_of(reader, desk, case) for case in CASES_BREACHED.get(reader)}
    clean = {case for case, stands in found.items() if not stands}
    with desk.work() as work:
        if clean:
            CASES_BREACHED.keep(work, [case for case in CASES_BREACHED.get(work) if case not in clean])
        list_as_open(desk, work, _to_list(work, found))
    return len(waiting[most:])


def _to_list(work: UnitOfWork, found: Mapping[bytes, tuple[Breach, ...]]) -> set[bytes]:
    """Return the cases of which what stands past a gate now tells something else than lists do."""
    listed = set(LISTED_OPEN.get(work))
    kept = {case for case, stands in found.items() if any(GATES[one.gate].keeps_open for one in stands)}
    return {case for case in found if (case in kept) != (case in listed)} | (listed - found.keys())


def _breaches_of(reader: Reader, desk: Desk, case: bytes) -> tuple[Breach, ...]:
    """Return what stands past a gate in a case; at a post, which reviews none, that by which it counts as open."""
    if not desk.place.is_headquarters:
        return read_kept_open(reader, desk, case)
    row = reader.get_row(_CASE, case)
    return breaches(freeze(reader, desk, row)) if row is not None else ()
