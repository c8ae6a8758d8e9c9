"""The window as a whole: pages, palette, keyboard, names, looks."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.gallery import Gallery, make_shell
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets
from tipdesk.ui.actions import Action, Actions
from tipdesk.ui.shell import Shell
from tipdesk.ui.theme import Scheme, Theme
from tipdesk.ui.widgets.shortcut_sheet import ShortcutSheet


@pytest.fixture
def done() -> list[str]:
    """What was run."""
    return []


@pytest.fixture
def shell(qtbot: QtBot, done: list[str]) -> Shell:
    """A shown window of 1024 by 700."""
    window = make_shell(done)
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.open_page("home")
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST])
def test_every_widget_is_named_and_reached(shell: Shell, schemes: Callable[[Scheme], None], scheme: Scheme) -> None:
    """On both pages a screen reader can name every control and Tab reaches each; Qt has nothing to complain about."""
    schemes(scheme)
    for page in ("home", "cases"):
        widget = shell.open_page(page)
        if isinstance(widget, Gallery):
            QTest.keyClicks(widget.born.editor.faces[0], "x")
            assert not widget.summary.check(widget.fields)
        QApplication.processEvents()
        assert unnamed_widgets(shell) == []
        assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == [shell]
        assert unreached_widgets(shell) == []
        QApplication.processEvents()
        grab(shell, f"{page}-{scheme.value}")


def test_window_fits_1024_by_700_with_the_largest_text(shell: Shell, theme: Theme) -> None:
    """At 150 % the frame of the window still needs no more than 1024 by 700."""
    theme.apply(Scheme.LIGHT, text_percent=150)
    QApplication.processEvents()
    QApplication.processEvents()
    grab(shell, "home-150")
    hint = shell.minimumSizeHint()
    theme.apply(Scheme.LIGHT, text_percent=100)
    assert hint.width() <= 1024
    assert hint.height() <= 700


def test_the_search_says_what_fits(shell: Shell, theme: Theme) -> None:
    """Whole words or fewer of them, never cut ones; a reader of the screen always hears the same."""
    [search] = [button for button in shell.top.findChildren(QPushButton) if "Ctrl+K" in button.accessibleName()]
    said = {}
    for percent in (100, 150):
        theme.apply(Scheme.LIGHT, text_percent=percent)
        for title in ("Home", "I am worried about someone"):
            shell.show_title(title)
            for _turn in range(4):
                QApplication.processEvents()
            said[percent, title] = search.text()
            assert search.sizeHint().width() <= search.width()
    theme.apply(Scheme.LIGHT, text_percent=100)
    assert said[100, "Home"] == "Search everything   (Ctrl+K)"
    assert said[150, "Home"] == "Search everything"  # the rail has icons alone, which leaves this room


def test_the_focus_is_drawn_once(shell: Shell) -> None:
    """What the keyboard has reached looks as what the mouse has: our own frame, and none of Qt's style inside it."""
    shell.open_page("cases")
    shell.activateWindow()
    seen = 0
    for button in shell.findChildren(QAbstractButton):
        if not (button.isVisible() and button.isEnabled() and button.focusPolicy() & Qt.FocusPolicy.TabFocus):
            continue
        button.setFocus()
        looks = []
        for is_keyboard in (False, True):
            shell.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, is_keyboard)
            looks.append(button.grab().toImage())
        assert button.hasFocus()
        assert looks[0] == looks[1], button.accessibleName()
        seen += 1
    assert seen > 10


def test_the_palette_closes_when_what_it_came_from_is_gone(shell: Shell) -> None:
    """A page that was made anew under the open palette takes the focus with it; closing it breaks nothing."""
    line = QLineEdit(shell)
    line.show()
    line.setFocus()
    shell.palette_box.open_with("new")
    delete(line)
    shell.palette_box.close_quietly()
    assert not shell.palette_box.isVisible()


def test_palette_finds_and_runs(qtbot: QtBot, shell: Shell, done: list[str]) -> None:
    """Ctrl+K, a few letters and Enter run an action; what the finder replies stands below the actions."""
    QTest.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(shell.palette_box.isVisible)
    grab(shell, "palette")
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "new")
    qtbot.waitUntil(lambda: len(shell.palette_box.texts()) == 2)
    assert shell.palette_box.texts() == ["New case     Ctrl+N", "LCA-26-000411     case with new"]
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert done == ["new-case"]
    assert not shell.palette_box.isVisible()
    shell.palette_box.open_with("new")
    qtbot.waitUntil(lambda: len(shell.palette_box.texts()) == 2)
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert done == ["new-case", "found new"]


