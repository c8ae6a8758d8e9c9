"""Deeds on several chosen cases, over a real store and by keyboard: done, refused, stopped, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.invented import CasesDesk, open_desk, open_post, other_officer
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.case_filter import ALL, CaseFilter
from tipdesk.services.case.new_case import new_case
from tipdesk.services.lists import bulk
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session

CASES = 5


@pytest.fixture
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A post with five open cases."""
    session = open_post(tmp_path_factory.mktemp("bulk") / "home")
    for number in range(CASES):
        new_case(session.desk, {"case": {"title": f"Heron {number}", "status": "open"}, "records": []})
    yield session
    session.close()


@pytest.fixture
def desk(post: Session, qtbot: QtBot, theme: object) -> Iterator[CasesDesk]:
    """The page of cases with all of them in it."""
    with open_desk(post.desk, qtbot, size=(1_240, 720)) as opened:
        opened.screen.list_view.filter_changed.emit(CaseFilter(ALL))
        opened.settle()
        yield opened


def found(desk: CasesDesk, record: str, field: str) -> list[object]:
    """Return a field of every row of a record in the store."""
    with desk.store.read() as reader:
        return [row[field] for row in reader.find_rows(BY_NAME[record])]


def dialog_of(desk: CasesDesk) -> AskDialog:
    """Return the dialog that asks about a deed."""
    desk.settle()
    dialog = desk.screen.bulk.dialog
    assert isinstance(dialog, AskDialog)
    return dialog


def test_a_stage_for_three_by_keyboard(desk: CasesDesk) -> None:
    """Down, Shift and the arrows choose three; a stage is set; one sentence says so and undoes it; the focus stays."""
    view = desk.screen.list_view
    view.search.setFocus()
    QTest.keyClick(view.search, Qt.Key.Key_Down)
    for _step in range(2):
        QTest.keyClick(view.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert "3 cases chosen" in view.detail.texts()
    assert not view.detail.open.isEnabled()
    view.detail.stage.setFocus()
    QTest.keyClick(view.detail.stage, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.screen.bulk.dialog is not None)
    dialog = dialog_of(desk)
    assert dialog.windowTitle() == "Set the stage: 3 cases"
    dialog.field("status").set_value("follow_up")
    QTest.keyClick(dialog.deed, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.said.toasts != [])
    desk.settle()
    assert desk.said.toasts == ["Done: 3 cases"]
    assert sorted(map(str, found(desk, "Case", "status"))) == ["follow_up"] * 3 + ["open"] * 2
    assert len(view.chosen()) == 3
    assert view.window().focusWidget() in (view.table, *view.detail.deeds)
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert desk.said.toasts[-1] == "Undone: 3 cases"
    assert found(desk, "Case", "status") == ["open"] * CASES


def test_nothing_is_done_without_an_answer(desk: CasesDesk) -> None:
    """A stage that is not chosen, and a task without words, are asked for in the dialog; nothing is lost."""
    view = desk.screen.list_view
    view.table.selectAll()
    view.detail.stage.click()
    dialog = dialog_of(desk)
    dialog.deed.click()
    assert dialog.field("status").problem() == "This is needed."
    dialog.reject()
    view.detail.task.click()
    dialog = dialog_of(desk)
    dialog.field("priority").set_value("high")
    dialog.deed.click()
    assert dialog.field("title").problem() == "This is needed."
    dialog.field("title").set_value("Ring the shelter")
    dialog.deed.click()
    desk.settle()
    assert found(desk, "Task", "title") == ["Ring the shelter"] * CASES
    assert found(desk, "Task", "priority") == ["high"] * CASES


def test_the_officer_in_charge_is_chosen_from_names(desk: CasesDesk) -> None:
    """The officer at the desk stands in the list; whose cases they are already stay as they were."""
    desk.screen.list_view.table.selectAll()
    desk.screen.list_view.detail.in_charge.click()
    dialog = dialog_of(desk)
    dialog.field("owner").set_value(desk.store.actor.officer.hex())
    dialog.deed.click()
    desk.settle()
    assert desk.said.toasts == ["Done: 0 cases · 5 were so already"]
    assert desk.said.undo is None


def test_refusals_are_listed_with_their_reasons(post: Session, qtbot: QtBot, theme: object) -> None:
    """A colleague who may not hand cases on is told so for each, by its reference, with no word cut."""
    with open_desk(other_officer(post, "frontline"), qtbot, size=(1_240, 720)) as desk:
        desk.screen.list_view.filter_changed.emit(CaseFilter(ALL))
        desk.settle()
        desk.screen.list_view.table.selectAll()
        desk.screen.list_view.detail.in_charge.click()
        dialog = dialog_of(desk)
        dialog.field("owner").set_value(desk.store.actor.officer.hex())
        dialog.deed.click()
        desk.settle()
        refused = desk.screen.bulk.refused
        assert refused is not None
        assert refused.windowTitle() == "5 cases were left as they are"
        lines = refused.table.model.lines
        assert {len(line.cells[0]) for line in lines} == {8}
        assert all("cannot be saved" in line.cells[1] for line in lines)
        assert (refused.reason.text(), refused.reason.is_cut()) == (lines[0].cells[1], False)
        refused.table.table.selectRow(3)
        assert refused.reason.text() == lines[3].cells[1]
        refused.accept()


def test_a_stop_keeps_what_was_done(desk: CasesDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancel ends it between two cases: what is done is told, what is not is counted, and can be undone."""
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    view = desk.screen.list_view
    view.table.selectAll()
    view.detail.stage.click()
    dialog = dialog_of(desk)
    dialog.field("status").set_value("follow_up")
    dialog.deed.click()
    view.progress.cancelled.emit()
    desk.settle()
    stages = found(desk, "Case", "status")
    [told] = desk.said.toasts
    count = stages.count("follow_up")
    assert 0 <= count < CASES
    assert f"{CASES - count} not reached" in told
    QApplication.processEvents()
    assert not view.progress.isVisible()
