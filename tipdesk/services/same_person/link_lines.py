"""What a person's links read like in a list: the case by its reference, the other person by code, what was found, why.

Nobody is named here, so that reading the lines is no look at another case; opening one is. `find_people` seeks whom a
person may be linked to, as every search does: by codes while one types, by names when the search is finished.
"""

from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.services.case.cases_seen import CaseSeen, CasesSeen
from tipdesk.services.case.find_words import Found, search
from tipdesk.services.case.titles import code_of, title_of
from tipdesk.services.desk import Desk
from tipdesk.services.eyes import mask
from tipdesk.services.same_person.link_person import PERSON, SAME
from tipdesk.services.same_person.links import Elsewhere, Known, Link, LinkReading

_SOUGHT = frozenset(BY_NAME[name].number for name in ("Person", "IdentityDocument", "ContactPoint"))
MOST_PEOPLE = 20


@dataclass(frozen=True)
class LinkLine:
    """One person who is, likely is, or is not the one that was asked about.

    `link` is the row that says so, None where it follows from other links. `is_against` marks one that says of two who
    are one by other links that they are not.
    """

    case: bytes
    person: bytes
    reference: str
    code: str
    result: str
    link: bytes | None = None
    basis: frozenset[str] = frozenset()
    words: str = ""
    is_against: bool = False


@dataclass(frozen=True)
class LinkLines:
    """The lines of one person, those that say it themselves first, and the cases of which only their being is told."""

    lines: tuple[LinkLine, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


def find_link_lines(desk: Desk, case: bytes, person: bytes, *, unmask: bool = False) -> LinkLines:
    """Return what is said of a person of a case that the officer has opened."""
    with desk.read() as reader:
        reading = LinkReading(reader, desk, case if unmask else None)
        found = reading.of(case, person)
        told = [(one.beyond(found.of), one) for one in found.links]
        named = {known for known, _link in told}
        through: list[tuple[Known, Link | None]] = [
            (known, None) for known in found.group if known != found.of and known not in named
        ]
        against = {one.row.id for one in found.contradictions if one.row is not None}
        lines = [_line(reading, known, link, against) for known, link in (*told, *through)]
    return LinkLines(tuple(line for line in lines if line is not None), found.elsewhere)


def find_people(
    desk: Desk, words: str, case: bytes, *, finished: bool = False, names: bool = True, limit: int = MOST_PEOPLE
) -> list[Found]:
    """Return the people of other cases who are found by these words, each once: by name, code, paper or telephone.

    A case that may not be read stands in the answer by its reference and post alone, as in every search.
    """
    hits = search(desk, [words], limit=limit, finished=finished, records=_SOUGHT, names=names)
    with desk.read() as reader:
        found: dict[object, Found] = {}
        cases = CasesSeen(reader, desk)
        for hit in hits:
            row = reader.get_row(BY_NAME[hit.kind], hit.row) if hit.row is not None else None
            owner = row.parent if row is not None and row.record is not PERSON else hit.row
            person = reader.get_row(PERSON, owner) if owner is not None else None
            if hit.case == case or (row is not None and (person is None or person.deleted)):
                continue
            seen, is_named = cases.of(hit.case), finished and names
            label = hit.label if person is None else _called(desk, seen, person, is_named=is_named)
            found.setdefault((hit.case, owner), Found(**{**vars(hit), "row": owner, "label": label}))
    return list(found.values())


def _called(desk: Desk, seen: CaseSeen | None, person: Row, *, is_named: bool) -> str:
    """Return what somebody who was found is called: by tag or code, with the name where that may be read and told."""
    code = code_of(mask(person, Level.SUMMARY), desk.codes)
    shown = seen.eyes.see(person) if seen is not None and is_named else None
    if seen is None or shown is None:
        return code
    title = title_of(mask(shown, seen.eyes.level), desk.codes)
    return title if title.startswith(code) else f"{code}  ·  {title}"


def _line(reading: LinkReading, known: Known, link: Link | None, against: set[bytes]) -> LinkLine | None:
    """Return the line of a person, None where their case may not be read or they are not there any more."""
    eyes, row = reading.eyes(known.case), reading.reader.get_row(PERSON, known.person)
    if eyes is None or row is None or not reading.is_open(known.case):
        return None
    said = link.row if link is not None else None
    basis = said["basis"] if said is not None else None
    return LinkLine(
        case=known.case,
        person=known.person,
        reference=str(eyes.case["reference"] or ""),
        code=code_of(mask(eyes.cut(row), Level.SUMMARY), reading.desk.codes),
        result=link.result if link is not None else SAME,
        link=said.id if said is not None else None,
        basis=frozenset(str(one) for one in basis) if isinstance(basis, frozenset) else frozenset(),
        words=str(said["words"] or "") if said is not None else "",
        is_against=said is not None and said.id in against,
    )
