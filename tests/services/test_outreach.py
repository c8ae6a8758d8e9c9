"""Participants taken in from a sheet, what trainings and campaigns came to, and the papers that say so."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.courses import SESSION, Held, a_sheet, hold
from tests.services.documents import a_document
from tests.services.refusals import refusal
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.new_case import new_case
from tipdesk.services.headquarters.directory.rows import add_directory_row
from tipdesk.services.outreach.campaign_paper import print_campaign, print_campaigns
from tipdesk.services.outreach.campaigns import see_campaign
from tipdesk.services.outreach.courses import see_course
from tipdesk.services.outreach.participants import read_participants, save_participants, take_back_participants
from tipdesk.services.outreach.training_paper import print_training, print_trainings
from tipdesk.services.registers.writing import add_row, amend_row
from tipdesk.services.signatures.verify_signature import find_signed

if TYPE_CHECKING:
    from tipdesk.services.documents.case_file import CaseFile
    from tipdesk.services.documents.printer import Told

CAMPAIGN, ACTIVITY, CALL = (BY_NAME[name] for name in ("Campaign", "CampaignActivity", "HotlineCall"))


class FakePrinter:
    """Keeps the models that it was to print."""

    def __init__(self) -> None:
        self.files: list[CaseFile] = []

    def print(self, case_file: CaseFile, told: Told = lambda _done, _all: None) -> bytes:
        self.files.append(case_file)
        return repr(case_file).encode()


@pytest.fixture
def held() -> Held:
    """A training of twenty-five."""
    return hold()


def test_twenty_five_lines_are_taken_in_one_entry(held: Held) -> None:
    """Names, codes by any word, marks with per cent; a login or the name of one officer becomes that officer."""
    people = held.people()
    assert len(people) == 25
    person = held.person("Invented Person 01")
    told = [person[name] for name in ("officer", "audience", "sex", "attended", "before", "after", "passed")]
    assert told == [held.country.post.actor.officer, "immigration", "male", True, 40, 80, True]
    assert len({dot for one in people for dots in one.dots.values() for dot in dots}) == 1


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        ("Ana" + "\tx" * 29, "name", "30 cells"),
        ("Ana\t\t\t\tyes\t140 %", "before", "0 to 100"),
        ("Ana\t\tplumbers", "audience", "plumbers"),
        ("Ana\tNobody Ltd", "agency", "directory"),
        ("Ana\t\t\t\tperhaps", "attended", "yes or no"),
        ("Ana\t\t\t\tyes\t4.5", "before", "whole number"),
        ("\t\t\t\tyes", "name", "Nobody"),
        ("Ana\nANA", "name", "line 1"),
        ("Invented Person 05", "name", "already"),
        ("An\u202ea", "name", "U+202E"),
    ],
)
def test_each_bad_line_says_why_and_nothing_is_saved(held: Held, line: str, column: str, says: str) -> None:
    """The good line beside it is not saved either; the preview and the deed name the same column."""
    sheet = f"{line}\nGood Line\t\t\t\tyes"
    pasted = read_participants(held.desk, held.session, sheet)
    [bad] = pasted.bad
    assert (bad.problems[0].path, says in bad.problems[0].text()) == (column, True), bad.problems[0].text()
    refused = refusal(partial(save_participants, held.desk, held.session, sheet))
    assert (refused.code, len(held.people())) == ("bad-lines", 25)


def test_a_heading_with_strange_columns_is_refused_whole(held: Held) -> None:
    """Nothing is left out in silence: a column that has no place here must be taken out or renamed."""
    sheet = "Full name\tEmail\tPre-test\nAna\ta@example.org\t40"
    assert read_participants(held.desk, held.session, sheet).unknown == ("Email",)
    refused = refusal(partial(save_participants, held.desk, held.session, sheet))
    assert (refused.code, "Email" in refused.text()) == ("unknown-columns", True)
    assert refusal(partial(save_participants, held.desk, held.session, "\n\t\n")).code == "nothing-to-save"


def test_an_agency_is_named_as_the_directory_names_it(held: Held) -> None:
    """By its name, whatever its capitals."""
    agency = add_directory_row(held.desk, BY_NAME["Agency"], {"name": "Customs and Excise"}).row
    session = add_row(held.desk, SESSION, {"training": held.training, "on": "2026-11-11"}).row or b""
    save_participants(held.desk, session, "Name,Agency\nAna,customs AND excise", mark=",")
    assert [one["agency"] for one in held.people(session)] == [agency]


def test_a_sheet_is_taken_back_whole_save_for_what_was_written_since(held: Held) -> None:
    """In one go; who has got another mark meanwhile stays, who stood there before too, and twice is refused."""
    session = add_row(held.desk, SESSION, {"training": held.training, "on": "2026-11-12"}).row or b""
    save_participants(held.desk, session, "First")
    saved = save_participants(held.desk, session, "Ana\nBea\nCid").changed
    bea = next(one for one in held.people(session) if one["name"] == "Bea")
    amend_row(held.desk, bea, {"before": 40})
    take_back_participants(held.desk, saved)
    assert sorted(str(one["name"]) for one in held.people(session)) == ["Bea", "First"]
    assert refusal(partial(take_back_participants, held.desk, saved)).code == "changed-since"


def test_figures_count_those_who_attended(held: Held) -> None:
    """24 attended, 23 passed; means are of those with both marks; audience and sex are counted together."""
    figures = see_course(held.desk, held.training).figures
    assert (figures.people, figures.attended, figures.passed, figures.tested) == (25, 24, 23, 24)
    assert (figures.before, figures.after, figures.effect) == (40, 78, 38)  # of 39.6 and 78.1
    assert figures.by_group == {("immigration", "male"): 12, ("immigration", "female"): 11, ("customs", "female"): 1}


def test_papers_on_trainings_are_signed_and_name_nobody_unasked(held: Held) -> None:
    """The sheet counts; names stand in it where they are asked for, and in the list of all trainings never."""
    printer = FakePrinter()
    plain = print_training(held.desk, printer, held.training)
    named = print_training(held.desk, printer, held.session, with_names=True)
    whole = print_trainings(held.desk, printer)
    assert [b"Invented Person" in one for one in (plain, named, whole)] == [False, True, False]
    assert all(find_signed(held.desk, one)[0].use == "print" for one in (plain, named, whole))
    assert b"First response" in whole


def test_a_campaign_says_what_came_in_afterwards(held: Held) -> None:
    """A worry of a post and two calls within four weeks count, and one of the weeks before stands beside them."""
    worry = {"record": "Report", "fields": {"received_at": "2026-11-12T09:00-04:00"}}
    new_case(held.post, {**a_document(), "records": [worry]})
    held.country.sync()
    for at, district in (("2026-10-25", "LC-01"), ("2026-11-10", "LC-01"), ("2026-11-17", "")):
        given = {"at": datetime.fromisoformat(f"{at}T10:00-04:00"), "about": "information", "outcome": "ended"}
        add_row(held.desk, CALL, {**given, **({"district": district} if district else {})})
    campaign = add_row(held.desk, CAMPAIGN, {"name": "Look twice", "message": "Ask", "began": "2026-11-01"}).row or b""
    spoken = {"campaign": campaign, "what": "Radio", "channel": "radio", "on": "2026-11-09", "reach": "4000"}
    add_row(held.desk, ACTIVITY, {**spoken, "reach_basis": "estimated", "cost": "250.50"})
    view = see_campaign(held.desk, campaign)
    assert view.after is not None
    assert (view.after.worries, view.after.calls, view.after.before) == (1, 2, 1)
    assert (dict(view.after.by_district), view.reach, str(view.cost[0])) == ({"LC-01": 1}, 4000, "250.50 XCD")
    printer = FakePrinter()
    assert b"They show what came in, not why" in print_campaign(held.desk, printer, campaign)
    assert b"Look twice" in print_campaigns(held.desk, printer)


def test_the_sheet_of_the_tests_is_what_people_paste() -> None:
    """The sheet has a heading and twenty-five lines of nine cells."""
    lines = a_sheet().splitlines()
    assert (len(lines), {line.count("\t") for line in lines}) == (26, {8})
