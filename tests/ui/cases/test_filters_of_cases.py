"""Filters, columns and order of the list of cases, over a real store and by keyboard."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.services.arrived import arrive, arrived_case
from tests.ui.cases.blank_rows import BlankRows
from tests.ui.invented import CasesDesk, amber, open_desk, open_post
from tests.ui.probes import moved, places, unnamed_widgets
from tipdesk.domain.rules.case_filter import ALL, OPEN, SHUT, CaseFilter
from tipdesk.services.desk import LookQuery
from tipdesk.services.lists.find_cases import LATEST, Sort, find_cases
from tipdesk.services.lists.saved_filters import get_habits
from tipdesk.ui.cases.columns import COLUMNS, OWNER, PEOPLE, STAGE, TITLE, UPDATED
from tipdesk.ui.cases.model import CasesModel
from tipdesk.ui.cases.view import CasesView
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session

EVERY = LookQuery()
STAGES = ("reported", "open", "open", "closed")


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A post with five cases; in one of them there is a child."""
    folder: Path = tmp_path_factory.mktemp("filtered") / "home"
    session = open_post(folder)
    for number, stage in enumerate(STAGES):
        arrived_case(session.desk, {"case": {"title": f"Heron {number}", "status": stage}, "records": []})
    made = amber(session.desk, "Amber 9")
    arrive(session.desk, made.id, status="screening", risk_level="low")
    yield session
    session.close()


@pytest.fixture
def desk(post: Session, qtbot: QtBot, theme: object) -> Iterator[CasesDesk]:
    """The page of cases on a wide screen, with every case in it."""
    with open_desk(post.desk, qtbot, size=(1_240, 720)) as opened:
        opened.screen.list_view.filter_changed.emit(CaseFilter(ALL))
        opened.settle()
        yield opened


def titles(desk: CasesDesk) -> list[str]:
    """Return the titles in the list."""
    model = desk.screen.list_view.model
    return [str(model.index(row, TITLE).data()) for row in range(model.rowCount())]


def test_numbers_stand_beside_every_choice(desk: CasesDesk, post: Session) -> None:
    """Chips and menus have the numbers of the service, and the sentence at the foot is as long as the list."""
    view = desk.screen.list_view
    tallies = find_cases(post.desk, CaseFilter(ALL)).tallies
    assert view.bases[OPEN].text() == f"All open  {tallies['base'][OPEN]}" == "All open  4"
    assert view.filters.menus["stages"].texts()[:3] == ["Reported\t1", "Being screened\t1", "Open\t2"]
    assert view.filters.chips["child"].text() == f"Child  {tallies['child'].get(True, 0)}"
    assert view.rule.text() == "All: 5 cases"


def test_a_filter_is_chosen_by_keyboard(desk: CasesDesk) -> None:
    """Space ticks in the open menu, which stays; the list, its sentence and the other numbers follow."""
    view = desk.screen.list_view
    menu = view.filters.menus["stages"]
    menu.setFocus()
    QTest.keyClick(menu, Qt.Key.Key_Space)
    desk.qtbot.waitUntil(menu.list.isVisible)
    QTest.keyClick(menu.list, Qt.Key.Key_Down)
    QTest.keyClick(menu.list, Qt.Key.Key_Space)
    QTest.keyClick(menu.list, Qt.Key.Key_Down)
    QTest.keyClick(menu.list, Qt.Key.Key_Down)
    QTest.keyClick(menu.list, Qt.Key.Key_Return)
    assert menu.list.isVisible()
    desk.settle()
    QTest.keyClick(menu.list, Qt.Key.Key_Escape)
    assert titles(desk) == ["Heron 2", "Heron 1", "Heron 0"]
    assert view.rule.text() == "All · Stage: Reported or Open: 3 cases"
    assert view.bases[SHUT].text() == "Closed  0"
    assert menu.accessibleName() == "Stage: 2 chosen"
    view.clear.click()
    desk.settle()
    assert len(titles(desk)) == 5


