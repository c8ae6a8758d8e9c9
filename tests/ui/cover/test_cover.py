"""The covered screen: at once, over everything, nothing gets through, and everything comes back as it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QMessageBox, QVBoxLayout, QWidget

from tests.ui.cover.answers import PIN, answer, come_back, is_blank, is_told
from tests.ui.cover.conftest import HALF_TYPED, PLACE
from tests.ui.desktops import PASSPHRASE, Program
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets
from tipdesk.homes.pins import keep_pin
from tipdesk.ui.cover.pin_dialog import PinDialog
from tipdesk.ui.cover.sheet import Sheet
from tipdesk.ui.shell import Shell
from tipdesk.ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tipdesk.bootstrap.guarding import Guard


@pytest.fixture
def with_pin(program: Program, guard: Guard) -> None:
    """The officer has set a PIN."""
    session = program.desktop.window.session
    keep_pin(session, session.desk, PASSPHRASE, PIN)


def shell_of(program: Program) -> Shell:
    """Return the main window."""
    assert isinstance(program.front, Shell)
    return program.front


def shown_windows() -> list[QWidget]:
    """Return the windows of ours that can be seen."""
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def test_escape_twice_covers_at_once(guard: Guard, escape: Callable[[int], None], program: Program) -> None:
    """With the events of the key itself sheet and page are there; not a pixel of the window is left, not its title."""
    assert not is_blank(program.front.grab().toImage())
    escape(2)
    QApplication.processEvents()
    assert guard.cover.page.isVisible()
    assert is_blank(program.front.grab().toImage())
    assert {window.windowTitle() for window in shown_windows()} == {"Paused"}
    grab(guard.cover.page, "cover")


def test_the_passphrase_brings_back_the_same_place(
    guard: Guard, escape: Callable[[int], None], line: QLineEdit, qtbot: QtBot
) -> None:
    """Before a PIN is set the passphrase brings back the focus, cursor and half-typed word; a PIN is offered."""
    escape(2)
    come_back(qtbot, guard, PASSPHRASE)
    assert QApplication.focusWidget() is line
    assert (line.text(), line.cursorPosition()) == (HALF_TYPED, PLACE)
    assert line.window().windowTitle() == "I am worried about someone · TIPdesk"
    shell = guard.parent()
    assert isinstance(shell, Shell)
    qtbot.waitUntil(lambda: "PIN" in shell.toast._words.text())


def test_a_pin_brings_back_the_same_place(
    guard: Guard, with_pin: None, escape: Callable[[int], None], line: QLineEdit, qtbot: QtBot
) -> None:
    """The PIN does what the passphrase does; a selection is kept too."""
    line.setSelection(2, 5)
    escape(2)
    come_back(qtbot, guard, PIN)
    assert QApplication.focusWidget() is line
    assert (line.text(), line.selectedText()) == (HALF_TYPED, HALF_TYPED[2:7])


def test_nothing_gets_through(guard: Guard, escape: Callable[[int], None], line: QLineEdit, program: Program) -> None:
    """Keys, clicks and shortcuts sent to what lies behind do nothing; Ctrl+K opens nothing."""
    escape(2)
    shell = shell_of(program)
    QTest.keyClicks(line, "gets through")
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(shell, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(shell, Qt.MouseButton.LeftButton, pos=QPoint(80, 80))
    assert line.text() == HALF_TYPED
    assert shell.palette_box.isHidden()
    assert shell.actions_known.page == "worry"
    assert guard.cover.page.isActiveWindow()


def test_a_dialog_is_covered_and_comes_back(
    guard: Guard, with_pin: None, escape: Callable[[int], None], program: Program, qtbot: QtBot
) -> None:
    """Escape twice leaves a modal dialog open, covers it too, and its half-typed line has the focus afterwards."""
    dialog = QDialog(program.front)
    dialog.setWindowTitle("Invented name")
    column, inside = QVBoxLayout(dialog), QLineEdit("half")
    column.addWidget(inside)
    seen: list[object] = []

    def meet() -> None:
        inside.setFocus()
        QApplication.processEvents()
        escape(2)
        QApplication.processEvents()
        seen.extend([dialog.isVisible(), dialog.windowTitle(), is_blank(dialog.grab().toImage())])
        come_back(qtbot, guard, PIN)
        seen.extend([QApplication.focusWidget() is inside, inside.text(), dialog.windowTitle(), dialog.isVisible()])

    def meet_and_close() -> None:
        try:
            meet()
        finally:  # a dialog that stays open would hold the whole run
            dialog.accept()

    QTimer.singleShot(0, meet_and_close)
    assert dialog.exec() == QDialog.DialogCode.Accepted
    assert seen == [True, "Paused", True, True, "half", "Invented name", True]
    dialog.deleteLater()


def test_menus_go_and_what_comes_up_meanwhile_is_covered(
    guard: Guard, with_pin: None, program: Program, qtbot: QtBot
) -> None:
    """A menu closes; a toast stays under the sheet; a dialog that comes up neither shows nor takes the keys."""
    menu = QMenu(program.front)
    menu.addAction("Invented name")
    menu.popup(QPoint(50, 50))
    guard.cover.cover()
    assert menu.isHidden()
    shell = shell_of(program)
    shell.toast.say("Invented name")
    box = QMessageBox(QMessageBox.Icon.Information, "Invented name", "Invented name", parent=shell)
    box.open()
    qtbot.waitUntil(lambda: bool(box.findChildren(Sheet)) and guard.cover.page.isVisible())
    qtbot.waitUntil(guard.cover.page.edit.line.hasFocus)
    assert is_blank(shell.grab().toImage())
    assert is_blank(box.grab().toImage())
    assert box.windowTitle() == "Paused"
    come_back(qtbot, guard, PIN)
    assert box.windowTitle() == "Invented name"
    assert not is_blank(box.grab().toImage())
    box.close()


def test_escape_once_does_what_it_always_does(
    guard: Guard, escape: Callable[[int], None], program: Program, qtbot: QtBot
) -> None:
    """A single Escape closes the search box a moment later, or at once when another key follows; nothing is covered."""
    shell = shell_of(program)
    shell.palette_box.open_with("")
    escape(1)
    qtbot.waitUntil(shell.palette_box.isHidden)
    shell.palette_box.open_with("")
    escape(1)
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_A)
    assert shell.palette_box.isHidden()
    assert not guard.cover.is_covered


def test_wrong_answers_are_counted(guard: Guard, with_pin: None, program: Program, qtbot: QtBot) -> None:
    """Each wrong answer empties the line and says how many are left; a right one in between begins anew."""
    page = guard.cover.page
    for left in (4, 3):
        guard.cover.cover()
        answer(guard, "718294")
        qtbot.waitUntil(partial(is_told, guard, f"{left}."))
        assert page.edit.line.text() == ""
    grab(page, "cover-wrong")
    come_back(qtbot, guard, PIN)
    assert program.fresh == []


def test_everything_on_the_page_has_a_name(
    guard: Guard, schemes: Callable[[Scheme], None], escape: Callable[[int], None]
) -> None:
    """A screen reader names every control of the neutral page, Tab reaches it, and it tells nothing of the program."""
    escape(2)
    page = guard.cover.page
    assert unnamed_widgets(page) == []
    assert unreached_widgets(page) == []
    words = {page.windowTitle(), *(part.text() for part in page.findChildren(QWidget) if hasattr(part, "text"))}
    assert not any("tip" in word.lower() or "case" in word.lower() for word in words)
    schemes(Scheme.DARK)
    grab(page, "cover-dark")


def test_the_window_behind_cannot_be_closed(guard: Guard, program: Program) -> None:
    """The task bar's Close does nothing to a window that is covered."""
    guard.cover.cover()
    program.front.close()
    assert program.front.isVisible()


