"""The list of cases: filters, finding, keyboard, and what it shows of cases that are not open to the officer."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.services.arrived import arrive
from tests.ui.invented import CasesDesk, Said, amber, open_desk, other_officer, seat_for
from tests.ui.probes import unnamed_widgets, unreached_widgets
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.case_filter import CaseFilter
from tipdesk.homes.sessions import Session
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.drafts import get_draft
from tipdesk.services.look import look
from tipdesk.ui.actions import Actions
from tipdesk.ui.cases.columns import REFERENCE, RISK, STAGE, TITLE
from tipdesk.ui.cases.model import CasesModel
from tipdesk.ui.cases.new_casing import KEY
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.shell import Shell
from tipdesk.ui.widgets.pill_delegate import ToneRole


def texts(model: CasesModel, column: int) -> list[str]:
    """Return what a column shows."""
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


def test_a_new_case_is_offered_and_moves_no_row(desk: CasesDesk) -> None:
    """A case that is saved elsewhere moves no row under the pointer: one press shows it, with pills, at the top."""
    first = amber(desk.store, "First heron 1")
    desk.seat.notices.announce(first.changed)
    desk.settle()
    view = desk.screen.list_view
    view.refresh_pressed.emit()
    model, before = view.model, [view.model.case_at(row) for row in range(view.model.rowCount())]
    made = amber(desk.store, "Quiet river 11")
    desk.seat.notices.announce(made.changed)
    desk.settle()
    assert [model.case_at(row) for row in range(model.rowCount())] == before
    assert view.more.isVisible()
    view.more.click()
    assert not view.more.isVisible()
    model.data(model.index(0, TITLE))
    desk.settle()
    assert model.index(0, REFERENCE).data() == made.reference
    assert model.index(0, TITLE).data() == "Quiet river 11"
    assert model.index(0, STAGE).data(ToneRole) == "warn"
    assert model.index(0, RISK).data() == "High"


def test_filters_split_open_and_closed(desk: CasesDesk) -> None:
    """A closed case leaves the open ones and stands among the closed."""
    made = amber(desk.store, "Closed door 10")
    arrive(desk.store, made.id, status="closed")
    desk.seat.notices.announce(made.changed)
    desk.screen.list_view.filter_changed.emit(CaseFilter("closed"))
    desk.settle()
    assert desk.screen.list_view.model.row_of(made.id) >= 0
    desk.screen.list_view.filter_changed.emit(CaseFilter("open"))
    desk.settle()
    assert desk.screen.list_view.model.row_of(made.id) == -1


def test_typing_finds_by_passport_number(desk: CasesDesk) -> None:
    """Any part of a passport number finds its case as one types; clearing brings the list back."""
    made = amber(desk.store, "Found lantern 5")
    person = next(row for row in look(desk.store, made.id).of("Person") if row["document_number"])
    desk.seat.notices.announce(amend_record(desk.store, person, {"document_number": "ZZ998877"}))
    desk.settle()
    view = desk.screen.list_view
    QTest.keyClicks(view.search, "998877")
    desk.qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    desk.settle()
    assert view.model.case_at(0) == made.id
    QTest.keyClick(view.search, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: view.model.rowCount() > 1)


def test_only_enter_makes_a_search_that_shows_names(desk: CasesDesk) -> None:
    """Typing shows codes and is not written down; Enter shows who was found and leaves one line in the audit log."""
    made = amber(desk.store, "Searched heron 8")
    person = next(row for row in look(desk.store, made.id).of("Person") if row["document_number"])
    amend_record(desk.store, person, {"document_number": "QQ445566"})

    def searches() -> int:
        with desk.store.read() as reader:
            return len(reader.find_rows(BY_NAME["AuditEvent"], where={"action": "search"}))

    before, view = searches(), desk.screen.list_view
    QTest.keyClicks(view.search, "445566")
    desk.qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    desk.settle()
    assert "Marisol" not in str(view.model.index(0, TITLE).data())
    assert searches() == before
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    desk.settle()
    assert "Marisol" in str(view.model.index(0, TITLE).data())
    assert searches() == before + 1


def test_nothing_found_says_what_to_try(desk: CasesDesk) -> None:
    """An empty answer is a sentence with advice, not an empty table."""
    amber(desk.store)
    view = desk.screen.list_view
    QTest.keyClicks(view.search, "qqqqzzzz")
    desk.qtbot.waitUntil(lambda: not view.table.isVisible())
    assert view.model.rowCount() == 0


def test_enter_opens_the_case_and_back_leads_to_its_line(desk: CasesDesk) -> None:
    """Down, Enter opens; going back puts the cursor on the case that was open."""
    made = amber(desk.store, "Keyboard heron 3")
    desk.seat.notices.announce(made.changed)
    desk.settle()
    view = desk.screen.list_view
    view.refresh_pressed.emit()
    QTest.keyClick(view.search, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    desk.settle()
    assert desk.workspace().case["title"] == "Keyboard heron 3"
    desk.screen.case_view.left.emit()
    desk.settle()
    assert desk.screen.is_list_shown()
    assert view.model.case_at(view.table.currentIndex().row()) == made.id


def test_a_case_of_another_post_gives_only_that_it_exists(post: Session, qtbot: QtBot) -> None:
    """An analyst's list has reference and post; titles and stages are held back."""
    amber(post.desk, "Not for analysts 9")
    with open_desk(other_officer(post, "analyst"), qtbot) as desk:
        model = desk.screen.list_view.model
        texts(model, TITLE)
        desk.settle()
        assert set(texts(model, TITLE)) == {"Not open to you"}
        assert set(texts(model, STAGE)) == {""}


def test_every_control_has_a_name_and_is_reached_by_tab(desk: CasesDesk) -> None:
    """A screen reader can name everything on the list, and Tab comes to all of it."""
    amber(desk.store)
    assert unnamed_widgets(desk.screen) == []
    assert unreached_widgets(desk.screen) == []


def test_the_list_does_not_ask_again_and_again(desk: CasesDesk) -> None:
    """A storm of changes ends in one more question, not in one for each."""
    made = amber(desk.store)
    desk.seat.notices.announce(made.changed)
    desk.settle()
    desk.screen.list_view.refresh_pressed.emit()
    asked: list[object] = []
    desk.screen.list_view.model.modelReset.connect(lambda: asked.append(None))
    note = add_record(desk.store, made.id, BY_NAME["Note"], {"text": "invented"})
    for _time in range(50):
        desk.seat.notices.announce(note)
    desk.settle()
    assert 1 <= len(asked) <= 3


def test_a_page_that_goes_after_its_window_breaks_nothing(post: Session, qtbot: QtBot) -> None:
    """Taken down after its window, the page keeps what is typed and has no name to give."""
    seat = seat_for(post.desk, Said(), Shell(Actions()))
    screen = CasesScreen(seat)
    qtbot.addWidget(screen)
    screen.show()
    screen.new_case()
    assert screen.new_page is not None
    qtbot.waitUntil(lambda: not seat.lanes.is_busy)
    QTest.keyClicks(screen.new_page.person.frames["family_name"].editor.faces[0], "Willow")
    delete(seat.shell)
    with capture_exceptions() as raised:
        screen.hide()
    assert raised == []
    seat.lanes.close()
    assert (get_draft(post.desk, KEY) or {}).get("person") == {"family_name": "Willow"}
