"""What a case asks of others is answered on its summary by keyboard: the focus stays with what is to be done next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.ui.invented import other_officer
from tests.ui.keyboard import keyboard_window
from tipdesk.domain.values import NamedRow
from tipdesk.services.case.new_case import new_case
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.look import look

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.keyboard import Keyboard
    from tests.ui.linked import World
    from tipdesk.services.link_desk import LinkDesk

PEOPLE = [
    {"record": "Person", "key": name, "fields": {"given_names": name, "birth_date": "2012", "age_basis": "document"}}
    for name in ("Ada", "Bea")
]
VICTIMS = [{"record": "CaseRole", "fields": {"person": name, "role": "potential_victim"}} for name in ("Ada", "Bea")]
ASKED = "He was made to watch the others."


def asked_twice(chief: LinkDesk) -> bytes:
    """Make a case of a colleague, who asks something about each of two people."""
    case = new_case(chief, {"case": {"title": "Blue heron 12", "status": "open"}, "records": PEOPLE + VICTIMS}).id
    for person in look(chief, case).of("Person"):
        ask_approval(chief, case, "suspect-is-victim", ASKED, subject=NamedRow(person.record.number, person.id))
    return case


def answer(keys: Keyboard) -> None:
    """Answer the first question by keyboard."""
    card = keys.screen.case_view.summary.owed
    assert card.take_focus()
    keys.press(Qt.Key.Key_Space)
    form = card.form()
    assert form is not None
    keys.write("So it is.")
    form.yes.setFocus()
    keys.press(Qt.Key.Key_Space)
    assert keys.focus() is form.yes, "while it is being written, the focus stays"
    keys.settle()


def test_the_focus_stays_in_the_card_until_all_is_answered(world: World, qtbot: QtBot, theme: object) -> None:
    """After one answer the next question has the focus, after the last the pages of the case, and never the search."""
    desk = world.headquarters.desk
    case = asked_twice(other_officer(world.headquarters, "investigator", "coordinator"))
    with keyboard_window(desk, qtbot) as (keys, _said):
        keys.open(case)
        card = keys.screen.case_view.summary.owed
        answer(keys)
        assert keys.focus() in card.buttons.values()
        answer(keys)
        assert not card.buttons
        assert keys.screen.case_view.isAncestorOf(keys.focus())
