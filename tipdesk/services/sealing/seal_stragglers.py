"""Write again, sealed, what was written openly at the same time as a case became restricted.

Another PC may have saved an answer before it heard that the case was raised. Only the home that raised the case does
this, so that no two homes seal the same answer. An answer in conflict is left for a holder to settle. Headquarters then
deletes what was open (`redact_resealed`).
"""

from tipdesk.domain.records import BY_NAME, CASE_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.sealing import RESTRICTED_LEVEL, keeps_sealed
from tipdesk.domain.values import Sealed
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.keys.cases.case_keys import keys_of
from tipdesk.services.sealing.unsealing import Unsealing
from tipdesk.services.sealing.write_sealed import write_sealed
from tipdesk.services.sealing.writing_again import find_writes, written_again

_CASE = BY_NAME["Case"]
_LEVEL = _CASE.by_name["sealing"].number


def seal_stragglers(desk: Desk) -> int:
    """Seal what is still open in the restricted cases that this home raised.

    Returns in how many cases something was.
    """
    with desk.read() as reader:
        ours = reader.find_rows(_CASE, where={"sealing": RESTRICTED_LEVEL})
        cases = [row.id for row in ours if any(dot.log == desk.place.log for dot in row.dots.get(_LEVEL, ()))]
        waiting = [case for case in cases if _open_rows(reader, case) and _opens(reader, desk, case)]
    for case in waiting:
        with desk.work() as unit:
            unsealing, writes, dot = Unsealing(unit, desk), find_writes(unit, case), unit.next_dot()
            write_sealed(
                desk, unit, case, [written_again(unsealing.row(row), dot, writes) for row in _open_rows(unit, case)]
            )
    return len(waiting)


def _opens(reader: Reader, desk: Desk, case: bytes) -> bool:
    return bool(keys_of(reader, desk, case).find_for_writing(reader, RESTRICTED_LEVEL))


def _open_rows(reader: Reader, case: bytes) -> list[Row]:
    rows = [row for record in CASE_RECORDS for row in reader.find_rows(record, case=case, with_deleted=True)]
    return [row for row in rows if any(_is_open(row, name) for name in row.values if name not in row.siblings)]


def _is_open(row: Row, name: str) -> bool:
    value = row[name]
    is_plain = value is not None and not isinstance(value, Sealed)
    return is_plain and keeps_sealed(row.record, row.record.by_name[name].number, RESTRICTED_LEVEL)
