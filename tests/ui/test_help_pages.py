"""The pages of help: found by their words in the palette, read whole, on a small screen and in large letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from tests.ui.probes import grab, unnamed_widgets, words
from tipdesk.ui.actions import Actions
from tipdesk.ui.help_actions import help_actions
from tipdesk.ui.help_pages import HELP_PAGES, HelpPage
from tipdesk.ui.shell import Shell
from tipdesk.ui.theme import Scheme
from tipdesk.ui.widgets.help_sheet import HelpSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme


@pytest.mark.parametrize(("typed", "title"), [("breach", HELP_PAGES[0].title), ("listed open", HELP_PAGES[1].title)])
def test_a_page_is_found_and_opened_by_its_words(qtbot: QtBot, typed: str, title: str) -> None:
    """Ctrl+K, the word that an officer read, Enter: the page that tells of it is in front."""
    actions = Actions()
    shell = Shell(actions)
    qtbot.addWidget(shell)
    for action in help_actions(shell, lambda: actions, lambda: None):
        actions.add(action)
    shell.show()
    shell.palette_box.open_with(typed)
    QTest.keyClick(shell.palette_box._line, Qt.Key.Key_Return)
    [sheet] = shell.findChildren(HelpSheet)
    assert (sheet.windowTitle(), sheet.isVisible()) == (title, True)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize("page", HELP_PAGES, ids=lambda page: page.id)
@pytest.mark.parametrize("percent", [100, 150])
def test_a_page_is_read_whole(qtbot: QtBot, theme: Theme, page: HelpPage, percent: int) -> None:
    """Every sentence stands there uncut, End goes to the last one, and the sheet is no higher than the screen."""
    theme.apply(Scheme.LIGHT, text_percent=percent)
    sheet = HelpSheet(page)
    qtbot.addWidget(sheet)
    sheet.show()
    QApplication.processEvents()
    grab(sheet, f"{page.id}-{percent}")
    said = words(sheet)
    assert [one for question, paragraphs in page.parts for one in (question, *paragraphs) if one not in said] == []
    assert unnamed_widgets(sheet) == []
    assert sheet.height() <= sheet.screen().availableSize().height()
    [area] = sheet.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0, "no line is cut"
    QTest.keyClick(sheet, Qt.Key.Key_End)
    assert area.verticalScrollBar().value() == area.verticalScrollBar().maximum()
