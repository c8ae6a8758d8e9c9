"""The pages of a case in a small window: one line of lists on Protection, what its rows are called, room for a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.services.settled import AT, write_past
from tests.ui.probes import grab, in_sight
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.ui.case.record_page import speaker_of

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.kinds import Value
    from tipdesk.ui.case.record_page import RecordPage

RISK: dict[str, Value] = {"at": AT, "level": "high", "threats_from": frozenset({"trafficker"}), "why": "He rang her."}
GUARDIAN: dict[str, Value] = {"kind": "relative", "independent": "unsure", "independence": "Not known yet."}
OTHER = "Guardians"


@pytest.fixture
def page(desk: CasesDesk) -> RecordPage:
    """The page of a case with a child, who is in danger and has a guardian."""
    people = [
        {"record": "Person", "key": "p1", "fields": {"given_names": "Example", "about_age": 9}},
        {"record": "Person", "key": "p2", "fields": {"given_names": "Ruth", "family_name": "Samplegood"}},
    ]
    case = new_case(desk.store, {"case": {"title": "Blue heron 12"}, "records": people}).id
    child, ruth = (
        one.id for one in sorted(look(desk.store, case).of("Person"), key=lambda one: str(one["given_names"]))
    )
    write_past(desk.store, case, "RiskAssessment", {"person": child, **RISK})
    write_past(desk.store, case, "Guardian", {"person": child, "who": ruth, **GUARDIAN})
    desk.open(case).show_tab("protection")
    desk.settle()
    return desk.screen.case_view.pages.record_pages["protection"]


def chips(page: RecordPage) -> list[QPushButton]:
    """Return the chips that are in sight, *More* last."""
    found = [one for one in page.chips.findChildren(QPushButton) if one.isVisible()]
    return sorted(found, key=lambda one: one.x())


def test_one_line_has_what_is_filled_and_more_has_the_rest(desk: CasesDesk, page: RecordPage) -> None:
    """Filled lists come first, the first of them in front; by keyboard *More* leads to any other, in sight then."""
    grab(desk.screen, "protection")
    assert {one.y() for one in chips(page)} == {0}
    assert all(in_sight(one) for one in chips(page))
    assert [one.text() for one in chips(page)][:2] == ["Guardians 1", "Risk assessments 1"]
    front = page.front()
    assert front is not None
    assert front.record.name == "Guardian"
    more = chips(page)[-1]
    entries = [one.text() for one in more.menu().actions()]
    assert "Detentions" in entries
    desk.screen.window().activateWindow()
    more.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.activePopupWidget() or more, key)
        QApplication.processEvents()
    desk.settle()
    front = page.front()
    assert front is not None
    assert front.record.plural == entries[-1]
    [chosen] = [one for one in chips(page) if one.isChecked()]
    assert (chosen.text(), chosen.y()) == (entries[-1], 0)
    assert in_sight(chosen)
    assert more.isVisible()
    assert desk.screen.window().focusWidget() in chips(page)


def test_a_danger_and_a_guardian_say_whom_they_are_about(desk: CasesDesk, page: RecordPage) -> None:
    """A guardian is called by the name, with whose they are; a danger by whose it is, from whom, and why."""
    told = desk.screen.case.boards.told
    assert told is not None
    rows = {name: told.rows_of(name)[0] for name in ("Guardian", "RiskAssessment")}
    guardian, risk = (speaker_of(row.record, told).words(row) for row in rows.values())
    assert "Ruth Samplegood" in guardian.title
    assert "Example" in guardian.below
    assert "Relative" in guardian.below
    assert ("Independent?", "warn") in guardian.pills
    assert "Example" in risk.title
    assert "Trafficker" in risk.below
    assert "He rang her." in risk.below
    assert risk.pills[:2] == (("High", "danger"), ("Draft", "neutral"))


def test_two_guardians_are_told_apart_where_one_is_chosen(desk: CasesDesk, page: RecordPage) -> None:
    """In the field of a consent a guardian is named with who it is, and not by the kind alone."""
    wording = desk.screen.case.boards.told.wording  # type: ignore[union-attr] # the case is open
    [guardian] = wording.choices["Guardian"]
    assert "Ruth Samplegood" in guardian.label
    [risk] = wording.choices["RiskAssessment"]
    assert "Example" in risk.label
    desk.seat.names_switch.turn(is_on=True)
    desk.screen.case._ask()
    desk.settle()
    wording = desk.screen.case.boards.told.wording  # type: ignore[union-attr] # as above
    assert "Ruth" not in wording.choices["Guardian"][0].label


def test_a_task_that_is_changed_has_room(desk: CasesDesk) -> None:
    """In the smallest window the line for a new task stands above the list, and the pane has the whole height."""
    made = new_case(desk.store, {"case": {"title": "Blue heron 12"}}).id
    add_record(desk.store, made, BY_NAME["Task"], {"title": "Ring the clinic"})
    desk.screen.resize(924, 620)
    desk.open(made).show_tab("tasks")
    desk.settle()
    board, quick = desk.screen.case_view.pages.front(), desk.screen.case_view.tasks
    assert board is not None
    assert in_sight(quick)
    assert board.pane.mapTo(board, QPoint(0, 0)).y() == 0
    assert quick.width() == board.list.width()
    assert [one for one in (quick.what, quick.due, quick.add_task) if not in_sight(one)] == []
    form = desk.edit(look(desk.store, made).of("Task")[0], "title")
    grab(desk.screen, "task-changed")
    assert form.visibleRegion().boundingRect().height() >= 180
