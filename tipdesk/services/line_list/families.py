"""Make the relationships of those who have one family letter: a household, or parents and their children.

A letter on a tag says that people came as one; what they are to each other is recorded only because somebody said so,
and by whom stands beside it. A pair that has a relationship already, whatever it says, is left as it is.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.texts import _
from tipdesk.services.case.rules import permit_edit, read_answers_in, refuse_fields
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import TELLING
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new
from tipdesk.services.line_list.family_letters import read_family
from tipdesk.services.line_list.lines import Line
from tipdesk.services.line_list.open_list import read_list
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

HOUSEHOLD, PARENT = "same_household", "parent"
_RELATIONSHIP = BY_NAME["Relationship"]
FEWEST = 2


@dataclass(frozen=True)
class Joined:
    """What was made: `deeds` can be taken back together (`take_back_all`)."""

    changed: Changed
    deeds: tuple[Changed, ...]


def join_family(
    desk: Desk, case: bytes, letter: str, *, parents: Collection[bytes] = (), claimed_by: str = ""
) -> Joined:
    """Record how those with one family letter belong together, as one entry.

    Without `parents` they are of one household. Otherwise each of these persons is a parent of each of the others, and
    nothing is said of two parents, or of two children. `claimed_by` says who told it. Raises UserError `no-family`
    where fewer than two have the letter or the parents are none of them, `joined-already` where nothing is left to
    record, and those of an ordinary save.
    """
    with deed(desk) as unit:
        eyes = permit_edit(unit, desk, case)
        members = find_members(read_list(eyes), letter)
        ids = {member.person.id for member in members}
        if len(members) < FEWEST or not ids.issuperset(parents) or ids == set(parents):
            raise UserError("no-family", _("Give one letter to two people or more, and say which of them are parents."))
        known = _known_pairs(unit, eyes)
        pairs = [pair for pair in _pairs(members, frozenset(parents)) if frozenset(pair) not in known]
        if not pairs:
            raise UserError("joined-already", _("How they belong together is recorded already."))
        given = {"family": PARENT if parents else HOUSEHOLD, "claimed_by": claimed_by}
        values, problems = read_answers_in(unit, desk, case, _RELATIONSHIP, given)
        refuse_fields(problems)
        changes = [
            change_of_new(_RELATIONSHIP, desk.ids.new_id(), {**values, "person": person, "other": other})
            for person, other in pairs
        ]
        entry = write_case(desk, unit, case, changes, said=TELLING)
    kinds = frozenset({_RELATIONSHIP.name})
    deeds = tuple(Changed(kinds, case, change.row, (entry.dot,), is_new=True) for change in changes)
    return Joined(Changed(kinds, case, None, (entry.dot,), is_new=True), deeds)


def find_members(lines: Sequence[Line], letter: str) -> list[Line]:
    """Return those with this family letter."""
    wanted = read_family(letter)
    return [line for line in lines if wanted and line.family == wanted]


def _pairs(members: Sequence[Line], parents: frozenset[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield each person with the other of whom something is said: a child first, the parent second."""
    for one, two in combinations((member.person.id for member in members), 2):
        if not parents:
            yield one, two
        elif (one in parents) != (two in parents):
            yield (two, one) if one in parents else (one, two)


def _known_pairs(unit: UnitOfWork, eyes: Eyes) -> set[frozenset[bytes]]:
    rows = unit.find_rows(_RELATIONSHIP, case=eyes.case.id)
    return {frozenset(side for side in (row["person"], row["other"]) if isinstance(side, bytes)) for row in rows}
