"""Every row in conflict that the officer may settle: where it is, never what it says.

A list of places holds nothing identifying, so no audit row is written; `show_conflict` writes one.
"""

from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level, decide
from tipdesk.domain.schema import RecordType
from tipdesk.services.desk import Desk
from tipdesk.services.look import look, mask
from tipdesk.services.relation import Standing


@dataclass(frozen=True)
class ConflictSpot:
    """One row in conflict. `fields`: names of the fields; `at`: the latest of the answers, ms since 1970."""

    case: bytes
    row: bytes
    record: RecordType
    reference: str
    title: str
    fields: tuple[str, ...]
    at: int


def find_conflicts(desk: Desk) -> list[ConflictSpot]:
    """Return the conflicts that the desk's officer may settle, latest first."""
    with desk.read() as reader:
        standing, found = Standing(reader, desk), []
        for row in reader.find_conflicts():
            case = next(iter(reader.find_case_summaries([row.case or row.id])), None)
            level = decide(desk.actor.roles, standing.to(case), Action.EDIT) if case else Level.NONE
            shown = mask(row, level)
            if case and level > Level.EXISTS and shown.siblings:
                names = tuple(sorted(shown.siblings))
                found.append(
                    ConflictSpot(case.id, row.id, row.record, case.reference, case.title, names, _latest(shown))
                )
    return sorted(found, key=lambda spot: (-spot.at, spot.row))


def show_conflict(desk: Desk, spot: ConflictSpot) -> Row | None:
    """Return the row with all its answers, as an audited look; None when it is gone. UserErrors of `look`."""
    level = look(desk, spot.case, Action.VIEW).level
    with desk.read() as reader:
        row = reader.get_row(BY_NAME[spot.record.name], spot.row)
    return mask(row, level) if row else None


def _latest(row: Row) -> int:
    return max((one.at for siblings in row.siblings.values() for one in siblings), default=0)
