"""A record on the screen from its declaration alone: page, list, reading, editor, and what belongs to a person.

The record is declared here, with the decorator that the product uses, and in no registry of the product.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.invented import STAMP, amber
from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.domain.changes import Dot
from tipdesk.domain.kinds import NARRATIVE, Code, Flag, LongText, Number, PartialDateField, Reference, Text
from tipdesk.domain.pages import page_of
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import Row, Sibling
from tipdesk.domain.schema import Scope, declared_within, record
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.add_record import add_record
from tipdesk.ui.case.reading_page import ReadingPage
from tipdesk.ui.case.rows_card import RowButton
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.editors.page import EditorPage
from tipdesk.ui.records.record_list import RecordList

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

    mark: Annotated[str | None, Text(1, "Oddment number", section="What it is", required=True, column=True)] = None
    what: Annotated[str | None, Text(2, "What", column=True)] = None
    kind: Annotated[str | None, Code(3, "Kind of paper", codes="document_type")] = None
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
    view.resize(920, 560)
    view.show()
    return view, desk.workspace(), desk


def test_a_page_without_rows_costs_no_place(shown: tuple[CaseView, Workspace, CasesDesk]) -> None:
    """Its first row is added through one button; when that has come, the tab stands last and no other has moved."""
    view, workspace, desk = shown
    view.show_case(workspace, desk.seat.wording)
    before = view.tabs.names()
    assert before == ["summary", "people", "journey", "notes", "tasks", "timeline", "history"]
    asked: list[object] = []
    view.add_asked.connect(lambda *told: asked.append(told))
    [action] = [one for one in view.tabs.add.menu.actions() if one.isEnabled()]
    action.trigger()
    assert (action.text(), asked) == ("Oddment", [("Oddment", {})])
    view.choose(ODDMENT, oddment(1).id)
    view.show_case(with_rows(workspace, oddment(1)), desk.seat.wording)
    assert view.tabs.names() == [*before, "evidence"]
    assert view.tabs.tabText(view.tabs.currentIndex()) == "Evidence  1"
    view.show_case(workspace, desk.seat.wording)
    assert view.tabs.names() == [*before, "evidence"]
    view.show_nothing()
    assert view.tabs.names() == before
    assert unnamed_widgets(view) == []


def test_a_case_with_rows_begins_with_the_page_in_its_place(shown: tuple[CaseView, Workspace, CasesDesk]) -> None:
    """The tab counts, the list has the declared columns in the natural order, Enter asks to read the row."""
    view, workspace, desk = shown
    person = workspace.people[0].person
    wording = desk.seat.wording.with_rows([person])
    rows = (
        oddment(1, what="Passport", seized_on=PartialDate(2026, 11, 24), person=person.id),
        oddment(2, what="Two passes", seized_on=PartialDate(2026, 11, 26)),
    )
    view.show_case(with_rows(workspace, *rows), wording)
    assert view.tabs.names() == ["summary", "people", "journey", "evidence", "notes", "tasks", "timeline", "history"]
    view.show_tab("evidence")
    page = view.record_pages["evidence"]
    model = page.lists["Oddment"].page.model
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["Oddment number", "What", "Found with", "Seized on"]
    assert [line.cells for line in model.lines] == [
        ("EX-2", "Two passes", "", "26 Nov 2026"),
        ("EX-1", "Passport", wording.title(person), "24 Nov 2026"),
    ]
    asked: list[object] = []
    view.read_asked.connect(asked.append)
    page.focus_list()
    QTest.keyClick(page.lists["Oddment"].page.table, Qt.Key.Key_Return)
    assert asked == [rows[1]]
    assert unnamed_widgets(view) == []
    grab(view, "declared-record-list")


def test_a_list_says_what_is_hidden_and_what_is_disputed(desk: CasesDesk) -> None:
    """Hidden is a word, a dispute a word and a colour; an empty list says what to do and offers it."""
    listed = RecordList(ODDMENT)
    desk.qtbot.addWidget(listed)
    listed.show()
    added: list[object] = []
    listed.add_asked.connect(lambda *told: added.append(told))
    listed.show_rows((), desk.seat.wording)
    assert "Oddments: nothing has been recorded" in words(listed)
    listed.add.click()
    assert added == [("Oddment", {})]
    one, other = (Sibling(Dot(b"l" * 16, at), what, at, b"o" * 16, b"d" * 16) for at, what in enumerate(("Bag", "Box")))
    row = replace(oddment(1), masked=frozenset({"person"}), siblings={"what": (one, other)})
    listed.show_rows([row], desk.seat.wording)
    [line] = listed.page.model.lines
    assert line.cells[2] == "Hidden"
    assert line.cells[1] in ("Disputed: Bag", "Disputed: Box")
    assert line.tones == {1: "danger"}


def test_a_row_is_read_and_written_by_the_same_headings(desk: CasesDesk) -> None:
    """Reading page and editor have the sections in the order of the declaration; an empty one says so."""
    view = desk.open(amber(desk.store).id)
    page = ReadingPage("Oddment: EX-1", ODDMENT, RECORDS)
    form = RecordForm(ODDMENT, desk.seat.wording)
    for widget in (page, form):
        desk.qtbot.addWidget(widget)
        widget.show()
    page.show_row(oddment(1, what="Passport", pieces=2), desk.workspace().view, desk.seat.wording)
    desk.settle()
    headings = ["What it is", "Where it comes from", "How it is kept"]
    for widget in (page, form):
        told = [label.text() for label in widget.findChildren(QLabel) if label.text() in headings]
        assert told == headings
    said = words(page)
    assert "Nothing has been answered here yet." in said
    assert page._facts.texts() == [
        "Oddment number: EX-1", "What: Passport", "Pieces: 2", ": Nothing has been answered here yet.",
    ]  # fmt: skip
    assert page.edit.isVisible()
    assert not page.fill.isVisible()
    assert view is desk.screen.case_view


def test_what_belongs_to_a_person_stands_with_the_person(shown: tuple[CaseView, Workspace, CasesDesk]) -> None:
    """A card comes with the first row that names the person as its parent; until then one button adds it."""
    view, workspace, desk = shown
    first, second = (one.person for one in workspace.people)
    view.show_tab("people")
    view.show_case(with_rows(workspace, oddment(1, what="Passport", person=first.id)), desk.seat.wording)
    cards = view.people.children_of_person
    assert not cards.cards["Oddment"].isHidden()
    assert [line.text() for line in cards.cards["Oddment"].findChildren(RowButton)] == ["EX-1 Passport"]
    view.people._people.setCurrentRow(1)
    assert cards.cards["Oddment"].isHidden()
    assert not cards.cards["CaseRole"].isHidden()
    asked: list[object] = []
    view.add_asked.connect(lambda *told: asked.append(told))
    [action] = [one for one in cards.more.menu.actions() if one.isEnabled()]
    action.trigger()
    assert asked == [("Oddment", {"person": second.id})]


def test_a_page_of_its_own_takes_a_record_that_it_does_not_know(desk: CasesDesk) -> None:
    """The widget made for the page stands first; a list of the other record is one press away, and counted."""
    desk.open(amber(desk.store).id)
    moved = replace(ODDMENT, page="journey", parent="")
    view = CaseView(desk.seat.wording, can_print=False, records=(*KNOWN, moved))
    desk.qtbot.addWidget(view)
    view.show()
    view.show_case(with_rows(desk.workspace(), oddment(1)), desk.seat.wording)
    view.show_tab("journey")
    page = view.record_pages["journey"]
    assert [chip.text() for chip in page.chips.values()] == ["Journey", "Oddments  1"]
    assert not page.is_list_in_front()
    assert view.tabs.tabText(2) == "Journey  2"
    page.chips["Oddment"].click()
    assert page.is_list_in_front()


def test_a_row_is_read_edited_and_read_again(desk: CasesDesk) -> None:
    """A source is read by headings under who looks; Edit leads to its editor, saving and Escape lead back."""
    made = amber(desk.store)
    add_record(desk.store, made.id, BY_NAME["Source"], {"code_name": "Harbour", "told": "He saw the van."})
    view = desk.open(made.id)
    [source] = desk.workspace().view.of("Source")
    view.read_asked.emit(source)
    desk.settle()
    page = view.editor
    assert isinstance(page, ReadingPage)
    assert view.mark_on_page is not None
    assert view.mark_on_page.words == STAMP
    assert "What was told" in words(page)
    assert unnamed_widgets(page) == []
    grab(desk.screen, "row-read")
    page.edit.click()
    desk.settle()
    editor = view.editor
    assert isinstance(editor, EditorPage)
    editor.form.frames["code_name"].set_value("Lighthouse")
    editor.save.click()
    desk.settle()
    page = view.editor
    assert isinstance(page, ReadingPage)
    assert "Code name: Lighthouse" in page._facts.texts()
    QTest.keyClick(page.back, Qt.Key.Key_Escape)
    assert view.editor is None


def test_a_row_that_was_put_away_is_left(desk: CasesDesk) -> None:
    """From the editor it goes to the trash; the page on which it was read is gone with it."""
    view = desk.open(amber(desk.store).id)
    leg = desk.workspace().view.of("JourneyLeg")[0]
    view.read_asked.emit(leg)
    assert isinstance(view.editor, ReadingPage)
    view.editor.edit.click()
    desk.settle()
    assert isinstance(view.editor, EditorPage)
    view.editor.trash_pressed.emit()
    desk.settle()
    assert view.editor is None
    assert len(desk.workspace().view.of("JourneyLeg")) == 1


def test_what_was_found_opens(desk: CasesDesk) -> None:
    """A found leg opens for reading over its page, a found person among the people; another case asks for neither."""
    made = amber(desk.store)
    desk.open(made.id)
    leg, person = desk.workspace().view.of("JourneyLeg")[1], desk.workspace().people[1].person
    view = desk.screen.case_view
    desk.screen.open_case(made.id, leg.id)
    desk.settle()
    assert isinstance(view.editor, ReadingPage)
    assert view.tabs.current_name() == "journey"
    QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Escape)
    desk.screen.open_case(made.id, person.id)
    desk.settle()
    assert view.editor is None
    assert (view.tabs.current_name(), view.people._people.currentRow()) == ("people", 1)
    desk.open(amber(desk.store, "Blue heron 7").id)
    assert (view.tabs.current_name(), view.editor) == ("summary", None)
