"""A record on the screen from its declaration alone: page, list, filter, pane, sections, what belongs to a person.

The record is declared here, with the decorator that the product uses, and in no registry of the product.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.invented import STAMP, amber
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.changes import Dot
from tipdesk.domain.kinds import NARRATIVE, Code, Flag, LongText, Number, PartialDateField, Reference, Text
from tipdesk.domain.pages import page_of
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.schema import Scope, declared_within, record
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_record
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.records.arranging import Group
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.records.rows_model import WordsRole
from tipdesk.ui.records.speaker import Speaker

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.kinds import Value
    from tipdesk.services.case.open_case import Workspace


@record(
    number=997,
    scope=Scope.CASE,
    label="Oddment",
    plural="Oddments",
    parent="person",
    page="Evidence",
    icon="flag",
    title="{mark} {what}",
    sorted_by=("-seized_on",),
)
class Oddment:
    """A thing that was seized."""

    mark: Annotated[
        str | None, Text(1, "Oddment number", section="What it is", required=True, column=True, is_code=True)
    ] = None
    what: Annotated[str | None, Text(2, "What", column=True)] = None
    kind: Annotated[str | None, Code(3, "Kind of paper", codes="document_type", column=True)] = None
    person: Annotated[
        bytes | None, Reference(4, "Found with", section="Where it comes from", record="Person", column=True)
    ] = None
    seized_on: Annotated[PartialDate | None, PartialDateField(5, "Seized on", column=True)] = None
    pieces: Annotated[int | None, Number(6, "Pieces", low=1, high=99)] = None
    in_bag: Annotated[bool | None, Flag(7, "In a bag", section="How it is kept")] = None
    words: Annotated[str | None, LongText(8, "Description", sensitivity=NARRATIVE)] = None


ODDMENT = next(one for one in declared_within("tests.ui") if one.cls is Oddment)
KNOWN = tuple(record for record in PLAIN_RECORDS if page_of(record).is_kept)
"""The records of the pages that every case has: of the others, this one alone is looked at."""
RECORDS = (*KNOWN, ODDMENT)


def oddment(number: int, **values: Value) -> Row:
    """Return a row."""
    return Row(ODDMENT, bytes([number]) * 16, b"c" * 16, {"mark": f"EX-{number}", **values})


def with_rows(workspace: Workspace, *rows: Row) -> Workspace:
    """Return the case with these oddments."""
    return replace(workspace, view=replace(workspace.view, rows={**workspace.view.rows, ODDMENT.name: rows}))


@pytest.fixture
def shown(desk: CasesDesk) -> tuple[CaseView, Workspace, CasesDesk]:
    """A case's view that knows the record too, and a case that has no row of it."""
    desk.open(amber(desk.store).id)
    view = CaseView(desk.seat.wording, can_print=False, records=RECORDS)
    desk.qtbot.addWidget(view)
    view.resize(1160, 620)
    view.show()
    return view, desk.workspace(), desk


def told(workspace: Workspace, desk: CasesDesk) -> CaseTold:
    """Return a case as its pages show it, with the titles of its people."""
    return CaseTold(workspace, desk.seat.wording.with_rows([one.person for one in workspace.people]))


def titles(board: RecordBoard) -> list[str]:
    """Return the titles of the rows in a list, and the words of its headings in brackets."""
    lines = board.list.model.lines
    return [
        f"[{line.label} {line.count}]"
        if isinstance(line, Group)
        else board.list.model.index(at, 0).data(WordsRole).title
        for at, line in enumerate(lines)
    ]


def test_a_page_without_rows_costs_no_place(shown: tuple[CaseView, Workspace, CasesDesk]) -> None:
    """Its first row is added through one button; when that has come, the tab stands last and no other has moved."""
    view, workspace, desk = shown
    view.show_case(told(workspace, desk))
    before = view.tabs.names()
    assert before == ["summary", "people", "journey", "notes", "tasks", "history"]
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
    assert view.tabs.names() == ["summary", "people", "journey", "evidence", "notes", "tasks", "history"]
    board = view.pages.board_of("Oddment")
    assert board is not None
    assert titles(board) == ["EX-2 Two passes", "EX-1 Passport"]
    first = board.list.model.index(1, 0).data(WordsRole)
    assert (first.below, first.aside) == (f"Passport  ·  {desk.seat.wording.title(person)}", "24 Nov 2026")
    shows: list[object] = []
    board.row_shown.connect(shows.append)
    board.list.focus_list()
    QTest.keyClick(board.list.view, Qt.Key.Key_Down)
    assert shows == [rows[0]]
    assert unnamed_widgets(view) == []
    assert unreached_widgets(view) == []
    grab(view, "declared-record-list")


