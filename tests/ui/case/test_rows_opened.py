"""Rows of a case opened from anywhere: in their list, with the row they belong to, or in a pane over the tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.invented import STAMP, amber
from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk


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
