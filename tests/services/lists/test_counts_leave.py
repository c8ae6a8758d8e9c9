"""A count that leaves: in words, marked, and in the audit before anybody has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.arrived import arrived_case
from tests.services.rooms import COLLEAGUE, OWNER, Room, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.case_filter import ALL, CaseFilter
from tipdesk.domain.rules.counting import CountTable
from tipdesk.services.directory.names import read_names
from tipdesk.services.documents.counted import MARKING, Counted, in_words
from tipdesk.services.documents.printer import untold
from tipdesk.services.lists.count_words import cases_in_words
from tipdesk.services.lists.find_cases import count_cases
from tipdesk.services.lists.take_count import copy_count, print_count

if TYPE_CHECKING:
    from tipdesk.services.documents.case_file import CaseFile
    from tipdesk.services.documents.printer import Told

LOOK = BY_NAME["AuditEvent"]


class FakePrinter:
    """Keeps what it was given to print."""

    def __init__(self) -> None:
        self.printed: list[CaseFile] = []

    def print(self, case_file: CaseFile, told: Told = untold) -> bytes:
        self.printed.append(case_file)
        return b"%PDF"


@pytest.fixture
def room() -> Room:
    """A post with three cases."""
    made = a_room(status="open", risk_level="high")
    for stage in ("open", "closed"):
        arrived_case(made.desk(OWNER), {"case": {"title": "Heron 1", "status": stage}, "records": []})
    return made


def counted(room: Room, *by: str) -> Counted:
    """Return all cases counted by columns, in words."""
    desk = room.desk(OWNER)
    return cases_in_words(desk, count_cases(desk, CaseFilter(ALL), by), "All", read_names(desk))


def test_a_table_in_words_adds_up(room: Room) -> None:
    """Two columns in the order of their code lists, each line and column with its sum; one column stands alone."""
    crossed = counted(room, "stage", "risk")
    assert crossed.table() == [
        ["Stage", "High", "No answer", "Total"],
        ["Open", "1", "1", "2"],
        ["Closed", "0", "1", "1"],
        ["Total", "1", "2", "3"],
    ]
    assert crossed.title() == "Cases by stage and risk"
    assert counted(room, "child").table() == [["Child", "Total"], ["Yes", "1"], ["No", "2"], ["Total", "3"]]
    assert counted(room, "owner").table()[1] == ["officer1", "3"]


def test_what_is_copied_is_marked_and_written_down(room: Room) -> None:
    """Rule, date and marking go with the figures, and the audit has the columns and the sum, and no value."""
    text = copy_count(room.desk(OWNER), counted(room, "stage"))
    assert text.startswith(f"{MARKING}\nCases by stage\nStage\tTotal\nOpen\t2\n")
    assert text.rstrip().endswith(MARKING)
    assert "Counted: All\nAs of " in text
    event = room.rows("AuditEvent")[-1]
    assert (event["action"], event["reason"], event["count"], event["case"]) == ("export", "count: stage", 3, None)


def test_what_is_printed_is_marked_and_written_down(room: Room) -> None:
    """The paper has the table, the rules and the marking on each page; the audit has it before it is made."""
    printer = FakePrinter()
    assert print_count(room.desk(OWNER), printer, counted(room, "stage", "risk")) == b"%PDF"
    [paper] = printer.printed
    assert paper.furniture.marking == MARKING
    assert paper.title == "Cases by stage and risk"
    assert room.looks()[-1] == ("print", "allowed")


def test_nothing_leaves_that_cannot_be_written_down(room: Room) -> None:
    """Where the audit row fails, there is no text."""
    table, room.store.broken = counted(room, "stage"), OSError("full")
    with pytest.raises(OSError, match="full"):
        copy_count(room.desk(OWNER), table)


def test_a_count_of_one_case_passes_its_gate(room: Room) -> None:
    """Rows of a case leave as its papers do: an officer of the post may print the count and not copy it."""
    table = CountTable(("sex",), {("female",): 2})
    people = in_words(
        table,
        what="People",
        rule="All",
        at=counted(room, "stage").at,
        heads=["Sex"],
        words=lambda _at, value: str(value),
        order=lambda _at, value: (0, str(value)),
        case=room.case,
    )
    assert copy_count(room.desk(OWNER), people)
    assert print_count(room.desk(COLLEAGUE), FakePrinter(), people)
    assert room.rows("AuditEvent")[-1]["case"] == room.case
    with pytest.raises(UserError) as refused:
        copy_count(room.desk(COLLEAGUE), people)
    assert refused.value.code == "not-allowed"
    assert room.looks()[-1] == ("denied", "denied")


def test_a_dispute_is_said(room: Room) -> None:
    """A count says how many rows were read by the more careful of several answers."""
    table = CountTable(("stage",), {("open",): 3}, disputed=2)
    desk = room.desk(OWNER)
    told = cases_in_words(desk, table, "All", read_names(desk))
    assert told.notes == ("2 in dispute are counted once each, by the more careful answer.",)
    assert told.notes[0] in told.text()
