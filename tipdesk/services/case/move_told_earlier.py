"""Move what a row tells of what belongs elsewhere: one entry makes the row where it is told now, and empties the old.

The new row gets an id that follows from the old one, so that the same move on two PCs makes one row. What it needs and
nobody told is answered by whoever moves; whoever may not read the old answer does not move it. Both changes are one
deed, and one undo brings both back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import derived_id
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.rules.told_earlier import Earlier, Home, find_earlier
from tipdesk.domain.texts import _
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.case.beginnings import with_beginnings
from tipdesk.services.case.rules import find_not_theirs, permit_edit, read_answers_in, refuse_fields
from tipdesk.services.case.take_back import take_back_all
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new, change_of_row, find_needed
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

_PURPOSE = "told earlier"


@dataclass(frozen=True)
class Moved:
    """What a move wrote: `changed` names the first new row, and `deeds` are all that is taken back together."""

    changed: Changed
    deeds: tuple[Changed, ...]


def move_told_earlier(
    desk: Desk,
    seen: Row,
    given: Mapping[str, object] | None = None,
    *,
    only: str | Home = "",
    draft: str | None = None,
    override: Override | None = None,
) -> Moved:
    """Move what a row, given as the officer saw it, tells of what belongs elsewhere.

    `only` is one of the rows that it makes, or the name of the one record into which is moved, "" for all. `given` are
    answers by the names of the new row's fields: what it needs besides, or what is told otherwise now. Raises UserError
    `nothing-earlier` where there is nothing to move, `hidden-answer` where the officer may not read an old answer,
    `settle-first` for one in dispute, `bad-fields` for what the new row needs, and those of `write_case`.
    """
    earlier = [one for one in find_earlier(seen) if only in ("", one.home, one.home.record.name)]
    if not earlier:
        raise UserError("nothing-earlier", _("Nothing is told here that belongs elsewhere."))
    for one in earlier:
        refuse_unmovable(one)
    with deed(desk, draft) as unit:
        eyes = permit_edit(unit, desk, case_of(seen))
        made = list(_made(unit, eyes, earlier, given or {}))
        emptied = dict.fromkeys((field.name for one in earlier for field in one.fields), None)
        refuse_fields(find_not_theirs(eyes, seen, emptied))
        change = change_of_row(seen, emptied)
        changes = [*made, *([change] if change is not None else [])]
        entry = write_case(desk, unit, eyes.case.id, changes, said=Said(override=override))
    kinds = frozenset({seen.record.name, *(one.home.record.name for one in earlier)})
    deeds = [
        Changed(frozenset({one.home.record.name}), eyes.case.id, new.row, (entry.dot,), is_new=True)
        for one, new in zip(earlier, made, strict=True)
    ]
    old = Changed.of(seen.record.name, eyes.case.id, seen.id, entry.dot)
    return Moved(Changed(kinds, eyes.case.id, made[0].row, (entry.dot,), is_new=True), (*deeds, old))


def take_back_move(desk: Desk, changed: Changed, seen: Row) -> Changed:
    """Take back a move into one row: that row goes into the trash, and the old answers stand again.

    `changed` is what the move answered, and `seen` the row from which it moved. Raises the UserErrors of `take_back`.
    """
    return take_back_all(desk, (changed, Changed.of(seen.record.name, changed.case, seen.id, *changed.dots)))


def refuse_unmovable(earlier: Earlier) -> None:
    """Raise UserError `hidden-answer` or `settle-first` where a group of old answers cannot be moved by its reader."""
    if earlier.is_hidden:
        raise UserError(
            "hidden-answer", _("You may not read what was told here, so you cannot move it. Ask to see it first.")
        )
    if earlier.is_disputed:
        raise UserError("settle-first", _("Settle the answers that are in conflict first."))


def _made(unit: UnitOfWork, eyes: Eyes, earlier: Sequence[Earlier], given: Mapping[str, object]) -> Iterator[Change]:
    """Yield the new row of each group; refuse every answer of all of them that is not right."""
    desk, problems = eyes.desk, list(_find_unknown(earlier, given))
    read: list[tuple[Earlier, dict[str, Value]]] = []
    for one in earlier:
        record = one.home.record
        known = one.values() if len(earlier) > 1 else {}  # of several new rows, an answer is for those that lack it
        own = {name: answer for name, answer in given.items() if name in record.by_name and name not in known}
        told = with_beginnings(desk, record, own)
        values, refused = read_answers_in(unit, desk, eyes.case.id, record, told)
        values.update({name: value for name, value in one.values().items() if name not in own})
        needed = find_needed(record, values, [problem.path for problem in refused], record.name)
        problems += [*refused, *needed]
        read.append((one, values))
    refuse_fields(problems)
    for one, values in read:
        yield change_of_new(one.home.record, _new_id(unit, desk, one), values)


def _find_unknown(earlier: Iterable[Earlier], given: Mapping[str, object]) -> Iterator[FieldProblem]:
    records = [one.home.record for one in earlier]
    for name in given:
        if not any(name in record.by_name for record in records):
            named = (("record", records[0].name), ("name", name[:40]))
            yield FieldProblem(f"{records[0].name}.{name}", _("{record} has no field named {name}."), named)


def _new_id(unit: UnitOfWork, desk: Desk, one: Earlier) -> bytes:
    """Return the id that follows from the old row, or another where a row with that id was made before."""
    about = [f"{name}={code}".encode() for name, code in one.home.having]
    derived = derived_id(one.row.id, f"{_PURPOSE} {one.home.record.name}", *about)
    return derived if unit.get_row(one.home.record, derived) is None else desk.ids.new_id()
