"""The page *About*: which program this is, in lines that support can be sent, and every licence beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.desktops import OFFICER, Program, make_home, press, tab_to
from tests.ui.probes import doubled_keys, grab, unnamed_widgets, unreached_widgets, words
from tests.ui.pseudo_words import cut
from tipdesk import __version__
from tipdesk.adapters.system.components import load_components
from tipdesk.domain.about import OURS, About
from tipdesk.domain.edition import Edition
from tipdesk.domain.errors import Trouble
from tipdesk.ui.about.page import AboutPage
from tipdesk.ui.about.presenter import make_page
from tipdesk.ui.lanes import Lane, Lanes
from tipdesk.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.domain.components import Component
    from tipdesk.ui.shell import Shell

SIZES = [(1024, 700), (1366, 768)]


@pytest.fixture
def sized(theme: Theme) -> Iterator[Theme]:
    """The theme; usual letters again afterwards."""
    yield theme
    theme.apply(Scheme.LIGHT, text_percent=100)


class FakeProgram:
    """A program of a package, whose notices cannot be read."""

    def about(self) -> About:
        return About(Edition("0.9", "0123456789ab", 41), {"Python": "3.99"}, "D:/invented person")

    def components(self) -> tuple[Component, ...]:
        raise Trouble("resource-missing", "The program lacks its file {name}. Install it again.", name="T.txt")


def opened(program: Program, shell: Shell, qtbot: QtBot) -> AboutPage:
    """Open the page by the search over everything, and return it once it has its answers."""
    shell.activateWindow()
    [action] = [one for one in shell.actions_known.find_offered("about") if one.id == "about"]
    action.run()
    page = program.page(AboutPage)
    qtbot.waitUntil(lambda: page.components.model.rowCount() > 0 and bool(page.facts.texts()))
    page.search.clear()
    qtbot.waitUntil(lambda: page.components.model.rowCount() == len(load_components()))
    return page


def test_it_says_which_program_this_is(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Version, licence, where the home lies, and each library in the version that runs."""
    page = opened(program, shell, qtbot)
    told = dict(text.split(": ", 1) for text in page.facts.texts())
    assert told["Version"] == f"{__version__}, from its source"
    assert told["Licence of TIPdesk"] == "Apache License 2.0"
    assert page.home.text() == str(program.home)
    assert told["Qt"] == qVersion()
    assert all(told[name][0].isdigit() for name in ("Python", "SQLCipher", "SQLite"))


def test_every_licence_is_read_beside_the_list(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """TIPdesk stands first with its licence; each line of the list shows its own notice, from the beginning."""
    page = opened(program, shell, qtbot)
    page.components.table.selectRow(0)
    assert words(page.card).startswith(f"{OURS} {__version__}")
    assert "Apache License" in page.notice.toPlainText()
    qt = next(row for row, line in enumerate(page.components.model.lines) if line.cells[0] == "Qt")
    page.components.table.selectRow(qt)
    text = page.notice.toPlainText()
    assert page.notice.accessibleName() == f"Qt {qVersion()}"
    assert text.startswith("Licence: LGPL-3.0-only\nCopyright")
    assert "It comes within pyside6-essentials." in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert page.notice.isReadOnly()
    icu = next(row for row, line in enumerate(page.components.model.lines) if line.cells[0] == "ICU")
    page.components.table.selectRow(icu)
    assert "Only the package for Linux carries it." in page.notice.toPlainText()


def test_a_search_by_keyboard_leads_to_a_licence(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Typing narrows the list and says how many of all it shows; Down leads into it; nothing found says what to do."""
    page = opened(program, shell, qtbot)
    qtbot.waitUntil(page.search.hasFocus)
    every = len(load_components())
    QTest.keyClicks(page.search, "open font")
    qtbot.waitUntil(lambda: page.components.model.rowCount() == 0)
    assert "Nothing is called so" in words(page)
    page.search.clear()
    QTest.keyClicks(page.search, "ofl noto")
    qtbot.waitUntil(lambda: page.components.model.rowCount() == 2)
    assert page.count.text() == f"2 of {every} components"
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.waitUntil(page.components.table.hasFocus)
    QTest.keyClick(page.components.table, Qt.Key.Key_Down)
    assert "SIL OPEN FONT LICENSE" in page.notice.toPlainText()


def test_what_is_copied_names_nobody(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Edition and versions go to the clipboard; no login, no folder and no path of a person does."""
    page = opened(program, shell, qtbot)
    page.copy.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith(f"TIPdesk {__version__}, from its source\nQt {qVersion()}\nPython 3.")
    assert OFFICER not in copied
    assert "/" not in copied
    assert "\\" not in copied
    assert "ten seconds" in words(page)


def test_a_build_says_its_commit_and_missing_notices_are_said(theme: Theme, qtbot: QtBot) -> None:
    """Of a package build and commit are told; where its notices are missing, a sentence says what to do."""
    crashes: list[BaseException] = []
    lanes = Lanes(dict.fromkeys(Lane), on_problem=crashes.append, on_crash=crashes.append)
    page = make_page(lanes, FakeProgram(), "Copied.")
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: bool(page.facts.texts()) and "Install it again" in words(page))
    assert page.facts.texts()[0] == "Version: 0.9, build 41, commit 0123456789ab"
    page.copy.click()
    assert "invented" not in QApplication.clipboard().text()
    assert "commit 0123456789ab" in QApplication.clipboard().text()
    lanes.close()
    assert crashes == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_it_fits(
    program: Program, shell: Shell, qtbot: QtBot, sized: Theme, size: tuple[int, int], percent: int
) -> None:
    """At both sizes, light and dark, with large letters, nothing is cut; everything is named and Tab reaches it."""
    page = opened(program, shell, qtbot)
    qtbot.waitUntil(shell.isActiveWindow)
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        sized.apply(scheme, text_percent=percent)
        shell.resize(*size)
        QApplication.processEvents()
        assert cut(page) == []
        grab(shell, f"about-{scheme.value}-{size[0]}-{percent}")
    assert unnamed_widgets(shell) == []
    assert unreached_widgets(shell) == []
    assert doubled_keys(shell) == []


def test_the_unlock_window_leads_to_it(theme: Theme, tmp_path: Path, qtbot: QtBot) -> None:
    """By keyboard from the version at its foot, without a passphrase, and back to the passphrase."""
    locked = Program(theme, make_home(tmp_path / "home"))
    view = locked.unlock_window(qtbot)
    assert doubled_keys(view) == []
    tab_to(f"Version {__version__}")
    press(Qt.Key.Key_Space)
    page = locked.page(AboutPage)
    qtbot.waitUntil(lambda: page.components.model.rowCount() > 0 and bool(page.facts.texts()))
    assert view.windowTitle() == "About TIPdesk"
    assert page.home.text() == str(locked.home)
    assert unnamed_widgets(view) == []
    assert unreached_widgets(view) == []
    assert doubled_keys(view) == []
    page.copy.click()
    assert "No name and no folder" in words(page)
    assert str(locked.home) not in QApplication.clipboard().text()
    grab(view, "unlock-about")
    tab_to("Back to unlock")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(view.edit.line.hasFocus)
    locked.end()
