"""Take back what a deed of one's own wrote to a row, by an ordinary entry that replaces exactly the dots of that deed.

Whoever undoes knows what they did, so this is no look of its own. A field gets back what the deed replaced, a row that
the deed made goes into the trash, and one that it put there comes out. Nothing that anybody wrote since is touched:
what was overwritten stays as it is now, and what others added to a new row shows as a conflict. The rules of an
ordinary save hold, and the log keeps both entries.
"""

from collections.abc import Sequence
from functools import partial

from tipdesk.domain.changes import Change, Dot
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.records import BY_NUMBER
from tipdesk.services.case.amend_record import read_amended
from tipdesk.services.case.rules import permit_edit, refuse_own_verbs
from tipdesk.services.case.undoing import changed_since, unmade, unwritten
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import deed
from tipdesk.services.results import Changed
from tipdesk.sync.sealing import Spot


def deed_of(case: bytes, change: Change, *dots: Dot) -> Changed:
    """Return by what the row of one change is taken back; a change that replaces nothing made its row."""
    kinds = frozenset({BY_NUMBER[change.record].name})
    return Changed(kinds, case, change.row, dots, is_new=not change.replaces)


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
        raise changed_since()
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
    if changed.is_new:
        return unmade(unit, row, changed.dots)

    def opened(field: Field, value: Value) -> Value:
        return eyes.unsealing.value(Spot(eyes.case.id, row.record.number, row.id, field.number), field, value)

    return unwritten(
        row, story, wrote, codes=eyes.desk.codes, read=partial(read_amended, unit, eyes, row), opened=opened
    )
