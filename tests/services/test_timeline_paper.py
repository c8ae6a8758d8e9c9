"""Copies of a timeline: what they may show, what the audit has of them, and the chart that is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.services.rooms import CARER, COLLEAGUE, COORDINATOR, OWNER, REASON, Room, a_room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action
from tipdesk.domain.spans import DAY, minutes_of
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.timeline_filter import Asked, Grouping
from tipdesk.services.documents.case_file import AnswerState, CaseFile, Chart, Grid, MarkShape
from tipdesk.services.documents.print_timeline_paper import make_timeline_paper, print_timeline_paper
from tipdesk.services.documents.timeline_copy import TimelineCopy, copy_timeline, sign_picture
from tipdesk.services.signatures.verify_signature import find_signed

if TYPE_CHECKING:
    from tipdesk.services.desk import Actor
    from tipdesk.services.documents.printer import Told


class FakePrinter:
    """Prints a model as its words."""

    def __init__(self) -> None:
        self.models: list[CaseFile] = []

    def print(self, case_file: CaseFile, told: Told | None = None) -> bytes:
        self.models.append(case_file)
        return b"%PDF " + case_file.reference.encode()


@pytest.fixture
def room() -> Room:
    """A case with a leg about a month, a leg between two days, a task and a call's moment."""
    made = a_room(date_opened="2026-11-24")
    desk, person = made.desk(OWNER), made.rows("Person")[0].id.hex()
    add_record(desk, made.case, BY_NAME["JourneyLeg"], {"person": person, "began": "2026-09-03", "ended": "2026-09-20"})
    add_record(desk, made.case, BY_NAME["JourneyLeg"], {"person": person, "began": "2026-10"})
    add_record(desk, made.case, BY_NAME["Task"], {"title": "Ring Doe", "due": "2026-12-01"})
    add_record(
        desk, made.case, BY_NAME["Note"], {"text": "Seen", "kind": "case_note", "occurred_at": "2026-11-26T18:31-04:00"}
    )
    return made


def copied(room: Room, asked: Asked | None = None, *, identity: bool, by: Actor = OWNER) -> TimelineCopy:
    """Return a printed copy."""
    return copy_timeline(room.desk(by), room.case, Action.PRINT, asked or Asked(), identity=identity)


def said(copy: TimelineCopy) -> str:
    """Return all words of a copy."""
    return repr(
        (copy.people, [(track.name, [(event.label, event.when) for event in track.events]) for track in copy.tracks])
    )


def test_names_are_in_a_copy_only_where_they_are_asked_for(room: Room) -> None:
    """Without them people are called by code, also as the names of tracks; a search for a name finds nothing there."""
    by_person = Asked(grouping=Grouping.PERSON)
    assert "Ann Marie Doe" in said(copied(room, by_person, identity=True))
    without = said(copied(room, by_person, identity=False))
    assert "Ann" not in without
    assert "•••" in without
    assert copied(room, Asked(words="marie"), identity=False).tracks == ()


def test_a_copy_with_names_is_refused_to_whom_they_are_not_open(room: Room) -> None:
    """The refusal is in the audit; without names the colleague of the post gets the copy."""
    with pytest.raises(UserError) as caught:
        copied(room, identity=True, by=COLLEAGUE)
    assert caught.value.code == "identity-not-open"
    assert room.looks()[-1] == ("denied", "denied")
    assert copied(room, identity=False, by=COLLEAGUE).tracks
    assert room.looks()[-1] == ("print", "allowed")


@pytest.mark.parametrize("by", [COLLEAGUE, CARER])
def test_an_export_is_refused_to_whom_no_export_is_open(room: Room, by: Actor) -> None:
    """A colleague may print a summary and export nothing; somebody outside learns of no case."""
    with pytest.raises(UserError):
        copy_timeline(room.desk(by), room.case, Action.EXPORT, Asked(), identity=False)
    assert room.looks()[-1][0] == "denied"


def test_an_excluded_officer_gets_no_copy(room: Room) -> None:
    """Whoever is named as somebody who must not know of the case is told that there is none."""
    exclude_officer(room.desk(COORDINATOR), room.case, COLLEAGUE.officer, REASON)
    with pytest.raises(UserError) as caught:
        copied(room, identity=False, by=COLLEAGUE)
    assert caught.value.code == "no-such-case"


def test_each_copy_is_in_the_audit_and_signed(room: Room) -> None:
    """Printing twice writes two rows; the exact bytes are signed, those of a picture as well."""
    printer, desk = FakePrinter(), room.desk(OWNER)
    before = room.looks().count(("print", "allowed"))
    print_timeline_paper(desk, printer, room.case, Asked(), identity=False)
    content = print_timeline_paper(desk, printer, room.case, Asked(), identity=False)
    assert room.looks().count(("print", "allowed")) == before + 2
    assert {one.use for one in find_signed(desk, content)} == {"print"}
    sign_picture(desk, room.case, b"a picture")
    assert [one.use for one in find_signed(desk, b"a picture")] == ["export"]


