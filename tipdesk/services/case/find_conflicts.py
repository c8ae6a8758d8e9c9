"""The rows in conflict that the officer may settle: where each is, but never what it says.

Because the list tells only places, it identifies nobody and is not audited. `show_conflict`, which shows the answers,
is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.schema import RecordType
from tipdesk.services.access.declare_interest import get_eyes_asked
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import get_eyes, looking

_CASE = BY_NAME["Case"]


@dataclass(frozen=True)
class ConflictSpot:
    """Where one row in conflict is: its case, its record and the names of its `fields` in conflict.

    `at` is the time of the latest of the answers, in milliseconds since 1970.
    """

    case: bytes
    row: bytes
    record: RecordType
    reference: str
    title: str
    fields: tuple[str, ...]
    at: int


def find_conflicts(desk: Desk) -> list[ConflictSpot]:
    """Return the conflicts that the officer at the desk may settle, latest first."""
    with desk.read() as reader:
        found = [spot_of(case, shown) for case, shown in read_conflicts(reader, desk)]
    return sorted(found, key=lambda spot: (-spot.at, spot.row))


def read_conflicts(reader: Reader, desk: Desk) -> Iterator[tuple[Row, Row]]:
    """Yield the Case row and the row of each conflict that the officer may settle, the latter as they may see it."""
    for row in reader.find_conflicts():
        case = reader.get_row(_CASE, row.case or row.id)
        eyes = Eyes(reader, desk, case, Action.EDIT) if case else None
        shown = eyes.see(row) if eyes and eyes.level > Level.EXISTS and is_theirs(eyes, row) else None
        if case and shown and shown.siblings:
            yield case, shown


def is_theirs(eyes: Eyes, row: Row) -> bool:
    """Tell whether the officer may decide this row: what says who may see the case asks for the right to review it."""
    return not row.record.has_own_verbs or eyes.may(Deed.REVIEW)


def show_conflict(desk: Desk, spot: ConflictSpot, *, is_asked: bool = True) -> Row | None:
    """Return the row of a conflict with all its answers, as an audited look; None when it is gone.

    With `is_asked` it raises UserError `say-first`, as opening a case does, until the officer has said whether they
    know somebody in the case; the command line asks nobody, here as in `case show`. Raises the UserErrors of `look`
    besides.
    """
    permit = partial(get_eyes_asked if is_asked else get_eyes, action=Action.VIEW)
    with looking(desk, spot.case, permit=permit) as eyes:
        row = eyes.reader.get_row(spot.record, spot.row)
        return eyes.see(row) if row else None


def spot_of(case: Row, shown: Row) -> ConflictSpot:
    """Return where a conflict is that `read_conflicts` yielded."""
    reference, title = str(case["reference"] or ""), str(case["title"] or "")
    fields = tuple(sorted(shown.siblings))
    return ConflictSpot(case.id, shown.id, shown.record, reference, title, fields, _latest(shown))


def _latest(row: Row) -> int:
    return max(one.at for siblings in row.siblings.values() for one in siblings)