def test_a_list_filters_sorts_and_groups_what_is_declared(shown: tuple[CaseView, Workspace, CasesDesk]) -> None:
    """Coded columns are filters with counts and groups; any column sorts; words find; nothing found offers all."""
    view, workspace, desk = shown
    kinds = ("passport", "passport", "id_card", None)
    rows = [oddment(n, what=w, kind=k) for n, (w, k) in enumerate(zip("dcba", kinds, strict=True), 1)]
    view.show_case(told(with_rows(workspace, *rows), desk))
    board = view.pages.board_of("Oddment")
    assert board is not None
    listed = board.list
    assert listed.chips.texts() == ["All 4", "Passport 2", "Identity card 1", "No answer 1"]
    listed.chips.press("kind=passport")
    assert titles(board) == ["EX-1 d", "EX-2 c"]
    assert listed._state.text() == "2 of 4"
    listed.chips.press("")
    listed.arrange(replace(listed.arrangement, sort="what", group="kind"))
    assert titles(board) == [
        "[Passport 2]", "EX-2 c", "EX-1 d", "[Identity card 1]", "EX-3 b", "[No answer 1]", "EX-4 a",
    ]  # fmt: skip
    listed.view.go_to(0)
    QTest.keyClick(listed.view, Qt.Key.Key_Left)
    assert titles(board)[:2] == ["[Passport 2]", "[Identity card 1]"]
    QTest.keyClick(listed.view, Qt.Key.Key_Right)
    assert len(titles(board)) == 7
    QTest.keyClicks(listed.search, "ex-3")
    desk.qtbot.waitUntil(lambda: titles(board) == ["[Identity card 1]", "EX-3 b"])
    QTest.keyClicks(listed.search, " nothing of the kind")
    desk.qtbot.waitUntil(lambda: titles(board) == [])
    assert "Nothing in the list passes" in words(listed)
    listed._nothing.findChildren(QPushButton)[0].click()
    assert len(titles(board)) == 7
    listed.menu.fill()
    menus = [action.text() for action in listed.menu.menu.actions()]
    assert menus == ["Group by", "Sort by", "Filter by Kind of paper"]


def test_a_wide_list_has_the_declared_columns(desk: CasesDesk) -> None:
    """From a certain width on each answer has a column of its own, and the officer chooses which."""
    speaker = Speaker(ODDMENT, desk.seat.wording)
    board = RecordBoard(ODDMENT, (), speaker)
    desk.qtbot.addWidget(board)
    board.resize(820, 400)
    board.show()
    board.list.show_rows([oddment(1, what="Bag", kind="passport")], speaker)
    QApplication.processEvents()
    assert board.is_one_column
    model = board.list.model
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert heads == ["Oddment", "Kind of paper", "Found with", "Seized on"]
    assert [model.index(0, at).data() for at in range(2)] == ["EX-1 Bag", "Passport"]
    board.list.menu.fill()
    assert board.list.menu.menu.actions()[-1].text() == "Columns"
    board.list._toggle_column("person")
    assert model.columnCount() == 3
    board.resize(1000, 400)
    QApplication.processEvents()
    assert model.columnCount() == 1, "beside the pane there is room for two lines alone"


def test_a_list_says_what_is_hidden_and_what_is_disputed(desk: CasesDesk) -> None:
    """Hidden and disputed are words; an empty list says what to do and offers it."""
    speaker = Speaker(ODDMENT, desk.seat.wording)
    board = RecordBoard(ODDMENT, (), speaker)
    desk.qtbot.addWidget(board)
    board.show()
    added: list[object] = []
    board.add_asked.connect(added.append)
    assert "Oddments: nothing has been recorded" in words(board.list)
    board.add.click()
    assert added == ["Oddment"]
    one, other = (Sibling(Dot(b"l" * 16, at), what, at, b"o" * 16, b"d" * 16) for at, what in enumerate(("Bag", "Box")))
    row = replace(oddment(1), masked=frozenset({"person"}), siblings={"what": (one, other)})
    board.list.show_rows([row], speaker)
    told_of = board.list.model.index(0, 0).data(WordsRole)
    assert told_of.pills == (("Disputed", "danger"), ("Hidden", "neutral"))
    spoken = board.list.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Disputed" in spoken
    assert "Hidden" in spoken


