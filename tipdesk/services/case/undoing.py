"""What an undo writes to one row: exactly the dots of the deed that is taken back are replaced, and nothing else.

A field gets back what the deed replaced, a row that the deed made goes into the trash, and one that it put there comes
out. What anybody wrote since stays. Who may undo, and what opens of what stood there before, is for the verbs: those of
cases (`case/take_back`) and those of registers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from tipdesk.domain.changes import Change, Deletion, Dot, Written
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.rows import DELETED_NAME, Happening, Row
from tipdesk.domain.schema import DELETED
from tipdesk.domain.texts import _
from tipdesk.domain.values import Sealed
from tipdesk.services.case.rules import refuse_closed
from tipdesk.services.desk import Reader
from tipdesk.sync.merge import displayed

Read = Callable[[Mapping[str, Value]], Mapping[str, Value]]
"""Checks the values that shall stand again by the rules of an ordinary save, and returns them."""
Opened = Callable[[Field, Value], Value]
"""Returns a value of a field as it opens to the officer."""


def _as_it_is(_field: Field, value: Value) -> Value:
    return value


def changed_since() -> UserError:
    """Return the refusal for a deed of which nothing stands any more."""
    return UserError("changed-since", _("It was changed again since. Write what should stand instead."))


def unmade(reader: Reader, row: Row, dots: Iterable[Dot]) -> Change | None:
    """Return the change that puts the row these entries made into the trash; None where it is there already."""
    if row.deleted:
        return None
    refuse_closed(row, reader)
    mark: dict[int, Written] = {DELETED: Deletion(frozenset(dots))}
    return Change(row.record.number, row.id, mark, {DELETED: row.replaced_by_write(DELETED)})


def unwritten(
    row: Row,
    story: Sequence[Happening],
    wrote: Iterable[Happening],
    *,
    codes: CodeBook,
    read: Read,
    opened: Opened = _as_it_is,
) -> Change | None:
    """Return the change that gives back what was replaced, in those fields where the deed's value still stands.

    `story` is what happened to the row, and `wrote` what of it the deed wrote. Raises UserError `sealed-before` where
    what stood there does not open to the officer.
    """
    standing = {one.field: one for one in wrote if one.dot in row.dots.get(_number_of(row, one.field), ())}
    fields: dict[int, Written] = {}
    mark = standing.pop(DELETED_NAME, None)
    if mark is not None:
        fields[DELETED] = None if mark.after == "deleted" else Deletion(row.all_dots)
    before = {name: _before(codes, row, one, story, opened) for name, one in standing.items()}
    for name, value in (read(before) if before else {}).items():
        field = row.record.by_name[name]
        fields[field.number] = field.to_wire(value)
    replaces = {_number_of(row, name): (one.dot,) for name, one in standing.items()}
    if mark is not None:
        replaces[DELETED] = (mark.dot,)
    return Change(row.record.number, row.id, fields, replaces) if fields else None


def _number_of(row: Row, name: str) -> int:
    return DELETED if name == DELETED_NAME else row.record.by_name[name].number if name in row.record.by_name else -1


def _before(codes: CodeBook, row: Row, one: Happening, story: Iterable[Happening], opened: Opened) -> Value:
    """Return what a field showed before the deed: of several values that it replaced, the one that was displayed."""
    field = row.record.by_name[one.field]
    replaced = [then for then in story if then.field == one.field and then.dot in one.replaces]
    values = [opened(field, then.after) for then in sorted(replaced, key=_order)]
    if any(isinstance(value, Sealed) for value in values):
        raise UserError(
            "sealed-before", _("What stood here before is sealed to others. Write what should stand instead.")
        )
    wires = [field.to_wire(value) for value in values]
    return field.from_wire(displayed(wires, field.merge, partial(_rank, codes, field)))


def _order(one: Happening) -> tuple[int, bytes, int]:
    return (one.at, one.dot.log, one.dot.seq)


def _rank(codes: CodeBook, field: Field, wire: object) -> int:
    """Return the rank of a value among those of its field, as the store ranks them for display."""
    if field.codes and isinstance(wire, str):
        return codes.rank(field.codes, wire)
    return int(wire) if isinstance(wire, bool) else -1
