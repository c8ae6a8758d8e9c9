"""What can be done here: buttons and menus of the page in front are offered by Ctrl+K, before everything else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from tests.ui.probes import unnamed_widgets
from tipdesk.ui.actions import Action, Actions, Reply, Result
from tipdesk.ui.at_hand import REGISTERED, find_at_hand
from tipdesk.ui.plain import set_name
from tipdesk.ui.shell import Page, Shell
from tipdesk.ui.widgets.shortcut_sheet import ShortcutSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Deeds(QWidget):
    """A page with one of every button."""

    def __init__(self, done: list[str]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.save, self.off, self.known = QPushButton("&Save && send"), QPushButton("Off"), QPushButton("Known")
        self.change, self.more = QPushButton("Change"), QPushButton("More")
        set_name(self.change, "Papers: change")
        self.off.setEnabled(False)
        self.known.setProperty(REGISTERED, True)
        menu = QMenu(self.more)
        menu.addAction("Who may &see this").triggered.connect(lambda: done.append("see"))
        menu.addSeparator()
        self.more.setMenu(menu)
        self.save.clicked.connect(lambda: done.append("save"))
        self.change.clicked.connect(lambda: done.append("change"))
        for button in (self.save, self.off, self.known, self.change, self.more):
            column.addWidget(button)


@pytest.fixture
def done() -> list[str]:
    """What was run."""
    return []


@pytest.fixture
def shell(qtbot: QtBot, theme: object, done: list[str]) -> Shell:
    """A window with that page in front, two actions of the registry, and a finder that knows one person."""
    actions = Actions()
    found = [Result("K7Q-42MX", "Person", "user", lambda: done.append("person"), "People")]
    shell = Shell(actions, lambda _words, reply: reply(found))
    shell.add_page(Page("deeds", "&Deeds", "home", lambda: Deeds(done)))
    actions.add(
        Action("known", "Known by the registry", lambda: done.append("known"), "D", page="deeds", is_bound=False)
    )
    actions.add(Action("about", "About this", lambda: done.append("about"), is_help=True))
    qtbot.addWidget(shell)
    shell.open_page("deeds")
    shell.resize(1024, 700)
    shell.show()
    qtbot.waitExposed(shell)
    QApplication.processEvents()
    return shell


def test_buttons_and_menus_are_found_by_their_words(shell: Shell, done: list[str]) -> None:
    """What is off, or in the registry, is left out; a button is called as it is read out, and running presses it."""
    page = shell.actions_known.front
    assert page is not None
    found = {action.text: action for action in find_at_hand(page)}
    assert list(found) == ["Save & send", "Papers: change", "More: Who may see this"]
    for action in found.values():
        action.run()
    assert done == ["save", "change", "see"]


def test_what_has_to_be_scrolled_to_comes_after_what_is_in_sight(shell: Shell, done: list[str]) -> None:
    """A button at the end of a long pane is found too, last, and has the focus, in sight, when it was run."""
    page, room, last = QWidget(), QScrollArea(), QPushButton("Link")
    inner, column, around = QWidget(), QVBoxLayout(), QVBoxLayout(page)
    inner.setLayout(column)
    column.addWidget(last)
    column.insertSpacing(0, 3_000)
    room.setWidget(inner)
    around.addWidget(room)
    around.addWidget(QPushButton("Below"))
    last.clicked.connect(lambda: done.append("link"))
    shell.add_page(Page("long", "&Long", "home", lambda: page))
    shell.open_page("long")
    QApplication.processEvents()
    found = find_at_hand(page)
    assert [one.text for one in found] == ["Below", "Link"]
    found[-1].run()
    assert (done, last.hasFocus(), last.visibleRegion().isEmpty()) == (["link"], True, False)


def test_a_menu_that_was_filled_anew_is_still_chosen_from(shell: Shell, done: list[str]) -> None:
    """What is called the same now is run, what is gone is not, and what only opens further entries is not offered."""
    page = shell.actions_known.front
    assert isinstance(page, Deeds)
    menu = page.more.menu()
    menu.addMenu("Sort by").addAction("Tag")
    menu.addAction("Going").triggered.connect(lambda: done.append("gone"))
    found = {action.text: action for action in find_at_hand(page)}
    assert [text for text in found if text.startswith("More")] == ["More: Who may see this", "More: Going"]
    menu.clear()
    menu.addAction("Who may &see this").triggered.connect(lambda: done.append("see anew"))
    for text in ("More: Who may see this", "More: Going"):
        found[text].run()
    assert done == ["see anew"]


def test_what_is_here_comes_first_then_people_then_help(shell: Shell, done: list[str]) -> None:
    """Headings in the order of the issue; arrows pass over them; Enter runs what is marked."""
    shell.palette_box.open_with("")
    assert shell.palette_box.headings() == ["Here: Deeds", "Actions", "Help"]
    shell.palette_box.close_quietly()
    shell.palette_box.open_with("a")
    line = QApplication.focusWidget()
    assert line is not None
    assert shell.palette_box.headings() == ["People", "Help"]
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert done == ["about"]


def test_a_late_answer_leaves_the_marked_line(qtbot: QtBot, theme: object) -> None:
    """Who has gone down in the list stays on their line when the cases come."""
    later, done = list[Reply](), list[str]()
    actions = Actions()
    for number in range(3):
        actions.add(Action(f"a{number}", f"Able {number}", partial(done.append, f"able {number}")))

    def answer_later(_words: str, reply: Reply) -> None:
        later.append(reply)

    shell = Shell(actions, answer_later)
    qtbot.addWidget(shell)
    shell.show()
    shell.palette_box.open_with("able")
    line = shell.palette_box._line
    QTest.keyClick(line, Qt.Key.Key_Down)
    later[-1]([Result("K7Q-42MX", "Able heron", "folder", lambda: done.append("case"), "Cases")])
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert done == ["able 1"]


def test_the_sheet_names_the_page_of_a_letter(qtbot: QtBot, shell: Shell) -> None:
    """F1 shows the same registry: what works everywhere, then the letters of each page under its name."""
    sheet = ShortcutSheet(shell.actions_known, shell)
    qtbot.addWidget(sheet)
    sheet.show()
    told = [label.text() for label in sheet.findChildren(QWidget) if hasattr(label, "text") and label.isVisible()]
    assert told.index("On the page Deeds") < told.index("D") < told.index("Known by the registry")
    assert unnamed_widgets(sheet) == []
