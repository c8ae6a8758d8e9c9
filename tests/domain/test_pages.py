"""The registry of pages: every record that people read has its page."""

from __future__ import annotations

from typing import Annotated

import pytest

from tests.sources import ROOT
from tipdesk.domain.kinds import Reference, Text
from tipdesk.domain.pages import (
    OTHER,
    PAGES,
    REGISTERS,
    children_of,
    page_of,
    pages_for,
    records_of,
    register_records,
    registers_in,
    things_in,
)
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.schema import RecordType, Scope, declared_within, record


def declared(page: str) -> RecordType:
    """Return a record that was declared with this page."""

    @record(number=998, scope=Scope.CASE, label="Thing", parent="owner", page=page, icon="flag")
    class Thing:
        """Something."""

        owner: Annotated[bytes | None, Reference(1, "Owner", record="Person")] = None
        mark: Annotated[str | None, Text(2, "Mark")] = None

    return next(one for one in declared_within("tests.domain") if one.cls is Thing)


@pytest.mark.parametrize("one", PLAIN_RECORDS, ids=lambda one: one.name)
def test_a_record_stands_on_a_page_of_the_registry(one: RecordType) -> None:
    """No page is misspelt, and an icon that is named can be drawn."""
    assert page_of(one) in PAGES
    assert not one.icon or (ROOT / "resources/icons" / f"{one.icon}.svg").is_file()


def test_every_page_has_an_icon_and_a_name_of_its_own() -> None:
    """Two pages are never one, and each can be drawn."""
    assert len({page.name for page in PAGES}) == len({page.label for page in PAGES}) == len(PAGES)
    assert [page.name for page in PAGES if not (ROOT / "resources/icons" / f"{page.icon}.svg").is_file()] == []


def test_a_page_is_found_by_its_name_however_it_is_written() -> None:
    """Capitals make no other page of it; a record without a page stands on the last one."""
    assert page_of(declared("Evidence")).name == "evidence"
    assert page_of(declared("")) == OTHER


def test_a_page_that_only_a_record_names_comes_last() -> None:
    """Its rows stand under the name that was given; the registry keeps its order before it."""
    strange = declared("Weather")
    assert pages_for((strange, BY_NAME["Note"])) == (*PAGES, page_of(strange))
    assert (page_of(strange).label, page_of(strange).icon, page_of(strange).is_kept) == ("Weather", "flag", False)


def test_repeated_groups_are_told_by_the_declared_parent() -> None:
    """What belongs to a person is what says so, in the order of declaration; none of it belongs to a note."""
    records = (*PLAIN_RECORDS, declared("evidence"))
    found = children_of("Person", records)
    assert {"CaseRole", "Episode", "JourneyLeg", "Thing"} <= {one.name for one in found}
    assert [one for one in records if one in found] == list(found)
    assert [one.name for one in children_of("Note", records) if one in found] == []


def test_a_register_is_a_page_that_its_record_names() -> None:
    """It has the record's plural and icon and stands in the group of registers; bookkeeping has no page of its own."""

    @record(number=995, scope=Scope.REGISTER, label="Inmate", plural="Inmates", page="Inmates", icon="users")
    class Inmate:
        """Somebody in a register."""

        name: Annotated[str | None, Text(1, "Name")] = None

    declared_here = next(one for one in declared_within("tests.domain") if one.cls is Inmate)
    *known, page = registers_in((declared_here, *BY_NAME.values()))
    assert [one.name for one in known] == ["outreach", "cooperation"], "those that have a name of their own come first"
    assert (page.name, page.label, page.icon, page.group) == ("inmates", "Inmates", "users", REGISTERS)
    assert register_records(page, (*BY_NAME.values(), declared_here)) == (declared_here,)


def test_a_page_knows_its_records() -> None:
    """Every record of a page is among them, in the order of declaration, and no other."""
    for page in PAGES:
        assert all(page_of(one) == page for one in records_of(page, PLAIN_RECORDS))
    assert sum(len(records_of(page, PLAIN_RECORDS)) for page in PAGES) == len(PLAIN_RECORDS)


def test_records_that_are_one_thing_stand_together() -> None:
    """A role and a relationship are one thing to an officer; a record of no thing stands alone under its plural."""
    found = {
        thing.label: [one.name for one in parts] for thing, parts in things_in(children_of("Person", PLAIN_RECORDS))
    }
    assert found["Role"] == ["CaseRole", "Relationship", "SuspectStatus"]
    assert found["Episodes"] == ["Episode"]
    assert sum(map(len, found.values())) == len(children_of("Person", PLAIN_RECORDS))
