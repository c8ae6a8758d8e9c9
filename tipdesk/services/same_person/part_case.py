"""Part a case again that was joined into another: the copies are put away, and it stands among the open ones.

A copy of which nothing was written since, and which nothing that stays names, goes into the trash. Everything else
stays where it is and is told: later edits are kept. The rows of the double were never touched: they are as they were.
"""

from tipdesk.domain.changes import Change, Dot
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.schema import DELETED
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.entries.judge import TELLING
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_deletion, change_of_row
from tipdesk.services.look import deed
from tipdesk.services.results import Changed
from tipdesk.services.same_person.copies import CASE, COPIED, DUPLICATE, LINK, copy_id, link_id, named_in
from tipdesk.services.same_person.join_case import Joined, parts_of, permit_joining
from tipdesk.services.same_person.link_person import refuse_no_words


def part_case(desk: Desk, double: bytes, words: str) -> Joined:
    """Take back that a case was joined into another; what was written to copies since stays there and is returned.

    Where two PCs disagree about where it was moved, and whether it was, it is parted from all of these. `words` say
    why. Raises UserError `reason-needed`, `not-moved` where the case was not joined, and those of `permit_joining` and
    `write_case`.
    """
    refuse_no_words(words)
    with deed(desk) as unit:
        source = permit_joining(unit, desk, double)
        gone: list[Row] = []
        stayed: list[Row] = []
        dots: list[Dot] = []
        back = change_of_row(source.case, {"moved_to": None})
        here = [back] if back is not None else []
        for kept in _joined_into(unit, source.case):
            away, stays = _sorted(permit_joining(unit, desk, kept), double)
            for part in parts_of([*map(change_of_deletion, away), *_unsaid(unit, double, kept, kept)]):
                dots += [write_case(desk, unit, kept, part, words, said=TELLING).dot] if part else []
            here += _unsaid(unit, double, kept, double)
            gone, stayed = [*gone, *away], [*stayed, *stays]
        dots += [write_case(desk, unit, double, here, words, said=TELLING).dot] if here else []
    kinds = frozenset({CASE.name, LINK.name, *(row.record.name for row in gone)})
    return Joined(Changed(kinds, None, double, tuple(dots)), len(gone), tuple(stayed))


def copies_in(reader: Reader, double: bytes, kept: bytes) -> list[Row]:
    """Return the live copies of a case's rows that stand in the case into which it was joined."""
    found = (
        reader.get_row(record, copy_id(kept, row.id))
        for record in COPIED
        for row in reader.find_rows(record, case=double, with_deleted=True)
    )
    return [row for row in found if row is not None and not row.deleted and row.case == kept]


def _joined_into(reader: Reader, double: Row) -> list[bytes]:
    """Return the cases into which a case was joined: where it was moved, and what says still that both are one.

    The latter is left where two PCs joined and parted the same cases apart: each put away its own copies alone.
    """
    found = {one for one in live_values(double, "moved_to") if isinstance(one, bytes)}
    for said in reader.find_rows(LINK, case=double.id, where={"reason": DUPLICATE}):
        other = said["other"]
        found |= {other} if isinstance(other, bytes) and said.id == link_id(double.id, other, double.id) else set()
    if not found:
        raise UserError("not-moved", _("This case was not joined into another one."))
    return sorted(found)


def _sorted(target: Eyes, double: bytes) -> tuple[list[Row], list[Row]]:
    """Return the copies that are put away, and those that stay: written since, or named by something that stays."""
    unit, kept = target.reader, target.case.id
    joining = {one.dot for one in unit.find_happenings(kept, link_id(double, kept, kept))}
    copies = {row.id: target.cut(row) for row in copies_in(unit, double, kept)}
    rows = (target.cut(row) for record in CASE_RECORDS for row in unit.find_rows(record, case=kept))
    others = [
        row for row in rows if row.id not in copies and row.record is not CASE and row.id != link_id(double, kept, kept)
    ]
    waiting = {row.id for row in copies.values() if _is_written_since(row, joining)}
    waiting |= {one for row in others for one in named_in(row)} & copies.keys()
    stays = set[bytes]()
    while waiting:
        stays |= waiting
        waiting = ({one for row in waiting for one in named_in(copies[row])} & copies.keys()) - stays
    return [row for one, row in copies.items() if one not in stays], [
        row for one, row in copies.items() if one in stays
    ]


def _is_written_since(row: Row, joining: set[Dot]) -> bool:
    """Tell whether something in a copy was not written by a joining."""
    return any(dot not in joining for number, dots in row.dots.items() if number != DELETED for dot in dots)


def _unsaid(unit: UnitOfWork, double: bytes, kept: bytes, said_in: bytes) -> list[Change]:
    """Return the change by which one of both cases stops saying that the other is the same matter."""
    row = unit.get_row(LINK, link_id(double, kept, said_in))
    return [change_of_deletion(row)] if row is not None and not row.deleted else []
