"""Coming back to where one was in a case, and the letters by which a menu is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.invented import amber
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.open_case import LAST_ENTRIES
from tipdesk.ui.records.arranging import Arrangement
from tipdesk.ui.widgets.lettered_menu import lettered

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.ui.case.view import CaseView
    from tipdesk.ui.records.rows_list import RowsList


def tasks_of(view: CaseView) -> RowsList:
    """Return the list of the tasks, in front."""
    board = view.pages.board_of("Task")
    assert board is not None
    return board.list


def test_one_comes_back_to_the_very_place(desk: CasesDesk) -> None:
    """The page, the row and how far it was scrolled are there again after another case, for each case its own."""
    first, other = amber(desk.store), amber(desk.store, "Other heron 7")
    for number in range(40):
        add_record(desk.store, first.id, BY_NAME["Task"], {"title": f"Invented task {number}", "status": "open"})
    view = desk.open(first.id)
    view.show_tab("tasks")
    rows = tasks_of(view)
    rows.arrange(Arrangement(words="invented", sort="-title"))
    desk.settle()
    rows.view.go_to(30)
    chosen, scrolled = rows.row(), rows.view.verticalScrollBar().value()
    assert chosen is not None
    assert scrolled > 0
    desk.open(other.id)
    assert view.tabs.current_name() == "summary"
    view.show_tab("people")
    desk.open(first.id)
    assert view.tabs.current_name() == "tasks"
    rows, now = tasks_of(view), tasks_of(view).row()
    assert now is not None
    assert now.id == chosen.id
    assert rows.view.verticalScrollBar().value() == scrolled
    assert (rows.arrangement, rows.head.search.text()) == (Arrangement(words="invented", sort="-title"), "invented")
    desk.open(other.id)
    assert view.tabs.current_name() == "people"


def test_the_timeline_comes_back_with_what_was_asked_for(desk: CasesDesk) -> None:
    """A filter, words and the table of one case come back when it is opened again; another case begins with all."""
    first, other = amber(desk.store), amber(desk.store, "Other heron 7")
    view = desk.open(first.id)
    view.show_tab("timeline")
    desk.settle()
    page = view.timeline
    page.bar.chips.chips["journey"].setChecked(False)
    page.bar.chips.switched.emit("journey")
    page.bar.words.setText("ring")
    page.bar.words.asked.emit("ring")
    page.bar.table.setChecked(True)
    before = page.bar.now_asked()
    desk.open(other.id)
    view.show_tab("timeline")
    desk.settle()
    assert (page.bar.now_asked().is_narrowed, page.bar.words.text(), page.bar.table.isChecked()) == (False, "", False)
    desk.open(first.id)
    desk.settle()
    assert view.tabs.current_name() == "timeline"
    assert (page.bar.now_asked(), page.bar.words.text(), page.bar.table.isChecked()) == (before, "ring", True)
    assert not page.bar.chips.is_on("journey")
    assert [event.label for event in page.chart.events] == ["Ring the safe place"]


def test_a_long_case_opens_with_the_end_of_its_history(desk: CasesDesk) -> None:
    """The summary tells the last deeds at once; who wrote what, and all of the history, is read where it is told."""
    made = amber(desk.store)
    for number in range(LAST_ENTRIES):
        add_record(desk.store, made.id, BY_NAME["Note"], {"text": f"Invented {number}"})
    view = desk.open(made.id)
    assert not desk.workspace().has_whole_history
    assert view.summary.latest.texts()[0] == "acharles wrote a note"
    assert desk.workspace().authors is None
    view.show_tab("notes")
    desk.settle()
    board = view.pages.board_of("Note")
    assert board is not None
    assert all(board.list._speaker.authored(note) for note in desk.workspace().notes)
    assert not desk.workspace().has_whole_history
    view.show_tab("history")
    desk.settle()
    assert desk.workspace().has_whole_history
    told = [view.history.page.model.index(row, 3).data() for row in range(view.history.page.model.rowCount())]
    assert len(told) == len(desk.workspace().history) > LAST_ENTRIES
    assert told[-1].startswith(("Title", "Reference", "Stage", "Kind", "Risk", "Summary", "Reported", "How", "Officer"))


def test_every_line_of_a_menu_has_a_letter_of_its_own() -> None:
    """The first letter where it is free, else another, else a digit; an "&" that somebody typed stands for itself."""
    assert lettered(["Open", "Over", "Öl", "R&D", "O"]) == ["&Open", "O&ver", "&Öl", "&R&&D", "&1  O"]
