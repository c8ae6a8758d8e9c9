"""A record on the screen from its declaration alone: page, list, filter, pane, sections, what belongs to a person.

The record is that of `oddments`, which no registry of the product knows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.case.oddments import KNOWN, ODDMENT, oddment, titles, told, with_rows
from tests.ui.invented import amber
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets
from tipdesk.domain.values import PartialDate
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.records.rows_model import WordsRole
from tipdesk.ui.records.speaker import Speaker

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.services.case.open_case import Workspace


def test_a_page_without_rows_costs_no_place(shown: tuple[CaseView, Workspace, CasesDesk]) -> None:
    """Its first row is added through one button; when that has come, the tab stands last and no other has moved."""
    view, workspace, desk = shown
    view.show_case(told(workspace, desk))
    before = view.tabs.names()
    assert before == ["summary", "people", "journey", "documents", "notes", "tasks", "timeline", "history"]
    asked: list[object] = []
    view.add_asked.connect(lambda *given: asked.append(given))
    [action] = [one for one in view.tabs.add.menu.actions() if one.isEnabled()]
    action.trigger()
    assert (action.text(), asked) == ("Oddment", [("Oddment", {})])
    view.show_case(told(with_rows(workspace, oddment(1)), desk))
    assert view.tabs.names() == [*before, "evidence"]
    view.show_tab("evidence")
    assert view.tabs.tabText(view.tabs.currentIndex()) == "Evidence  1"
    view.show_case(told(workspace, desk))
    assert view.tabs.names() == [*before, "evidence"]
    view.show_nothing()
    assert view.tabs.names() == before
    assert unnamed_widgets(view) == []


def test_a_case_with_rows_begins_with_the_page_in_its_place(shown: tuple[CaseView, Workspace, CasesDesk]) -> None:
    """The tab counts, the list stands in the declared order, the row under the cursor is read by its sections."""
    view, workspace, desk = shown
    person = workspace.people[0].person
    rows = (
        oddment(1, what="Passport", kind="passport", seized_on=PartialDate(2026, 11, 24), person=person.id),
        oddment(2, what="Two passes", seized_on=PartialDate(2026, 11, 26)),
    )
    view.show_case(told(with_rows(workspace, *rows), desk))
    assert view.tabs.names() == [
        "summary",
        "people",
        "journey",
        "evidence",
        "documents",
        "notes",
        "tasks",
        "timeline",
        "history",
    ]
    board = view.pages.board_of("Oddment")
    assert board is not None
    assert titles(board) == ["EX-2 Two passes", "EX-1 Passport"]
    first = board.list.model.index(1, 0).data(WordsRole)
    assert (first.below, first.aside) == (f"Passport  ·  {desk.seat.wording.title(person)}", "24 Nov 2026")
    assert board.pane.row is None, "a view alone has nobody who would show the row"
    shows: list[object] = []
    board.row_shown.connect(shows.append)
    board.list.focus_list()
    QTest.keyClick(board.list.view, Qt.Key.Key_Down)
    assert shows == [rows[0]]
    assert unnamed_widgets(view) == []
    assert unreached_widgets(view) == []
    grab(view, "declared-record-list")


def test_a_row_is_read_and_written_at_the_same_place(desk: CasesDesk) -> None:
    """The pane has the sections in the order of the declaration; an empty one says so; values begin at one x."""
    view = desk.open(amber(desk.store).id)
    leg = desk.workspace().view.of("JourneyLeg")[0]
    pane = RecordPane(ODDMENT)
    desk.qtbot.addWidget(pane)
    pane.resize(700, 600)
    pane.show()
    wording = desk.seat.wording
    pane.show_row(Reading(oddment(1, what="Passport", pieces=2), Speaker(ODDMENT, wording).words(oddment(1))), wording)
    desk.settle()
    assert [part.title for part in pane.body.parts()] == ["What it is", "Where it comes from", "How it is kept"]
    assert [view.facts.texts() for view in pane.body.sections] == [
        ["What: Passport", "Oddment number: EX-1", "Not answered yet: Kind of paper"],
        ["Pieces: 2", "Not answered yet: Found with, Seized on"],
        ["Not answered yet: In a bag, Description"],
    ]
    assert pane.body.sections[2].words() == "Nothing has been answered here yet."
    section = desk.read(leg).body.sections[0]
    desk.settle()
    read_at = section.facts.lines[0].value.mapTo(view, QPoint(0, 0)).x()
    form = desk.edit(leg, "person")
    QApplication.processEvents()
    assert abs(form.form.frames["person"].editor.mapTo(view, QPoint(0, 0)).x() - read_at) <= 1


def test_what_belongs_to_a_person_stands_with_the_person(shown: tuple[CaseView, Workspace, CasesDesk]) -> None:
    """A thing of the person's pane has the rows that name the person as their parent, and adds others."""
    view, workspace, desk = shown
    first = workspace.people[0].person
    row = oddment(1, what="Passport", person=first.id)
    case = told(with_rows(workspace, row), desk)
    view.show_case(case)
    board = view.pages.board_of("Person")
    assert board is not None
    thing = board.pane.body.thing_of("Oddment")
    assert thing is not None
    board.pane.show_row(case.reading(first, Speaker(first.record, case.wording)), case.wording)
    assert [one.title for one in thing.views()] == ["EX-1 Passport"]
    assert thing.words() == "1 row"
    asked: list[str] = []
    board.pane.body.add_pressed.connect(asked.append)
    assert isinstance(thing.add, QPushButton)
    thing.add.click()
    assert asked == ["Oddment"]
    other = workspace.people[1].person
    board.pane.show_row(case.reading(other, Speaker(other.record, case.wording)), case.wording)
    assert thing.views() == []
    assert thing.words() == "Nothing recorded"


def test_a_page_of_its_own_takes_a_record_that_it_does_not_know(desk: CasesDesk) -> None:
    """A list of the other record is one press away, and counted; the page counts both."""
    desk.open(amber(desk.store).id)
    moved = replace(ODDMENT, page="journey", parent="")
    view = CaseView(desk.seat.wording, can_print=False, records=(*KNOWN, moved))
    desk.qtbot.addWidget(view)
    view.show()
    view.show_case(told(with_rows(desk.workspace(), oddment(1)), desk))
    view.show_tab("journey")
    page = view.pages.record_pages["journey"]
    assert page.chips.texts() == ["Journey 2", "Oddments 1"]
    assert view.tabs.tabText(2) == "Journey  3"
    page.chips.press("Oddment")
    front = page.front()
    assert front is not None
    assert front.record is moved
