"""Ring now: from any page by one key, for what is needed, in the case in front; and a bed for the night on one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.desktops import PATIENCE_MS, press
from tests.ui.linked import PASSPHRASE
from tests.ui.probes import unnamed_widgets, words
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.bootstrap.window import Window
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.founding import make_headquarters
from tipdesk.services.case.new_case import new_case
from tipdesk.services.headquarters.directory.rows import add_directory_row
from tipdesk.services.look import look
from tipdesk.ui.calls.ring_now import RingNowDialog
from tipdesk.ui.widgets.field_frame import FieldFrame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.shell import Shell
    from tipdesk.ui.theme import Theme

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NUMBERS = (
    ("duty_officer", "Duty officer", "+17585550101", None),
    ("safe_place", "Safe place A", "+17585550102", "LC-11"),
    ("safe_place", "Safe place B", "+17585550103", None),
    ("medical", "Clinic", "+17585550104", "LC-02"),
)


@pytest.fixture
def window(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Window]:
    """Headquarters' whole window, with a roster."""
    founded = make_headquarters(tmp_path / "hq", "Counter-TIP Unit", "admin", PASSPHRASE, cost=FLOOR)
    for kind, label, phone, district in NUMBERS:
        number = {"kind": kind, "label": label, "phone": phone, "district": district}
        add_directory_row(founded.session.desk, BY_NAME["DutyNumber"], number)
    crashes: list[BaseException] = []
    made = Window(theme, founded.session, on_crash=crashes.append, on_lock=lambda: None, on_quit=lambda: None)
    qtbot.addWidget(made.shell)
    made.shell.show()
    qtbot.waitExposed(made.shell)
    yield made
    made.close()
    assert crashes == []


def ring(shell: Shell, qtbot: QtBot) -> RingNowDialog:
    """Press the keys and wait for the numbers."""
    press(Qt.Key.Key_R, CTRL_SHIFT)
    qtbot.waitUntil(lambda: bool(shell.findChildren(RingNowDialog)), timeout=PATIENCE_MS)
    [dialog] = shell.findChildren(RingNowDialog)
    qtbot.waitUntil(lambda: len(order(dialog)) == len(NUMBERS), timeout=PATIENCE_MS)
    return dialog


def order(dialog: RingNowDialog) -> list[str]:
    """Return the numbers in the order in which they stand."""
    return [widget.accessibleName().rpartition(": ")[2] for widget in dialog.card.buttons]


def test_whom_to_ring_by_need_district_and_language(window: Window, qtbot: QtBot) -> None:
    """Without a case there is nothing to note in: the way to write is there. What is needed stands first."""
    dialog = ring(window.shell, qtbot)
    assert unnamed_widgets(dialog) == []
    assert dialog.form is None
    before = order(dialog)
    dialog.frames["need"].set_value("safe_place")
    dialog.frames["district"].set_value("LC-11")
    dialog.ask()
    qtbot.waitUntil(lambda: order(dialog) != before, timeout=PATIENCE_MS)
    assert [one[-4:] for one in order(dialog)][:2] == ["0102", "0103"]
    dialog.frames["need"].set_value("interpreter")
    dialog.ask()
    qtbot.waitUntil(lambda: "The roster names nobody for it" in words(dialog), timeout=PATIENCE_MS)
    dialog.reject()


def test_a_bed_for_the_night_on_one_call(window: Window, qtbot: QtBot) -> None:
    """The case says what is needed; the safe place answers, the call is noted, and the stay begins there."""
    desk, shell = window.session.desk, window.shell
    records = [
        {"record": "Person", "key": "p", "fields": {"birth_date": "1990", "age_basis": "document"}},
        {"record": "CaseRole", "fields": {"person": "p", "role": "victim"}},
        {"record": "Need", "fields": {"person": "p", "kind": "shelter", "priority": "urgent"}},
    ]
    made = new_case(desk, {"case": {"title": "Amber heron 62", "status": "open"}, "records": records})
    window.seat.open_case(made.id)
    case = window.seat.case
    qtbot.waitUntil(lambda: case is not None and case.is_in_front(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: made.reference in words(shell), timeout=PATIENCE_MS)
    dialog = ring(shell, qtbot)
    assert made.reference in words(dialog)
    assert dialog.frames["need"].value() == "safe_place"
    assert not dialog.bed.isEnabled()
    qtbot.waitUntil(dialog.card.buttons[0].hasFocus, timeout=PATIENCE_MS)
    press(Qt.Key.Key_Space)
    assert dialog.form is not None
    assert dialog.form.frames["whom"].value() == "Safe place"
    dialog.form.frames["answer"].set_value("answered")
    dialog.form.frames["words"].set_value("A bed for one.")
    dialog.form.button.click()
    qtbot.waitUntil(dialog.bed.isEnabled, timeout=PATIENCE_MS)
    [call] = look(desk, made.id).of("Call")
    assert (call["duty"], call["answer"]) == ("safe_place", "answered")
    dialog.bed.click()
    qtbot.waitUntil(lambda: "New: Stay in a safe place" in words(shell), timeout=PATIENCE_MS)
    asked = {frame.name for frame in shell.findChildren(FieldFrame) if frame.isVisible()}
    assert "By their own choice?" in asked
    assert "Person" not in asked
