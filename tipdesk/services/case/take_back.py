"""Take back what a deed of one's own wrote to a row, by an ordinary entry that replaces exactly the dots of that deed.

Whoever undoes knows what they did, so this is no look of its own. A field gets back what the deed replaced, a row that
the deed made goes into the trash, and one that it put there comes out. Nothing that anybody wrote since is touched:
what was overwritten stays as it is now, and what others added to a new row shows as a conflict. The rules of an
ordinary save hold, and the log keeps both entries.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from tipdesk.domain.changes import Change, Deletion, Dot, Written
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.rows import DELETED_NAME, Happening, Row
from tipdesk.domain.schema import DELETED
from tipdesk.domain.texts import _
from tipdesk.domain.values import Sealed
from tipdesk.services.case.amend_record import read_amended
from tipdesk.services.case.rules import permit_edit, refuse_closed, refuse_own_verbs
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import deed
from tipdesk.services.results import Changed
from tipdesk.sync.merge import displayed
from tipdesk.sync.sealing import Spot


def take_back(desk: Desk, changed: Changed) -> Changed:
    """Take back what the officer's own verb wrote to one row; `changed` is what that verb answered.

    Raises UserError `changed-since` where nothing of it stands any more, `sealed-before` where what it replaced does
    not open to the officer, and those of an ordinary save.
    """
    with deed(desk) as unit:
        return take_back_in(unit, desk, changed)


def take_back_in(unit: UnitOfWork, desk: Desk, changed: Changed) -> Changed:
    """Take back as `take_back` does, in a unit of work that is open already; nothing is written where it raises."""
    back = _take_back(unit, desk, [changed])
    return Changed(changed.kinds, changed.case, changed.row, back.dots)


def take_back_all(desk: Desk, deeds: Sequence[Changed]) -> Changed:
    """Take back what the officer's own verb wrote to several rows of one case, as one entry.

    What does not stand any more is left out. Raises the UserErrors of `take_back`.
    """
    with deed(desk) as unit:
        return _take_back(unit, desk, deeds)


def _take_back(unit: UnitOfWork, desk: Desk, deeds: Sequence[Changed]) -> Changed:
    case = next((one.case for one in deeds if one.case), b"")
    eyes = permit_edit(unit, desk, case)
    changes = [change for one in deeds if (change := _change(unit, eyes, one)) is not None]
    if not changes:
        raise UserError("changed-since", _("It was changed again since. Write what should stand instead."))
    entry = write_case(desk, unit, eyes.case.id, changes)
    return Changed(frozenset(kind for one in deeds for kind in one.kinds), case, None, (entry.dot,))


def _change(unit: UnitOfWork, eyes: Eyes, changed: Changed) -> Change | None:
    story = unit.find_happenings(eyes.case.id, changed.row)
    wrote = [one for one in story if one.dot in changed.dots and one.actor in eyes.ids]
    record = wrote[0].record if wrote else None
    held = unit.get_row(record, wrote[0].row) if record else None
    if held is None:
        return None
    refuse_own_verbs(held.record)
    row = eyes.cut(held)
    return _unmade(row, changed.dots) if changed.is_new else _unwritten(unit, eyes, row, story, wrote)


def _unmade(row: Row, dots: Iterable[Dot]) -> Change | None:
    """Return the change that puts the row these entries made into the trash; None where it is there already."""
    if row.deleted:
        return None
    refuse_closed(row)
    mark: dict[int, Written] = {DELETED: Deletion(frozenset(dots))}
    return Change(row.record.number, row.id, mark, {DELETED: row.replaced_by_write(DELETED)})


def _unwritten(
    unit: UnitOfWork, eyes: Eyes, row: Row, story: Sequence[Happening], wrote: Iterable[Happening]
) -> Change | None:
    """Return the change that gives back what was replaced, in those fields where the deed's value still stands."""
    standing = {one.field: one for one in wrote if one.dot in row.dots.get(_number_of(row, one.field), ())}
    fields: dict[int, Written] = {}
    mark = standing.pop(DELETED_NAME, None)
    if mark is not None:
        fields[DELETED] = None if mark.after == "deleted" else Deletion(row.all_dots)
    before = {name: _before(eyes, row, one, story) for name, one in standing.items()}
    for name, value in (read_amended(unit, eyes, row, before) if before else {}).items():
        field = row.record.by_name[name]
        fields[field.number] = field.to_wire(value)
    replaces = {_number_of(row, name): (one.dot,) for name, one in standing.items()}
    if mark is not None:
        replaces[DELETED] = (mark.dot,)
    return Change(row.record.number, row.id, fields, replaces) if fields else None


def _number_of(row: Row, name: str) -> int:
    return DELETED if name == DELETED_NAME else row.record.by_name[name].number if name in row.record.by_name else -1


def _before(eyes: Eyes, row: Row, one: Happening, story: Iterable[Happening]) -> Value:
    """Return what a field showed before the deed: of several values that it replaced, the one that was displayed."""
    field = row.record.by_name[one.field]
    replaced = [then for then in story if then.field == one.field and then.dot in one.replaces]
    spot = Spot(eyes.case.id, row.record.number, row.id, field.number)
    values = [eyes.unsealing.value(spot, field, then.after) for then in sorted(replaced, key=_order)]
    if any(isinstance(value, Sealed) for value in values):
        raise UserError(
            "sealed-before", _("What stood here before is sealed to others. Write what should stand instead.")
        )
    wires = [field.to_wire(value) for value in values]
    return field.from_wire(displayed(wires, field.merge, partial(_rank, eyes.desk, field)))


def _order(one: Happening) -> tuple[int, bytes, int]:
    return (one.at, one.dot.log, one.dot.seq)


def _rank(desk: Desk, field: Field, wire: object) -> int:
    """Return the rank of a value among those of its field, as the store ranks them for display."""
    if field.codes and isinstance(wire, str):
        return desk.codes.rank(field.codes, wire)
    return int(wire) if isinstance(wire, bool) else -1
