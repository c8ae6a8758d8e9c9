"""A matter that was entered twice: joined by copy, parted again, every row as it was, whatever two PCs did apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk
from tests.services.arrived import arrived_case
from tests.services.documents import a_document
from tests.services.refusals import refusal
from tests.services.rooms import COLLEAGUE, COORDINATOR, OWNER, Room
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rules.case_filter import ALL, OPEN, CaseFilter
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.find_case_ids import find_case_ids
from tipdesk.services.documents.case_file import Grid
from tipdesk.services.documents.read_case_file import read_case_file
from tipdesk.services.lists.find_cases import find_cases
from tipdesk.services.look import look
from tipdesk.services.same_person.copies import copy_id
from tipdesk.services.same_person.join_case import join_case
from tipdesk.services.same_person.link_person import link_person, unlink_person
from tipdesk.services.same_person.links import find_links
from tipdesk.services.same_person.part_case import part_case

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.rows import Row

WHY = "Both reports are about one bus"
PERSON, NOTE, LINK = BY_NAME["Person"], BY_NAME["Note"], BY_NAME["PersonLink"]


@pytest.fixture
def double(room: Room) -> bytes:
    """A second case of the same matter, with a suspect, a report and a task in it."""
    desk = room.desk(OWNER)
    document = a_document()
    document["records"] += [
        {"record": "Report", "fields": {"own_words": "A bus full of people", "sent_at": "2026-11-17T10:00:00+00:00"}},
        {"record": "Task", "fields": {"title": "Visit", "assigned_to": "officer2", "status": "open"}},
        {"record": "Person", "key": "p2", "fields": {"family_name": "Roe"}},
        {"record": "CaseRole", "fields": {"person": "p2", "role": "suspect"}},
        {
            "record": "SuspectStatus",
            "fields": {
                "person": "p2",
                "stage": "suspected",
                "investigator": "officer1",
                "grounds": "Two told of it.",
                "review_due": "2026-12-10",
            },
        },
        {"record": "Relationship", "fields": {"person": "p1", "other": "p2", "words": "Her employer"}},
    ]
    return arrived_case(desk, document).id


def rows_of(store: FakeStore, case: bytes) -> dict[bytes, Row]:
    """Return all rows of a case that people write, also those in the trash."""
    with store.read() as reader:
        found = (reader.find_rows(one, case=case, with_deleted=True) for one in (*PLAIN_RECORDS, LINK))
        return {row.id: row for rows in found for row in rows}


def told(row: Row) -> tuple[object, ...]:
    """Return what a row says, apart from by whom and when it was written."""
    siblings = {name: sorted(str(one.value) for one in values) for name, values in row.siblings.items()}
    return (
        row.record.name,
        {name: value for name, value in row.values.items() if value is not None},
        siblings,
        row.deleted,
    )


def test_the_rows_go_over_with_what_they_name(room: Room, double: bytes) -> None:
    """Copies name copies; what was told or signed, tasks and the role of a suspect stay; both cases say duplicate."""
    desk = room.desk(OWNER)
    joined = join_case(desk, double, room.case, WHY)
    view = look(desk, room.case)
    [mine, copy, other] = view.of("Person")
    assert (copy.id, copy["family_name"]) == (copy_id(room.case, look(desk, double).of("Person")[0].id), "Doe")
    assert [role["person"] for role in view.of("CaseRole")] == [mine.id, copy.id]
    [family] = view.of("Relationship")
    assert (family["person"], family["other"]) == (copy.id, other.id)
    assert sorted(row.record.name for row in joined.stayed) == ["CaseRole", "Report", "SuspectStatus", "Task"]
    assert (view.of("Report"), view.of("Task"), joined.rows) == ((), (), 6)
    for case, said_of in ((room.case, double), (double, room.case)):
        [said] = look(desk, case).of("CaseLink")
        assert (said["other"], said["reason"], said["words"]) == (said_of, "duplicate", WHY)
    assert {one.person for one in find_links(desk, room.case, copy.id).group} == {
        copy.id, look(desk, double).of("Person")[0].id,
    }  # fmt: skip


def test_the_history_tells_who_is_who_and_where_it_went(room: Room, double: bytes) -> None:
    """Links between people, the other case by its reference, and the names of what went into the trash are told."""
    desk = room.desk(OWNER)
    [mine, theirs] = [look(desk, case).of("Person")[0] for case in (room.case, double)]
    said = link_person(desk, room.case, mine.id, double, theirs.id, "Seen by one officer")
    unlink_person(desk, said.row or b"")
    join_case(desk, double, room.case, WHY)
    part_case(desk, double, WHY)
    reference = str(look(desk, double).case["reference"])
    history = read_case_file(desk, str(look(desk, room.case).case["reference"])).sections[-1]
    [grid] = history.parts
    assert isinstance(grid, Grid)
    told = [str(line.cells) for line in grid.lines]
    assert sum("Same person in another case" in line and reference in line for line in told) == 1
    assert sum("Link to another case" in line and reference in line for line in told) == 1
    assert any("Deleted or kept?" in line and "Doe" in line for line in told)


def test_the_double_leaves_the_open_cases(room: Room, double: bytes) -> None:
    """It is among all, with its stage, and not among the open ones, in no list; parted, it is there again."""
    desk = room.desk(OWNER)
    stage = look(desk, double).case["status"]
    join_case(desk, double, room.case, WHY)
    assert look(desk, double).case["status"] == stage
    assert find_case_ids(desk, only_open=True) == find_case_ids(desk, mine=True, only_open=True) == [room.case]
    assert (list(find_cases(desk, CaseFilter(OPEN)).ids), len(find_cases(desk, CaseFilter(ALL)).ids)) == (
        [room.case],
        2,
    )
    part_case(desk, double, WHY)
    assert set(find_case_ids(desk, only_open=True)) == {room.case, double}


def test_parting_puts_away_what_was_copied_and_keeps_what_was_written_since(room: Room, double: bytes) -> None:
    """An edited copy stays, with the person it belongs to, and so does whom a new note names; the rest is put away."""
    desk = room.desk(OWNER)
    before = {row.id: told(row) for row in rows_of(room.store, room.case).values()}
    there = rows_of(room.store, double)
    join_case(desk, double, room.case, WHY)
    view = look(desk, room.case)
    amend_record(desk, view.of("Episode")[1], {"began": "2024"})
    parted = part_case(desk, double, "Two buses after all")
    assert sorted(row.record.name for row in parted.stayed) == ["Episode", "Person"]
    after = rows_of(room.store, room.case)
    assert {one: told(after[one]) for one in before} == before
    live = {row.record.name for one, row in after.items() if one not in before and not row.deleted}
    assert live == {"Episode", "Person"}
    now = rows_of(room.store, double)
    assert {one: now[one] for one in there if one != double} == {one: there[one] for one in there if one != double}
    assert told(now[double]) == told(there[double])
    joined = join_case(desk, double, room.case, WHY)
    assert joined.rows == 6
    assert [str(row["began"]) for row in look(desk, room.case).of("Episode")] == ["2025", "2024"]
    assert len(look(desk, room.case).of("Note")) == 2


def test_who_joins(room: Room, double: bytes) -> None:
    """Whoever is in charge of both, and headquarters; a colleague is refused, and the refusal is audited."""
    assert refusal(partial(join_case, room.desk(COLLEAGUE), double, room.case, WHY)).code == "not-allowed"
    document = a_document()
    del document["records"][0]["fields"]["safe_contact"]  # is sealed, and headquarters has no key here
    theirs = arrived_case(make_desk(room.store, COLLEAGUE), document).id
    assert refusal(partial(join_case, room.desk(OWNER), theirs, room.case, WHY)).code == "not-allowed"
    assert room.looks()[-1] == ("denied", "denied")
    join_case(room.desk(COORDINATOR), theirs, room.case, WHY)
    assert refusal(partial(part_case, room.desk(COLLEAGUE), theirs, WHY)).code == "not-allowed"
    part_case(room.desk(COORDINATOR), theirs, WHY)


def test_what_is_not_joined(room: Room, double: bytes) -> None:
    """Without words, with itself, twice, into what was moved; and never where the copies are open to more people."""
    desk = room.desk(OWNER)
    join = partial(join_case, desk, double, room.case)
    assert refusal(partial(join, " ")).code == "reason-needed"
    assert refusal(partial(join_case, desk, double, double, WHY)).code == "same-case"
    assert refusal(partial(part_case, desk, double, WHY)).code == "not-moved"
    exclude_officer(desk, double, "officer2", "A cousin of hers works there")
    assert refusal(partial(join, WHY)).code == "excluded-there"
    exclude_officer(desk, room.case, "officer2", "A cousin of hers works there")
    hidden = arrived_case(desk, a_document(sealing="restricted")).id
    assert refusal(partial(join_case, desk, hidden, room.case, WHY)).code == "sealed-there"
    join(WHY)
    assert refusal(partial(join, WHY)).code == "already-moved"
    third = arrived_case(desk, a_document()).id
    assert refusal(partial(join_case, desk, third, double, WHY)).code == "already-moved"
    closed = arrived_case(desk, a_document(status="closed")).id
    assert refusal(partial(join_case, desk, third, closed, WHY)).code == "not-open"