def test_an_action_is_offered_on_its_page_only(shell: Shell) -> None:
    """Printing belongs to the cases page; other names of an action find it too."""
    assert [action.id for action in shell.actions_known.find_offered("print")] == []
    shell.open_page("cases")
    assert [action.id for action in shell.actions_known.find_offered("print")] == ["print"]
    assert [action.id for action in shell.actions_known.find_offered("push")] == ["sync"]


def test_shortcuts_run_and_open_pages(qtbot: QtBot, shell: Shell, done: list[str]) -> None:
    """F5 runs its action, Ctrl+2 opens the second page, and the rail marks it."""
    QTest.keyClick(shell, Qt.Key.Key_F5)
    assert done == ["sync"]
    with qtbot.waitSignal(shell.opened) as opened:
        QTest.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert opened.args == ["cases"]
    assert shell.windowTitle() == "Cases · TIPdesk"


def test_arrows_move_in_the_rail(qtbot: QtBot, shell: Shell) -> None:
    """Down goes to the next page's button without opening it; Space opens it."""
    first = next(button for button in shell.rail.findChildren(type(shell.rail._buttons["home"])))
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    second = QApplication.focusWidget()
    assert second is shell.rail._buttons["cases"]
    with qtbot.waitSignal(shell.opened):
        QTest.keyClick(second, Qt.Key.Key_Space)


def test_two_actions_cannot_share_id_or_shortcut() -> None:
    """A second use of an id, or of a shortcut on the same page, is a programming error that shows at start."""
    actions = Actions()
    actions.add(Action("a", "One", list, "Ctrl+N"))
    with pytest.raises(ValueError, match="b"):
        actions.add(Action("b", "Two", list, "Ctrl+N", page="cases"))
    with pytest.raises(ValueError, match="a"):
        actions.add(Action("a", "One", list))


def test_shortcut_sheet_lists_every_shortcut(qtbot: QtBot, shell: Shell) -> None:
    """The sheet is read from the registry."""
    sheet = ShortcutSheet(shell.actions_known, shell)
    qtbot.addWidget(sheet)
    sheet.show()
    assert unnamed_widgets(sheet) == []
    grab(sheet, "shortcuts")


def test_the_sheet_of_shortcuts_is_read_by_keys(qtbot: QtBot, shell: Shell) -> None:
    """Of all the sheets this one is read by whoever has no mouse: the keys of a page scroll it."""
    sheet = ShortcutSheet(shell.actions_known, shell)
    qtbot.addWidget(sheet)
    sheet.show()
    [area] = sheet.findChildren(QScrollArea)
    listed = area.widget()
    assert listed is not None
    listed.setMinimumHeight(4000)
    QApplication.processEvents()
    bar, close = area.verticalScrollBar(), sheet.findChildren(QPushButton)[0]
    for key, expected in ((Qt.Key.Key_End, bar.maximum()), (Qt.Key.Key_Home, 0), (Qt.Key.Key_PageDown, bar.pageStep())):
        QTest.keyClick(close, key)
        assert bar.value() == expected


def test_the_key_for_undo_takes_back_what_the_toast_tells(qtbot: QtBot, shell: Shell, done: list[str]) -> None:
    """Ctrl+Z undoes from any page while there is something to undo, once, and never what is typed into a line."""
    shell.show()
    line, other = QLineEdit(shell), QPushButton("Elsewhere", shell)
    for widget in (line, other):
        widget.show()
    shell.toast.say("In charge: admin", offer="Undo", undo=lambda: done.append("undone"))
    line.setText("typed")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done == []
    for _time in range(2):
        QTest.keyClick(other, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (done, shell.toast.offers()) == (["undone"], False)


def test_toast_offers_undo_without_taking_the_focus(qtbot: QtBot, shell: Shell, done: list[str]) -> None:
    """A word after a deed leaves the focus where it was; its button undoes."""
    before = QApplication.focusWidget()
    shell.toast.say("Case closed", offer="Undo", undo=lambda: done.append("undone"))
    grab(shell, "toast")
    assert QApplication.focusWidget() is before
    QTest.mouseClick(shell.toast._button, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert not shell.toast.isVisible()
