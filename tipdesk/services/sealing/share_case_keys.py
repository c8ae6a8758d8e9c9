"""Give the keys of cases to those who have become entitled to them, in one entry a case and only where one is missing.

The home of a holder does this after the unlock and after each sync. It serves a new supervisor, an officer's second PC,
an officer whose keys were recovered and, after the grant, headquarters' case unit and recovery, to which nothing was
sealed before. Whoever was removed gets nothing again. What other PCs wrote openly while a case was raised is sealed as
well (`seal_stragglers`). Who is entitled is decided in `entitled`.
"""

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.integrity.note_incident import note_incident
from tipdesk.services.keys.cases.case_keys import (
    CaseKeys,
    find_cases_with_keys,
    holders_now,
    keys_of,
    lacks,
    missing_rows,
    rows_of,
)
from tipdesk.services.keys.cases.directory import Directory
from tipdesk.services.keys.cases.entitled import is_disabled
from tipdesk.services.keys.cases.key_grants import CASE_KEY
from tipdesk.services.results import Changed
from tipdesk.services.sealing.seal_stragglers import seal_stragglers
from tipdesk.services.sealing.write_sealed import write_sealed

_CASE = BY_NAME["Case"]


def share_case_keys(desk: Desk) -> Changed | None:
    """Seal the keys that the officer holds to those who lack them.

    Returns what changed, or None where nobody lacked anything, so nothing was written.
    """
    with desk.read() as reader:
        if is_disabled(reader, desk.actor.officer):
            return None
        directory = Directory(reader)
        waiting = [case for case in find_cases_with_keys(reader, desk) if _is_lacking(directory, desk, case)]
    shared = sum(_share(desk, case) for case in waiting)
    sealed = seal_stragglers(desk)
    return Changed(frozenset({CASE_KEY.name})) if shared or sealed else None


def _share(desk: Desk, case: bytes) -> bool:
    with desk.work() as unit:
        return share_keys_of(desk, unit, case)


def share_keys_of(desk: Desk, unit: UnitOfWork, case: bytes) -> bool:
    """Seal those keys of one case that the officer holds to those who lack them, and tell whether anybody did."""
    directory = Directory(unit)
    keys = keys_of(unit, desk, case, directory)
    rows = missing_rows(desk, keys, holders_now(directory, desk, keys, _level(unit, case)))
    if rows:
        write_sealed(desk, unit, case, rows)
    _report(desk, unit, keys)
    return bool(rows)


def _report(desk: Desk, unit: UnitOfWork, keys: CaseKeys) -> None:
    """Tell headquarters, once, of key rows that were not signed by an officer who could give the key."""
    for row in keys.doubted:
        dot = max(row.all_dots)
        note_incident(desk, unit, "case_key", desk.place.device, row.id.hex(), log=dot.log, seq=dot.seq)


def _is_lacking(directory: Directory, desk: Desk, case: bytes) -> bool:
    keys = rows_of(directory.reader, case)
    return lacks(keys, holders_now(directory, desk, keys, _level(directory.reader, case)))


def _level(reader: Reader, case: bytes) -> Value:
    own = reader.get_row(_CASE, case)
    return own["sealing"] if own else None
