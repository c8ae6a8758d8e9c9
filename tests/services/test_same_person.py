"""One human being in several cases: said with why, read both ways, gathered as far as each case is open, and undone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk
from tests.services.arrived import arrived_case
from tests.services.documents import a_document
from tests.services.refusals import refusal
from tests.services.rooms import CARER, COLLEAGUE, COORDINATOR, OWNER, Room, a_room
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.case.add_record import add_record
from tipdesk.services.same_person.find_linked import find_linked
from tipdesk.services.same_person.link_lines import find_link_lines
from tipdesk.services.same_person.link_person import LINK, link_person, restore_link, unlink_person
from tipdesk.services.same_person.links import find_links

if TYPE_CHECKING:
    from tipdesk.services.desk import Actor

WHY = "The same passport in both"


class Cases:
    """Three cases of the owner with one person each, then two of a colleague: an open one, and one for few people."""

    def __init__(self) -> None:
        self.room: Room = a_room()
        desk = self.room.desk(OWNER)
        self.cases = [self.room.case, *(arrived_case(desk, a_document()).id for _number in range(2))]
        theirs = (a_document(), a_document(sealing="restricted"))
        self.cases += [arrived_case(make_desk(self.room.store, COLLEAGUE), one).id for one in theirs]
        self.people = [next(one.id for one in self.room.rows("Person") if one.case == case) for case in self.cases]

    def at(self, number: int) -> tuple[bytes, bytes]:
        """Return case and person of a number."""
        return self.cases[number], self.people[number]

    def link(self, one: int, other: int, result: str = "same", actor: Actor = OWNER) -> bytes:
        """Say that two are one, or are not, and return the link."""
        row = link_person(self.room.desk(actor), *self.at(one), *self.at(other), WHY, result=result).row
        assert row is not None
        return row

    def group(self, number: int, actor: Actor = OWNER) -> set[int]:
        """Return the numbers of those who are one human being with a person."""
        found = find_links(self.room.desk(actor), *self.at(number)).group
        return {self.people.index(one.person) for one in found}


@pytest.fixture
def cases() -> Cases:
    """The cases."""
    return Cases()


def test_links_are_read_both_ways_and_over_several_cases(cases: Cases) -> None:
    """First to second and third to second make one of three, asked from any; *likely* joins nobody."""
    cases.link(0, 1)
    assert (cases.group(0), cases.group(1), cases.group(2)) == ({0, 1}, {0, 1}, {2})
    cases.link(2, 1)
    assert cases.group(0) == cases.group(1) == cases.group(2) == {0, 1, 2}
    link = next(one for one in cases.room.rows("PersonLink") if one.case == cases.cases[2])
    unlink_person(cases.room.desk(OWNER), link.id)
    cases.link(2, 1, "likely_same")
    assert cases.group(0) == {0, 1}
    links = find_links(cases.room.desk(OWNER), *cases.at(1)).links
    assert sorted(one.result for one in links) == ["likely_same", "same"]


def test_a_not_same_within_a_group_is_a_contradiction(cases: Cases) -> None:
    """Two whom links make one, and of whom a third link says that they are not: shown, and nobody is left out."""
    cases.link(0, 1)
    cases.link(1, 2)
    against = cases.link(2, 0, "not_same")
    found = find_links(cases.room.desk(OWNER), *cases.at(1))
    assert [one.row.id for one in found.contradictions if one.row] == [against]
    assert len(found.group) == 3
    unlink_person(cases.room.desk(OWNER), against)
    assert find_links(cases.room.desk(OWNER), *cases.at(1)).contradictions == ()


def test_undo_leaves_every_row_as_it_was(cases: Cases) -> None:
    """A link, taken back and said again: the rows of both cases are those from before, to the last dot."""
    before = {row.id: row for name in ("Person", "CaseRole", "Episode", "Note") for row in cases.room.rows(name)}
    link = cases.link(0, 1)
    desk = cases.room.desk(OWNER)
    unlink_person(desk, link, "A mistake")
    after = {row.id: row for name in ("Person", "CaseRole", "Episode", "Note") for row in cases.room.rows(name)}
    assert after == before
    assert cases.group(0) == {0}
    assert refusal(partial(unlink_person, desk, link)).code == "no-such-link"
    restore_link(desk, link)
    assert cases.group(0) == {0, 1}


def test_what_is_refused(cases: Cases) -> None:
    """No words, two of one case, somebody who is not there, a second link, and a case whose people are hidden."""
    desk = cases.room.desk(OWNER)
    own, other = cases.at(0), cases.at(1)
    assert refusal(partial(link_person, desk, *own, *other, " ")).code == "reason-needed"
    assert refusal(partial(link_person, desk, *own, *own, WHY)).code == "same-case"
    assert refusal(partial(link_person, desk, *own, other[0], b"x" * 16, WHY)).code == "no-such-row"
    assert refusal(partial(link_person, desk, *own, *other, WHY, result="maybe")).code == "bad-fields"
    cases.link(0, 1)
    assert refusal(partial(link_person, desk, *own, *other, WHY)).code == "linked-already"
    colleague = cases.room.desk(COLLEAGUE)
    assert refusal(partial(link_person, colleague, *cases.at(3), *own, WHY)).code == "not-allowed"
    assert refusal(partial(link_person, desk, *own, *cases.at(3), WHY)).code == "not-allowed"


def test_each_case_tells_what_it_may_show(cases: Cases) -> None:
    """A colleague's case shows its person by code alone, and each case that is read is audited as a look of its own."""
    cases.link(0, 1)
    cases.link(0, 3, actor=COORDINATOR)
    looks = len(cases.room.looks())
    found = find_linked(cases.room.desk(OWNER), *cases.at(0), is_asked=False)
    told = {one.case: one for one in found.cases}
    assert list(told) == [cases.cases[number] for number in (0, 1, 3)]
    [person], [hidden] = told[cases.cases[1]].people, told[cases.cases[3]].people
    assert (person.row["family_name"], [one.record.name for one in person.parts]) == ("Doe", ["CaseRole", "Episode"])
    assert (hidden.row["family_name"], "family_name" in hidden.row.masked) == (None, True)
    assert (told[cases.cases[3]].level, found.elsewhere) == (Level.SUMMARY, ())
    assert cases.room.looks()[looks:] == [("view", "allowed")] * 3
    asked = find_linked(cases.room.desk(OWNER), *cases.at(0))
    assert ([one.case for one in asked.cases], len(asked.elsewhere)) == (cases.cases[:2], 1)