def test_what_is_not_printed_is_not_signed(room: Room) -> None:
    """Where the printer stops, nothing was signed; the look stays in the audit."""

    class Stopping(FakePrinter):
        def print(self, case_file: CaseFile, told: Told | None = None) -> bytes:
            raise KeyboardInterrupt

    before = len(room.rows("Signature"))
    with pytest.raises(KeyboardInterrupt):
        print_timeline_paper(room.desk(OWNER), Stopping(), room.case, Asked(), identity=False)
    assert len(room.rows("Signature")) == before
    assert room.looks()[-1] == ("print", "allowed")


def test_the_paper_draws_and_tells_every_event(room: Room) -> None:
    """Shapes by what is known, ticks with the first in full, the present; under it a table in the order of time."""
    desk = room.desk(OWNER)
    paper = make_timeline_paper(desk, copied(room, identity=True))
    [chart], [grid] = (section.parts for section in paper.sections)
    assert isinstance(chart, Chart)
    assert isinstance(grid, Grid)
    shapes = {mark.label.partition(" · ")[0]: mark.shape for track in chart.tracks for mark in track.marks}
    assert shapes == {
        "Opened on": MarkShape.MOMENT, "Reported on": MarkShape.MOMENT, "Episode: began": MarkShape.ABOUT,
        "Journey leg": MarkShape.ABOUT, "Case note": MarkShape.MOMENT, "Ring Doe": MarkShape.DUE,
    }  # fmt: skip
    assert {mark.shape for track in chart.tracks for mark in track.marks} == set(MarkShape)
    assert all(0 <= mark.start <= mark.end <= 1 for track in chart.tracks for mark in track.marks)
    assert chart.ticks[0][1] == "1 Jan 2025"
    assert chart.now is not None
    days = [line.cells[0].texts[0] for line in grid.lines]
    assert days[0] == "from 2025"
    assert days[-1] == "1 Dec 2026"
    assert len(grid.lines) == sum(len(track.marks) for track in chart.tracks)
    assert ("Events", str(len(grid.lines))) in paper.slip.facts
    assert not any(label == "Narrowed" for label, _text in paper.slip.facts)


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (date(2026, 8, 10), ("1 Sep 2026", "Oct", "Nov", "Dec")),
        (date(2026, 2, 10), ("1 Mar 2026", "May", "Jul", "Sep", "Nov", "Jan")),
        (date(2025, 9, 10), ("1 Oct 2025", "Jan", "Apr", "Jul", "Oct", "Jan")),
        (date(2023, 6, 10), ("1 Jan 2024", "2025", "2026", "2027")),
    ],
)
def test_a_chart_of_any_length_has_more_than_one_tick(room: Room, first: date, words: tuple[str, ...]) -> None:
    """A case of some months, where each has no room and a year is too long, has a tick every second or third month."""
    asked = Asked(start=minutes_of(first), end=minutes_of(date(2026, 12, 5)))
    paper = make_timeline_paper(room.desk(OWNER), copied(room, asked, identity=True))
    [chart] = paper.sections[0].parts
    assert isinstance(chart, Chart)
    assert tuple(said for _share, said in chart.ticks) == words


def test_what_was_narrowed_says_so(room: Room) -> None:
    """Only what was on the screen is printed, from the first minute of it to the last, and the slip says it."""
    start, end = (minutes_of(date(2026, 9, 1)) + days * DAY for days in (0, 25))
    paper = make_timeline_paper(room.desk(OWNER), copied(room, Asked(start=start, end=end), identity=False))
    [grid] = paper.sections[1].parts
    assert isinstance(grid, Grid)
    assert [line.cells[1].texts[0].partition(" · ")[0] for line in grid.lines] == ["Journey leg"]
    assert any(label == "Narrowed" for label, _text in paper.slip.facts)
    empty = make_timeline_paper(room.desk(OWNER), copied(room, Asked(words="nowhere"), identity=False))
    assert [section.parts for section in empty.sections] == [(), ()]


def test_a_hidden_date_is_withheld_on_paper(room: Room) -> None:
    """It stands in the table as withheld, and nowhere on the chart."""
    copy = copied(room, identity=False)
    track = copy.tracks[0]
    shut = replace(track.events[0], span=None, when="•••")
    paper = make_timeline_paper(room.desk(OWNER), replace(copy, tracks=(replace(track, events=(shut,)),)))
    assert paper.sections[0].parts == ()
    [grid] = paper.sections[1].parts
    assert isinstance(grid, Grid)
    assert grid.lines[0].cells[0].standing is AnswerState.WITHHELD
