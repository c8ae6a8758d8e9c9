"""Take back what a deed of one's own wrote to one row of a register, as `case/take_back` does in a case."""

from functools import partial

from tipdesk.domain.changes import Change
from tipdesk.domain.rules.registers import Act
from tipdesk.services.case.undoing import changed_since, unmade, unwritten
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.look import deed
from tipdesk.services.registers.kept import get_seen
from tipdesk.services.registers.writing import read_amended, write_register
from tipdesk.services.relation import own_ids
from tipdesk.services.results import Changed


def take_back_row(desk: Desk, changed: Changed) -> Changed:
    """Take back what the officer's own verb wrote to a row; `changed` is what that verb answered.

    Raises UserError `changed-since` where nothing of it stands any more, and those of an ordinary save.
    """
    with deed(desk) as unit:
        change = _change(unit, desk, changed)
        if change is None:
            raise changed_since()
        entry = write_register(unit, [change])
    return Changed(changed.kinds, None, changed.row, (entry.dot,))


def _change(unit: UnitOfWork, desk: Desk, changed: Changed) -> Change | None:
    story = unit.find_happenings(None, changed.row)
    mine = own_ids(unit, desk)
    wrote = [one for one in story if one.dot in changed.dots and one.actor in mine]
    record = wrote[0].record if wrote else None
    if record is None:
        return None
    row = get_seen(unit, desk, record, wrote[0].row, Act.WRITE)
    if changed.is_new:
        return unmade(unit, row, changed.dots)
    read = partial(read_amended, unit, desk, row, is_ours_to_give=True)
    return unwritten(row, story, wrote, codes=desk.codes, read=read)
