"""Everything known of one human being: each case that tells of them, as far as the officer may see that case.

Each case is a look of its own, decided and audited as if it were opened, and masked at its own level. A case that may
not be opened is named by reference and post, to be asked about, and says nothing else; one of which the officer must
not know is not named at all.
"""

from dataclasses import dataclass
from functools import partial

from tipdesk.domain.errors import UserError
from tipdesk.domain.pages import children_of
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.texts import _
from tipdesk.services.access.declare_interest import get_eyes_asked
from tipdesk.services.desk import Desk
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import get_eyes, looking
from tipdesk.services.same_person.link_person import PERSON
from tipdesk.services.same_person.links import Elsewhere, LinkReading, Links

_PARTS = children_of(PERSON.name, CASE_RECORDS)


@dataclass(frozen=True)
class PersonThere:
    """A person as one case tells of them: their row, and what belongs to it, by record in the order it was made."""

    row: Row
    parts: tuple[Row, ...]


@dataclass(frozen=True)
class CaseThere:
    """What one case tells of a human being, at the level at which it is open to the officer."""

    case: bytes
    reference: str
    title: str
    level: Level
    people: tuple[PersonThere, ...]


@dataclass(frozen=True)
class Linked:
    """What is known of one human being, the case from which it was asked first.

    `elsewhere` are cases that tell more and may not be opened by the officer.
    """

    links: Links
    cases: tuple[CaseThere, ...]
    elsewhere: tuple[Elsewhere, ...]


def find_linked(desk: Desk, case: bytes, person: bytes, *, unmask: bool = False, is_asked: bool = True) -> Linked:
    """Return everything known of a person of a case in all cases that the officer may open, each an audited look.

    With `unmask` the answers of the case itself are shown that are hidden at first. With `is_asked`, a case is not
    opened before the officer has said whether they know somebody in it. Raises UserError `no-such-row` where the case
    has no such person, and those of `looking` for the case itself.
    """
    with looking(desk, case, Action.UNMASK if unmask else Action.VIEW) as eyes:
        first = _read_case(eyes, frozenset({person}))
        reading = LinkReading(eyes.reader, desk, case if unmask else None)
        links = reading.of(case, person)
        asked = _open_cases(reading, links)
    if not first.people:
        raise UserError("no-such-row", _("There is no such {record} in this case."), record=PERSON.name)
    own = frozenset(one.person for one in links.group if one.case == case)
    found, shut = [first], list(links.elsewhere)
    if own != {person}:
        with looking(desk, case, Action.UNMASK if unmask else Action.VIEW) as eyes:
            found = [_read_case(eyes, own)]
    permit = partial(get_eyes_asked if is_asked else get_eyes, action=Action.VIEW)
    for other, named in asked.items():
        people = frozenset(one.person for one in links.group if one.case == other)
        try:
            with looking(desk, other, permit=permit) as eyes:
                found.append(_read_case(eyes, people))
        except UserError:  # they have to say first whether they know somebody there, or it was shut meanwhile
            shut.append(named)
    return Linked(links, tuple(found), tuple(shut))


def _open_cases(reading: LinkReading, links: Links) -> dict[bytes, Elsewhere]:
    """Return the other cases of those who are one human being, as far as the officer may open them."""
    cases = dict.fromkeys(one.case for one in links.group if one.case != links.of.case and reading.is_open(one.case))
    found = reading.reader.find_case_summaries(list(cases))
    return {one.id: Elsewhere(one.id, one.reference, one.post) for one in found}


def _read_case(eyes: Eyes, people: frozenset[bytes]) -> CaseThere:
    """Return what a case tells of these of its persons, as far as the officer may see it."""
    rows = [row for row in eyes.reader.find_rows(PERSON, case=eyes.case.id) if row.id in people]
    parts: dict[bytes, list[Row]] = {}
    for record in _PARTS:
        for row in eyes.reader.find_rows(record, case=eyes.case.id):
            seen = eyes.see(row) if row.parent in people else None
            if seen is not None and seen.parent is not None:
                parts.setdefault(seen.parent, []).append(seen)
    own = eyes.cut(eyes.case)
    return CaseThere(
        eyes.case.id,
        str(own["reference"] or ""),
        str(own["title"] or ""),
        eyes.level,
        tuple(PersonThere(eyes.cut(row), tuple(parts.get(row.id, ()))) for row in rows),
    )
