"""The rail: many pages and large text scroll, and who works here always stands below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.desktops import focused
from tests.ui.probes import grab
from tipdesk.ui.theme import Scheme, Theme
from tipdesk.ui.widgets.nav_rail import NavRail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

PAGES = 13
"""As many as an administrator at headquarters has."""
HEIGHT = 676
"""What the smallest window leaves above its status line."""


@pytest.fixture(params=[100, 150])
def rail(request: pytest.FixtureRequest, theme: Theme, qtbot: QtBot) -> Iterator[NavRail]:
    """The rail of that administrator, with the usual and with the largest text."""
    theme.apply(Scheme.LIGHT, text_percent=request.param)
    made = NavRail("TIPdesk")
    qtbot.addWidget(made)
    for number in range(PAGES):
        made.add_page(str(number), f"Officers of this PC {number}", "shield")
    made.show_officer("admin\nHome Affairs")
    made.show()
    made.resize(made.sizeHint().width(), HEIGHT)
    QApplication.processEvents()
    QApplication.processEvents()
    yield made
    theme.apply(Scheme.LIGHT, text_percent=100)


def test_who_works_here_is_whole(rail: NavRail) -> None:
    """Both lines stand at the foot, and every label is as wide and high as its words."""
    [officer] = [label for label in rail.findChildren(QLabel) if label.text().startswith("admin")]
    assert officer.height() >= officer.heightForWidth(officer.width())
    assert officer.geometry().bottom() < rail.height()
    for button in rail.findChildren(QPushButton):
        assert button.height() >= button.sizeHint().height()
        assert button.visibleRegion().boundingRect().width() in (0, button.width())
        assert button.width() >= button.sizeHint().width()
    grab(rail, "rail")


def test_every_page_is_reached(rail: NavRail, qtbot: QtBot) -> None:
    """The arrows, and a page that is marked, bring a button into sight whole."""
    buttons = rail.findChildren(QPushButton)
    rail.activateWindow()
    qtbot.waitUntil(rail.isActiveWindow)
    buttons[0].setFocus()
    for number in [*range(1, PAGES), 0]:
        QTest.keyClick(focused(), Qt.Key.Key_Down)
        assert buttons[number].hasFocus()
        assert buttons[number].visibleRegion().boundingRect().size() == buttons[number].size()
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    assert buttons[-1].hasFocus()
    rail.mark("0")
    assert buttons[0].visibleRegion().boundingRect().size() == buttons[0].size()
    rail.mark(str(PAGES - 1))
    assert buttons[-1].visibleRegion().boundingRect().size() == buttons[-1].size()
