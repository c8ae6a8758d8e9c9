"""The legs of a journey in their list: by person, in their order, moved by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk


def test_a_leg_is_moved_by_keyboard(desk: CasesDesk) -> None:
    """Ctrl+Shift+Down puts the leg under the cursor after the next one, with the cursor, and Undo takes it back."""
    kinds = ("Recruitment", "Transit", "Exploitation")
    people = [{"record": "Person", "key": "p1", "fields": {"given_names": "Example"}}]
    legs = [{"record": "JourneyLeg", "fields": {"person": "p1", "leg_type": kind}} for kind in kinds]
    case = new_case(desk.store, {"case": {"title": "Blue heron 12"}, "records": [*people, *legs]}).id
    view = desk.open(case)
    board = view.pages.board_of("JourneyLeg")
    assert board is not None
    desk.settle()

    def shown() -> list[object]:
        return [row["leg_type"] for row in board.list.passing()[0]]

    assert shown() == list(kinds)
    board.choose(look(desk.store, case).of("JourneyLeg")[0].id)
    board.list.focus_list()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(board.list.view, Qt.Key.Key_Down, keys)
    desk.settle()
    assert shown() == ["Transit", "Recruitment", "Exploitation"]
    here = board.list.row()
    assert here is not None
    assert here["leg_type"] == "Recruitment"
    assert desk.said.undo is not None
    desk.said.undo()
    desk.settle()
    assert {row["leg_type"]: row["leg_order"] for row in look(desk.store, case).of("JourneyLeg")} == {
        "Recruitment": 1, "Transit": 2, "Exploitation": 3,
    }  # fmt: skip