def test_filters_that_leave_nothing_say_so(desk: CasesDesk) -> None:
    """An empty answer to several filters says which way back there is, and the way back works."""
    view = desk.screen.list_view
    view.filters.chips["held"].click()
    desk.settle()
    assert titles(desk) == []
    assert not view.table.isVisible()
    assert view.rule.text() == "All · Legal hold: 0 cases"
    view.filters.chips["held"].click()
    desk.settle()
    assert len(titles(desk)) == 5


def test_an_open_menu_goes_when_it_may_choose_nothing(desk: CasesDesk) -> None:
    """Where a search begins below an open menu, the menu closes: disabled, it would take every key and answer none."""
    filters = desk.screen.list_view.filters
    menu = filters.menus["stages"].list
    menu.popup(filters.mapToGlobal(filters.rect().center()))
    assert QApplication.activePopupWidget() is menu
    filters.setEnabled(False)
    assert QApplication.activePopupWidget() is None
    filters.setEnabled(True)
    assert menu.isHidden()


def test_choosing_moves_nothing(desk: CasesDesk) -> None:
    """Filters, tools and the pane stay where they are when something is chosen or a case is pointed at."""
    view = desk.screen.list_view
    before = places(desk.screen)
    deeds: tuple[Callable[[], object], ...] = (
        partial(view.filters.menus["stages"].press, "open"),
        view.filters.chips["child"].click,
        view.clear.click,
        lambda: view.choose([view.model.case_at(0)]),
        partial(view.tools.order.press, Sort("title", is_down=False)),
    )
    for deed in deeds:
        deed()
        desk.settle()
        assert moved(before, places(desk.screen)) == []


def test_the_order_is_chosen_from_menu_and_heading(desk: CasesDesk) -> None:
    """By title from the menu, by stage with a press on its heading, and the latest first again."""
    view = desk.screen.list_view
    view.tools.order.press(Sort("title", is_down=False))
    desk.settle()
    assert titles(desk) == sorted(titles(desk))
    assert view.model.headerData(TITLE, Qt.Orientation.Horizontal) == "Title ↑"
    view.table.horizontalHeader().sectionClicked.emit(STAGE)
    desk.settle()
    stages = [str(view.model.index(row, STAGE).data()) for row in range(view.model.rowCount())]
    assert stages == ["Reported", "Being screened", "Open", "Open", "Closed"]
    view.table.horizontalHeader().sectionClicked.emit(UPDATED)
    desk.settle()
    assert view.tools.order.ticked() == {LATEST}


def test_columns_are_chosen_and_kept(desk: CasesDesk, post: Session, qtbot: QtBot) -> None:
    """A column that is ticked shows, one that is not is gone, and the next page of this officer begins so."""
    view = desk.screen.list_view
    view.tools.columns.press("people")
    view.tools.columns.press("owner")
    desk.settle()
    assert not view.table.isColumnHidden(PEOPLE)
    assert view.table.isColumnHidden(OWNER)
    assert "people" in get_habits(post.desk).columns
    with open_desk(post.desk, qtbot, size=(1_240, 720)) as again:
        assert not again.screen.list_view.table.isColumnHidden(PEOPLE)
    view.tools.columns.press("people")
    view.tools.columns.press("owner")
    desk.settle()
    assert not any(
        view.table.isColumnHidden(at) for at, column in enumerate(COLUMNS) if column.name in ("stage", "owner")
    )


def test_a_filter_is_kept_under_a_name(desk: CasesDesk, post: Session) -> None:
    """The dialog asks for a name, refuses none, keeps it in the menu; taking it lists its cases, forgetting ends it."""
    view = desk.screen.list_view
    view.filters.menus["stages"].press("closed")
    desk.settle()
    view.tools.keep_pressed.emit()
    dialog = desk.screen.habits.dialog
    assert isinstance(dialog, AskDialog)
    dialog.deed.click()
    desk.settle()
    assert dialog.isVisible()
    dialog.field("name").set_value("The minister")
    QTest.keyClick(dialog.field("name").editor.faces[0], Qt.Key.Key_Return)
    desk.settle()
    assert view.tools.kept_names()[0] == "The minister"
    view.filter_changed.emit(CaseFilter())
    desk.settle()
    view.tools.filter_taken.emit(get_habits(post.desk).filters["The minister"])
    desk.settle()
    assert titles(desk) == ["Heron 3"]
    view.tools.forgotten.emit("The minister")
    desk.settle()
    assert get_habits(post.desk).filters == {}