def test_a_case_that_may_not_be_opened_only_exists(cases: Cases) -> None:
    """Of a case for few people there is reference and post; so it is of one that names whom the officer sees."""
    cases.link(0, 4, actor=COORDINATOR)
    cases.link(3, 0, actor=COORDINATOR)
    desk = cases.room.desk(OWNER)
    found = find_linked(desk, *cases.at(0), is_asked=False)
    assert [one.case for one in found.elsewhere] == [cases.cases[4]]
    exclude_officer(cases.room.desk(COORDINATOR), cases.cases[4], "officer1", "Knows the family")
    assert find_linked(desk, *cases.at(0), is_asked=False).elsewhere == ()
    add_record(desk, cases.cases[0], BY_NAME["Task"], {"title": "Visit", "assigned_to": "carer", "status": "open"})
    theirs = find_linked(cases.room.desk(CARER), *cases.at(0), is_asked=False)
    assert [one.case for one in theirs.cases] == [cases.cases[0]]
    assert {one.case for one in theirs.elsewhere} == set(cases.cases[3:])


def test_what_is_sealed_is_linked_for_holders_alone() -> None:
    """A link holds no open name of whom it links: who they are is of the class of names."""
    assert [field.name for field in LINK.fields if field.sensitivity > 1] == ["person", "other_case", "other_person"]


def test_what_it_rests_on_is_kept(cases: Cases) -> None:
    """Why in words, and the codes of what it rests on, stand in the link and in its line, which names nobody."""
    link_person(cases.room.desk(OWNER), *cases.at(0), *cases.at(1), WHY, basis=("photo", "document"))
    [link] = cases.room.rows("PersonLink")
    assert (link["basis"], link["words"]) == (frozenset({"photo", "document"}), WHY)
    [line] = find_link_lines(cases.room.desk(OWNER), *cases.at(1)).lines
    assert (line.basis, line.words, line.case, line.link) == (link["basis"], WHY, cases.cases[0], link.id)
    assert line.code.startswith("P-")
    assert len(line.code) == 6
