"""The unlock window over a real home: keyboard alone, refusals beside the line, light at the start."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from tests.adapters.keys.officers import add_slot
from tests.ui.desktops import CHEAPEST, OFFICER, PASSPHRASE, Program, focused, make_home, press, tab_to, type_keys
from tests.ui.probes import ROOT, grab, unnamed_widgets, unreached_widgets
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.ui.unlock.passphrase_edit import PassphraseEdit
from tipdesk.ui.unlock.view import UnlockView
from tipdesk.ui.widgets.labels import PLAIN_TEXT, body
from tipdesk.ui.widgets.scrolled import NO_FOCUS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

HEAVY = ("sqlalchemy", "reportlab", "alembic", "pyxform", "sqlcipher3", "httpx", "starlette", "zxcvbn")
OPEN_AND_LIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from tipdesk.adapters.system import resources
from tipdesk.bootstrap.desktop import Desktop
from tipdesk.ui.app import DeskApp
app = DeskApp(["tipdesk"], resources)
desktop = Desktop(app.theme, Path(sys.argv[1]), on_crash=print, start_fresh=print)
desktop.begin()
seen = []
QTimer.singleShot(300, lambda: (seen.append(desktop.front.isVisible()), app.quit()))
app.exec()
print(*seen, " ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One locked home for all."""
    return make_home(tmp_path_factory.mktemp("unlock") / "home")


@pytest.fixture
def program(theme: Theme, home: Path) -> Iterator[Program]:
    """The program over that home."""
    running = Program(theme, home)
    yield running
    running.end()


def shown(program: Program, qtbot: QtBot) -> UnlockView:
    """Return the unlock window once it has the focus."""
    view = program.begin()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.edit.line.hasFocus)
    return view


def test_a_wrong_passphrase_is_told_beside_the_line(program: Program, qtbot: QtBot) -> None:
    """The line keeps the focus with its text selected, so that one types it again; nothing else happens."""
    view = shown(program, qtbot)
    type_keys("not the passphrase")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(view.passphrase.problem()), timeout=20_000)
    assert view.edit.line.hasFocus()
    assert view.edit.line.selectedText() == view.edit.line.text() != ""
    assert "not the passphrase" not in view.passphrase.problem()
    grab(view, "unlock-wrong")
    type_keys(PASSPHRASE)
    press(Qt.Key.Key_Return)
    shell = program.wait_for_shell(qtbot)
    assert shell.rail.isVisible()


def test_a_key_pressed_while_it_unlocks_is_not_lost(program: Program, qtbot: QtBot) -> None:
    """Ctrl+3 right after Enter opens the third page once the window is there; one before the words does nothing."""
    shown(program, qtbot)
    press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    type_keys(PASSPHRASE)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    shell = program.wait_for_shell(qtbot)
    opened: list[str] = []
    shell.opened.connect(opened.append)
    qtbot.waitUntil(lambda: shell.actions_known.page == "cases")
    assert "my-work" not in opened


def test_an_empty_line_is_told_without_trying(program: Program, qtbot: QtBot) -> None:
    """Enter on an empty line says what to do."""
    view = shown(program, qtbot)
    press(Qt.Key.Key_Return)
    assert view.passphrase.problem() == "Type your passphrase."


def test_the_passphrase_is_hidden_until_asked(program: Program, qtbot: QtBot) -> None:
    """It is hidden from the start; the button shows it and gives the focus back."""
    view = shown(program, qtbot)
    assert view.edit.line.echoMode() == QLineEdit.EchoMode.Password
    tab_to("Show the passphrase")
    press(Qt.Key.Key_Space)
    assert view.edit.line.echoMode() == QLineEdit.EchoMode.Normal
    assert view.edit.line.hasFocus()


def test_everything_has_a_name_and_is_reached(program: Program, qtbot: QtBot) -> None:
    """A screen reader names every control and Tab reaches it."""
    view = shown(program, qtbot)
    assert unnamed_widgets(view) == []
    assert unreached_widgets(view) == []
    grab(view, "unlock")


def test_several_officers_are_asked_for_their_name(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """Where several officers unlock a PC, each says who they are; a missing name is told."""
    home = make_home(tmp_path / "home")
    slots = HomePaths(home).slots
    add_slot(slots, open_slot(slots, OFFICER, PASSPHRASE), "officer2", "seven pelican lanterns under a quiet sky",
             cost=CHEAPEST)  # fmt: skip
    program = Program(theme, home)
    view = program.begin()
    assert isinstance(view, UnlockView)
    qtbot.waitUntil(view.officer.isVisible)
    tab_to("Passphrase")
    type_keys(PASSPHRASE)
    press(Qt.Key.Key_Return)
    assert view.officer.problem() == "Say which officer unlocks."
    qtbot.waitUntil(lambda: focused() is view.officer.editor.faces[0])
    type_keys(OFFICER)
    tab_to("Passphrase")
    press(Qt.Key.Key_Return)
    program.wait_for_shell(qtbot)
    program.end()


def test_caps_lock_is_noticed(theme: Theme, qtbot: QtBot) -> None:
    """A capital letter without Shift means Caps Lock; a small one without Shift means it is off."""
    edit = PassphraseEdit()
    qtbot.addWidget(edit)
    heard: list[bool] = []
    edit.caps_seen.connect(heard.append)
    for key, text, modifier in (
        (Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_A, "a", Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_A, "A", Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_A, "a", Qt.KeyboardModifier.ShiftModifier),
    ):
        QApplication.sendEvent(edit.line, _key_event(key, modifier, text))
    assert heard == [True, False, False, True]


def _key_event(key: Qt.Key, modifier: Qt.KeyboardModifier, text: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifier, text)


def test_the_unlock_window_imports_nothing_heavy(home: Path) -> None:
    """At the unlock window no database, document, form or network library has been imported."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN_AND_LIST, str(home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert {"True", "PySide6"} <= loaded
    assert loaded.isdisjoint(HEAVY)


def test_numbers_stand_for_the_names_of_qt(theme: Theme, qtbot: QtBot) -> None:
    """What the unlock window sets by number is what Qt means: nothing typed is ever shown as markup."""
    label = body("<b>a</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText == Qt.TextFormat(PLAIN_TEXT)
    assert Qt.FocusPolicy(NO_FOCUS) == Qt.FocusPolicy.NoFocus


def test_a_passphrase_is_never_kept_by_an_input_method(theme: Theme, qtbot: QtBot) -> None:
    """Hidden or shown, the line tells the input method to remember and to guess nothing."""
    edit = PassphraseEdit()
    qtbot.addWidget(edit)
    kept_out = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    for _turn in range(3):
        assert edit.line.inputMethodHints() & kept_out == kept_out
        edit.findChildren(QPushButton)[0].click()