def test_the_pane_tells_what_a_list_may(desk: CasesDesk) -> None:
    """The chosen case without opening it: no row of the audit, nothing of its people; Open opens it."""
    view = desk.screen.list_view
    view.filter_changed.emit(CaseFilter(ALL, stages=frozenset({"screening"})))
    desk.settle()
    view.choose([view.model.case_at(0)])
    with desk.store.read() as reader:
        looks = len(reader.find_looks(EVERY))
    told = view.detail.texts()
    assert told[1:4] == ["Amber 9", "Being screened", "Low"]
    assert "Marisol" not in " ".join(told)
    with desk.store.read() as reader:
        assert len(reader.find_looks(EVERY)) == looks
    view.detail.open.click()
    desk.settle()
    assert not desk.screen.is_list_shown()


def test_the_pane_lies_under_a_narrow_list(desk: CasesDesk) -> None:
    """Beside the list on a wide screen, under it on a narrow one, and its buttons are in sight in both."""
    view = desk.screen.list_view
    assert view.detail.x() > view.table.width()
    desk.screen.resize(840, 620)
    QApplication.processEvents()
    assert view.detail.y() > view.filters.y() + view.filters.height() + 100
    assert view.detail.width() > 700
    assert view.detail.task.isVisible()
    assert unnamed_widgets(desk.screen) == []


def test_a_long_list_is_never_blank(desk: CasesDesk) -> None:
    """What comes near is asked for before it is in sight, and a jump keeps the old picture until the lines are here."""
    view = desk.screen.list_view
    asked: list[int] = []
    view.model.wanted.connect(asked.append)
    view.model.show_ids([number.to_bytes(16, "big") for number in range(5_000)])
    QApplication.processEvents()
    assert 0 in asked
    view.table.verticalScrollBar().setValue(view.table.verticalScrollBar().maximum())
    assert view._steady.is_waiting
    assert not view.table.viewport().updatesEnabled()
    for page in (23, 24):
        view.model.put_page(page, [])
    assert not view._steady.is_waiting
    assert view.table.viewport().updatesEnabled()


def test_no_row_is_painted_blank_while_a_hundred_thousand_scroll(desk: CasesDesk) -> None:
    """Page by page, back and forth, to the ends and by leaps; lines come a moment after they were asked for."""
    [known, *_others] = desk.screen.list_view.model.lines_here()
    model = CasesModel(desk.seat.wording)
    view = CasesView(model, desk.screen)

    def answer(page: int) -> None:
        lines = [replace(known, summary=replace(known.summary, id=case)) for case in model.ids_of(page)]
        model.put_page(page, lines)

    model.wanted.connect(lambda page: QTimer.singleShot(1, view, partial(answer, page)))
    view.resize(desk.screen.size())
    model.show_ids([number.to_bytes(16, "big") for number in range(100_000)])
    view.show()
    desk.qtbot.waitUntil(lambda: model.line_at(0) is not None)
    watched, bar = BlankRows(view), view.table.verticalScrollBar()
    for key in [Qt.Key.Key_PageDown] * 30 + [Qt.Key.Key_End] + [Qt.Key.Key_PageUp] * 30 + [Qt.Key.Key_Home]:
        QTest.keyClick(view.table, key)
        QApplication.processEvents()
    for leap in range(0, bar.maximum(), bar.maximum() // 8):
        bar.setValue(leap)
        desk.qtbot.waitUntil(lambda: not view._steady.is_waiting)
    assert watched.painted > 700
    assert watched.blank == 0
