"""What would have been printed, in a window of a program that has no console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.probes import unnamed_widgets, unreached_widgets
from tipdesk.ui.said import SaidPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme


def test_it_can_be_read_and_copied_by_keys(theme: Theme, qtbot: QtBot) -> None:
    """Every line is there, hidden characters as marks; each control has a name and is reached; the words are copied."""
    del theme
    words = "TIPdesk 0.1.0\n" + "\n".join(f"line {number}" for number in range(60)) + "\nhid\u202eden"
    page = SaidPage(words)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    assert "line 59" in page.words.toPlainText()
    assert "\u202e" not in page.words.toPlainText()
    assert unnamed_widgets(page) == []
    assert unreached_widgets(page) == []
    copy = next(one for one in page.findChildren(QPushButton) if one.text() == "Copy")
    copy.click()
    assert QApplication.clipboard().text().startswith("TIPdesk 0.1.0\nline 0")
