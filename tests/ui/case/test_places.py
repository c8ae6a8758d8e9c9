"""Coming back to where one was in a case, and the letters by which a menu is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.invented import amber
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.open_case import LAST_ENTRIES
from tipdesk.ui.widgets.lettered_menu import lettered

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk


def test_one_comes_back_to_the_very_place(desk: CasesDesk) -> None:
    """The page, the row and how far it was scrolled are there again after another case, for each case its own."""
    first, other = amber(desk.store), amber(desk.store, "Other heron 7")
    for number in range(40):
        add_record(desk.store, first.id, BY_NAME["Task"], {"title": f"Invented task {number}", "status": "open"})
    view = desk.open(first.id)
    view.show_tab("tasks")
    table = view.tasks.page.table
    table.setCurrentIndex(view.tasks.page.model.index(30, 0))
    chosen, scrolled = view.tasks.page.chosen(), table.verticalScrollBar().value()
    assert scrolled > 0
    desk.open(other.id)
    assert view.tabs.current_name() == "summary"
    view.show_tab("people")
    desk.open(first.id)
    assert view.tabs.current_name() == "tasks"
    assert getattr(view.tasks.page.chosen(), "id", None) == getattr(chosen, "id", None) is not None
    assert table.verticalScrollBar().value() == scrolled
    desk.open(other.id)
    assert view.tabs.current_name() == "people"


def test_a_long_case_opens_with_the_end_of_its_history(desk: CasesDesk) -> None:
    """The summary tells the last deeds at once; all of the history is read when its page is opened, and the authors."""
    made = amber(desk.store)
    for number in range(LAST_ENTRIES):
        add_record(desk.store, made.id, BY_NAME["Note"], {"text": f"Invented {number}"})
    view = desk.open(made.id)
    assert not desk.workspace().has_whole_history
    assert view.summary.latest.texts()[0] == "acharles wrote a note"
    view.show_tab("history")
    desk.settle()
    assert desk.workspace().has_whole_history
    told = [view.history.page.model.index(row, 3).data() for row in range(view.history.page.model.rowCount())]
    assert len(told) == len(desk.workspace().history) > LAST_ENTRIES
    assert told[-1].startswith(("Title", "Reference", "Stage", "Kind", "Risk", "Summary", "Reported", "How", "Officer"))
    view.show_tab("notes")
    assert set(view.notes._authors) >= {note.id for note in desk.workspace().notes}


def test_every_line_of_a_menu_has_a_letter_of_its_own() -> None:
    """The first letter where it is free, else another, else a digit; an "&" that somebody typed stands for itself."""
    assert lettered(["Open", "Over", "Öl", "R&D", "O"]) == ["&Open", "O&ver", "&Öl", "&R&&D", "&1  O"]