def test_a_cover_empties_the_clipboard(guard: Guard, line: QLineEdit, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was copied from a field is gone with the screen. (An offscreen clipboard does not say whose it is.)."""
    monkeypatch.setattr(guard.clipboard, "_owns", lambda mode: mode == QClipboard.Mode.Clipboard)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == HALF_TYPED
    guard.cover.cover()
    assert QApplication.clipboard().text() == ""


def test_every_window_is_known_to_the_guard(guard: Guard, program: Program, qtbot: QtBot) -> None:
    """What keeps windows out of captures hears of a dialog soon after it is there, and of each window once."""
    came: list[str] = []
    guard._watch.came.connect(lambda window: came.append(window.title()))
    dialog = QDialog(program.front)
    dialog.setWindowTitle("Invented name")
    dialog.open()
    qtbot.waitUntil(lambda: "Invented name" in came)
    guard._watch.find_windows()
    assert came.count("Invented name") == 1
    dialog.close()


def test_the_dialog_sets_a_pin(guard: Guard, program: Program, qtbot: QtBot) -> None:
    """Passphrase, PIN, PIN again: what is wrong is told beside its field; a good one is kept and opens the cover."""
    shell = shell_of(program)
    shell.actions_known.run("pin")
    [dialog] = shell.findChildren(PinDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    fields = (dialog._passphrase, dialog._pin, dialog._again)

    def give(*words: str) -> None:
        for field, text in zip(fields, words, strict=True):
            field.editor.set_value(text)
        dialog._save.click()

    give(PASSPHRASE, "402117", "402118")
    assert dialog._again.problem() == "The two are not the same."
    give(PASSPHRASE, "123456", "123456")
    qtbot.waitUntil(lambda: "run up" in dialog._pin.problem())
    grab(dialog, "pin-dialog")
    give("not the passphrase at all", "402117", "402117")
    qtbot.waitUntil(lambda: "not right" in dialog._passphrase.problem(), timeout=20_000)
    assert unnamed_widgets(dialog) == []
    assert unreached_widgets(dialog) == []
    give(PASSPHRASE, "402117", "402117")
    qtbot.waitUntil(lambda: "The PIN is set" in shell.toast._words.text(), timeout=20_000)
    guard.cover.cover()
    come_back(qtbot, guard, "402117")
