"""The links of persons across cases, read both ways: what is said of whom, and who is one human being by it.

Only what an officer may read counts. A link lies in one case and is read there, by the rights that the officer has in
that case; of one that they may not read, which names a person whom they see, they learn that it exists: the reference
and the post of its case, as a search tells it. Persons are one human being by links that say *same*, also over several
cases, and a copy is one with the person of whom it was made (`copies`). A link that says *not the same* of two whom
other links make one is a contradiction, which is shown and never decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.rules.caution import live_values
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import Eyes
from tipdesk.services.same_person.copies import DUPLICATE, copy_id
from tipdesk.services.same_person.copies import LINK as CASE_LINK
from tipdesk.services.same_person.link_person import LINK, NOT_SAME, PERSON, SAME

_CASE = BY_NAME["Case"]


class Known(NamedTuple):
    """A person of a case."""

    case: bytes
    person: bytes


@dataclass(frozen=True)
class Link:
    """What is said of two persons: `row` is the PersonLink, None for a copy, which is the same by how it was made."""

    one: Known
    other: Known
    row: Row | None = None

    @property
    def result(self) -> str:
        """Return what was found: a code of `link_result`."""
        return str(self.row["result"] or "") if self.row is not None else SAME

    def beyond(self, known: Known) -> Known:
        """Return the other one of the two."""
        return self.other if known == self.one else self.one


class Elsewhere(NamedTuple):
    """That there is something in a case that the officer may not read: whom to ask, by reference and post."""

    case: bytes
    reference: str
    post: str


@dataclass(frozen=True)
class Links:
    """What is said of one person, as far as the officer may read it.

    `links` name the person themself, `group` are all who are one human being with them, themself first, and
    `contradictions` say of two of these that they are not. `elsewhere` are cases that say something of one of them.
    """

    of: Known
    links: tuple[Link, ...] = ()
    group: tuple[Known, ...] = ()
    contradictions: tuple[Link, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass
class LinkReading:
    """Reads links in one state of the store; how the officer stands to a case is asked once.

    The case `unmasked` is looked at with its hidden answers shown, every other one is merely viewed.
    """

    reader: Reader
    desk: Desk
    unmasked: bytes | None = None
    _eyes: dict[bytes, Eyes | None] = field(default_factory=dict)

    def of(self, case: bytes, person: bytes) -> Links:
        """Return what is said of a person, whom the officer sees."""
        start = Known(case, person)
        group = self._group(start)
        own = tuple(one for one in self._links if start in (one.one, one.other))
        against = [one for one in self._links if one.result == NOT_SAME and {one.one, one.other} <= set(group)]
        told = {known.case for one in own for known in (one.one, one.other)} | {one.case for one in group}
        return Links(start, own, group, tuple(against), tuple(self._elsewhere(group, told)))

    def eyes(self, case: bytes) -> Eyes | None:
        """Return the officer's eyes on a case, None where it is not here."""
        if case not in self._eyes:
            row = self.reader.get_row(_CASE, case)
            action = Action.UNMASK if case == self.unmasked else Action.VIEW
            self._eyes[case] = Eyes(self.reader, self.desk, row, action) if row is not None else None
        return self._eyes[case]

    def is_open(self, case: bytes) -> bool:
        """Tell whether something of a case may be read by the officer."""
        eyes = self.eyes(case)
        return eyes is not None and eyes.level > Level.EXISTS

    @cached_property
    def _rows(self) -> list[Row]:
        return [row for row in self.reader.find_rows(LINK) if row.case is not None]

    @cached_property
    def _links(self) -> tuple[Link, ...]:
        return (*filter(None, map(self._read, self._rows)), *self._copied())

    def _read(self, row: Row) -> Link | None:
        """Return a link as the officer may read it, None where they may not see whom it names."""
        eyes = self.eyes(row.case or b"")
        if eyes is None or eyes.level <= Level.EXISTS:
            return None
        return _link_of(eyes.cut(row))

    def _copied(self) -> Iterator[Link]:
        """Yield that persons who were copied into another case are the same there."""
        for said in self.reader.find_rows(CASE_LINK, where={"reason": DUPLICATE}):
            double, kept = said.case or b"", said["other"]
            eyes = self.eyes(double)
            if not isinstance(kept, bytes) or eyes is None or kept not in live_values(eyes.case, "moved_to"):
                continue
            if not self.is_open(double) or not self.is_open(kept):
                continue
            for person in self.reader.find_rows(PERSON, case=double):
                copy = self.reader.get_row(PERSON, copy_id(kept, person.id))
                if copy is not None and not copy.deleted:
                    yield Link(Known(double, person.id), Known(kept, copy.id))

    def _group(self, start: Known) -> tuple[Known, ...]:
        found = [start]
        for known in found:  # grows while it is walked
            for one in self._links:
                other = one.beyond(known)
                if known in (one.one, one.other) and one.result == SAME and other not in found:
                    found.append(other)
        return tuple(found)

    def _elsewhere(self, group: tuple[Known, ...], told: set[bytes]) -> Iterator[Elsewhere]:
        """Yield the cases of which no more may be told than that they say something of somebody in the group."""
        people = {one.person for one in group}
        shut = {case for case in told if not self.is_open(case)}
        for row in self._rows:
            is_about = row["person"] in people or row["other_person"] in people
            if is_about and row.case is not None and not self.is_open(row.case):
                shut.add(row.case)
        for summary in self.reader.find_case_summaries(sorted(shut)):
            eyes = self.eyes(summary.id)
            if eyes is not None and eyes.knows_of:
                yield Elsewhere(summary.id, summary.reference, summary.post)


def find_links(desk: Desk, case: bytes, person: bytes, *, unmask: bool = False) -> Links:
    """Return what is said of a person of a case that the officer has opened; it names others by ids alone."""
    with desk.read() as reader:
        return LinkReading(reader, desk, case if unmask else None).of(case, person)


def _link_of(row: Row) -> Link | None:
    person, case, other = (row[name] for name in ("person", "other_case", "other_person"))
    if row.case is None or not all(isinstance(one, bytes) for one in (person, case, other)):
        return None
    return Link(Known(row.case, person), Known(case, other), row)  # type: ignore[arg-type] # ids, as was just asked