def test_what_comes_in_meanwhile_moves_nothing(desk: CasesDesk) -> None:
    """A row that came since stands last and is counted as new; at a press it goes to its place."""
    speaker = Speaker(ODDMENT, desk.seat.wording)
    board = RecordBoard(ODDMENT, (), speaker)
    desk.qtbot.addWidget(board)
    board.show()
    day = PartialDate(2026, 11, 20)
    rows = [oddment(number, seized_on=replace(day, day=20 + number)) for number in (1, 2)]
    board.list.show_rows(rows, speaker)
    assert titles(board) == ["EX-2", "EX-1"]
    board.list.show_rows([*rows, oddment(3, seized_on=replace(day, day=29))], speaker)
    assert titles(board) == ["EX-2", "EX-1", "EX-3"]
    assert board.list._fresh.text() == "1 new: show"
    board.list._fresh.click()
    assert titles(board) == ["EX-3", "EX-2", "EX-1"]
    assert not board.list._fresh.isVisible()


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
    read_at = section.facts._rows[0]._value.mapTo(view, QPoint(0, 0)).x()
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
    assert [chip.text() for chip in page.chips.values()] == ["Journey  2", "Oddments  1"]
    assert view.tabs.tabText(2) == "Journey  3"
    page.chips["Oddment"].click()
    front = page.front()
    assert front is not None
    assert front.record is moved


def test_a_row_that_was_put_away_is_left(desk: CasesDesk) -> None:
    """From the head of the pane it goes to the trash; the list has one row less, and undo brings it back."""
    desk.open(amber(desk.store).id)
    leg = desk.workspace().view.of("JourneyLeg")[0]
    pane = desk.read(leg)
    assert pane.row is not None
    pane.head.trash_pressed.emit()
    desk.settle()
    assert len(desk.workspace().view.of("JourneyLeg")) == 1
    assert desk.pane().row is not None
    assert desk.said.toasts == ["Moved to the trash"]
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert len(desk.workspace().view.of("JourneyLeg")) == 2


def test_a_row_of_no_list_is_read_over_the_tabs_and_changed_there(desk: CasesDesk) -> None:
    """A source opens in a pane under who looks; a section is saved in place; Escape leads back."""
    made = amber(desk.store)
    add_record(desk.store, made.id, BY_NAME["Source"], {"code_name": "Harbour", "told": "He saw the van."})
    view = desk.open(made.id)
    [source] = desk.workspace().view.of("Source")
    pane = desk.read(source)
    assert view.over is pane
    assert view.mark_on_page is not None
    assert view.mark_on_page.words == STAMP
    assert "What was told" in words(pane)
    assert unnamed_widgets(pane) == []
    grab(desk.screen, "row-read")
    form = desk.edit(source, "code_name")
    form.form.frames["code_name"].set_value("Lighthouse")
    form.save.click()
    desk.settle()
    assert "Code name: Lighthouse" in desk.pane().body.sections[0].facts.texts()
    QTest.keyClick(desk.pane().head.back, Qt.Key.Key_Escape)
    assert view.over is None


def test_what_was_found_opens(desk: CasesDesk) -> None:
    """A found leg and a found person are read in their lists; another case asks for neither."""
    made = amber(desk.store)
    desk.open(made.id)
    leg, person = desk.workspace().view.of("JourneyLeg")[1], desk.workspace().people[1].person
    role = next(row for row in desk.workspace().view.of("CaseRole") if row["person"] == person.id)
    view = desk.screen.case_view
    for row, tab in ((leg, "journey"), (person, "people")):
        desk.screen.open_case(made.id, row.id)
        desk.settle()
        assert view.tabs.current_name() == tab
        shown = desk.pane().row
        assert shown is not None
        assert shown.id == row.id
    desk.screen.open_case(made.id, role.id)
    desk.settle()
    shown = desk.pane().row
    assert shown is not None
    assert shown.id == person.id, "a role is read with the person whose it is"
    desk.open(amber(desk.store, "Blue heron 7").id)
    assert view.tabs.current_name() == "summary"
