"""The page after a worry: each call stands for itself, one press fills it, and nothing moves under the pointer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.fakes.desk import CODES, make_desk, make_store
from tests.ui.desktops import Program, press, tab_to, type_keys
from tests.ui.probes import doubled_keys, grab, words
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.calls import find_calls
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.services.drafts import get_draft
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import look
from tipdesk.ui.calls.call_form import CallForm
from tipdesk.ui.calls.ring_card import RingCard
from tipdesk.ui.duty.numbers import CHILD, DUTY
from tipdesk.ui.saved.presenter import numbers_for
from tipdesk.ui.saved.view import SavedView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.domain.kinds import Value
    from tipdesk.services.results import Saved
    from tipdesk.ui.shell import Shell
    from tipdesk.ui.theme import Theme

SUPERVISOR, POLICE = "Your supervisor: the number on your duty roster", "Police, in danger: 911"


@pytest.fixture
def saved(program: Program, shell: Shell, qtbot: QtBot) -> Saved:
    """A sent worry whose page is in front, in the smallest window."""
    shell.resize(1024, 700)
    made = record_worry(program.desktop.window.session.desk, {"danger_now": "yes"})
    program.desktop.window.seat.go("saved", (made, True))
    view = program.page(SavedView)
    qtbot.waitUntil(lambda: view.reference == made.reference)
    return made


def places(view: QWidget) -> dict[str, QPoint]:
    """Return where every button on a page stands, by its name."""
    buttons = [one for one in view.findChildren(QPushButton) if one.isVisible()]
    return {one.accessibleName() or one.text(): one.mapTo(view, QPoint()) for one in buttons}


def test_three_calls_stand_as_three(program: Program, saved: Saved, qtbot: QtBot) -> None:
    """One press fills whom and number; each note is a call of its own, and a correction stands beside the first."""
    view = program.page(SavedView)
    desk = program.desktop.window.session.desk
    told = [(SUPERVISOR, "No answer"), (SUPERVISOR, "Answered"), (POLICE, "Line down")]
    for count, (name, answer) in enumerate(told, start=1):
        tab_to(f"I ring {name}")
        press(Qt.Key.Key_Space)
        tab_to(f"Answer: {answer}")
        press(Qt.Key.Key_Space)
        tab_to("Note the call")
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda count=count: len(view.calls.texts()) == count)  # type: ignore[misc] # bound at once
    QApplication.processEvents()
    grab(program.front, "saved-three-calls")
    calls = find_calls(look(desk, saved.case), saved.report)
    assert [(one.whom, one.answer) for one in calls] == [
        ("Your supervisor", "no_answer"),
        ("Your supervisor", "answered"),
        ("Police, in danger", "line_down"),
    ]
    assert "Calls noted: 3" in words(view)
    assert doubled_keys(program.front, labels=True) == []
    view.calls.correct_pressed.emit(calls[2].row)
    tab_to("Answer: Answered")
    press(Qt.Key.Key_Space)
    tab_to("Note the correction")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(view.calls.texts()) == 4)
    assert "Calls noted: 3" in words(view)
    assert "corrected below" in "".join(view.calls.texts())


def test_a_number_of_the_directory_fills_the_note(theme: Theme, qtbot: QtBot) -> None:
    """One press writes whom, the number and the duty; the answer has the focus next."""
    ring, form = RingCard(CODES, "en"), CallForm(CODES, "en", lambda: datetime(2026, 11, 27, 12, 0, tzinfo=UTC))
    noted: list[object] = []
    form.pressed.connect(lambda given, corrects: noted.append((given, corrects)))
    ring.picked.connect(form.ring)
    for card in (ring, form):
        qtbot.addWidget(card)
    ring.show_lines([DutyLine("child_protection", "", "+17585550102", "", frozenset())])
    button = ring.findChildren(QPushButton)[-1]
    assert button.accessibleName() == "I ring Child protection: +1 758 555 0102"
    button.click()
    form.frames["answer"].set_value("answered")
    form.button.click()
    given = {"whom": "Child protection", "number": "+17585550102", "answer": "answered", "duty": "child_protection"}
    assert noted == [(given, None)]


@pytest.mark.parametrize(
    ("answers", "first"),
    [({"under_18": "unsure", "danger_now": "yes"}, "Child"), ({"danger_now": "yes"}, "Duty"), ({}, "Refuge")],
)
def test_who_is_rung_first_is_as_the_worry_page_said(answers: dict[str, object], first: str) -> None:
    """Child protection for a child, whoever else is in danger; the directory's order where nothing presses."""
    desk = make_desk(make_store())
    with desk.work() as work:
        for order, (kind, label) in enumerate([("safe_place", "Refuge"), (DUTY, "Duty"), (CHILD, "Child")]):
            told: dict[str, Value] = {"kind": kind, "label": label, "phone": "+17585550101", "order": order}
            number = change_of_new(BY_NAME["DutyNumber"], bytes([order + 1]) * 16, told)
            work.append(Scope.DIRECTORY, None, [number])
    saved = record_worry(desk, answers)
    lines = numbers_for(desk, saved.case)
    assert (len(lines), lines[0].label) == (3, first)


def test_a_call_without_an_answer_asks_once(program: Program, saved: Saved, qtbot: QtBot) -> None:
    """The first press asks what came of it, the second notes it as not known."""
    view = program.page(SavedView)
    tab_to("Whom I rang")
    type_keys("The school")
    press(Qt.Key.Key_Return)
    assert "press again" in view.call.said
    assert view.calls.texts() == []
    tab_to("Note the call")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Rang The school" in "".join(view.calls.texts()))
    [call] = look(program.desktop.window.session.desk, saved.case).of("Call")
    assert call["answer"] == "unknown"


def test_nothing_moves_while_calls_are_noted(program: Program, saved: Saved, qtbot: QtBot) -> None:
    """Numbers, answers and buttons stay where they are: before, when asked, and after a call and a reader came."""
    view = program.page(SavedView)
    desk = program.desktop.window.session.desk
    QApplication.processEvents()
    before = places(view)
    tab_to("Note the call")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Say whom" in view.call.said)
    assert places(view) == before
    tab_to("Whom I rang")
    type_keys("The school")
    tab_to("Answer: Answered")
    press(Qt.Key.Key_Space)
    tab_to("Note the call")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(view.calls.texts()) == 1)
    reader = replace(desk, actor=replace(desk.actor, officer=b"another officer!"))
    changed = add_record(reader, saved.case, BY_NAME["Acknowledgement"], {"report": saved.report})
    program.desktop.window.seat.notices.announce(changed)
    qtbot.waitUntil(lambda: "Read by" in view.state)
    QApplication.processEvents()
    after = places(view)
    assert {name: after[name] for name in before if name in after} == {
        name: place for name, place in before.items() if name in after
    }


def test_what_is_typed_and_not_noted_is_kept(program: Program, saved: Saved, shell: Shell, qtbot: QtBot) -> None:
    """Going elsewhere keeps the note of a call as the draft of a new call in its case."""
    desk = program.desktop.window.session.desk
    tab_to("Whom I rang")
    type_keys("The school")
    shell.open_page("home")
    key = f"case:{saved.case.hex()}/Call/new"
    qtbot.waitUntil(lambda: (get_draft(desk, key) or {}).get("answers") == {"whom": "The school"})
    assert look(desk, saved.case).of("Call") == ()
