"""A report being written without login when somebody comes near, or its writer goes away: gone, kept, sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.desktops import PASSPHRASE, Program, make_home, type_keys
from tests.ui.test_unlock_deeds import begun_report
from tipdesk.domain.rules.absence import Moment
from tipdesk.homes.opening import open_session
from tipdesk.services.case.list_cases import list_cases

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

MINUTE = 60_000


@pytest.mark.parametrize("how", ["escape twice", "three minutes", "escape on the passphrase"])
def test_a_report_is_left_at_once_and_kept(theme: Theme, qtbot: QtBot, tmp_path: Path, how: str) -> None:
    """The window goes, a fresh process is asked for, the next unlock finds the report; elsewhere nothing happens."""
    home = make_home(tmp_path / "home")
    program = Program(theme, home)
    view = program.begin()
    qtbot.waitUntil(lambda: program.desktop.deeds is not None and view.isActiveWindow(), timeout=20_000)
    guard = program.desktop.locked_guard
    if how == "escape on the passphrase":
        QTest.keyClick(view.windowHandle(), Qt.Key.Key_Escape)
        QTest.keyClick(view.windowHandle(), Qt.Key.Key_Escape)
        guard.leave()
        assert view.isVisible()
        program.end()
        return
    page = begun_report(view, qtbot)
    type_keys("Joan Inventedofficer")
    page.sheet.questions.fields["own_words"].set_value("Unmistakable words")
    page.sheet.changed.emit()
    if how == "escape twice":
        QTest.keyClick(view.windowHandle(), Qt.Key.Key_Escape)
        QTest.keyClick(view.windowHandle(), Qt.Key.Key_Escape)
    else:
        seen = guard.now()
        guard.now = lambda: Moment(seen.wall_ms - MINUTE, seen.running_ms + 4 * MINUTE)  # type: ignore[method-assign]  # a clock set back
        guard.judge()
    assert not view.isVisible()
    qtbot.waitUntil(lambda: program.fresh == [home])
    program.end()
    again = Program(theme, home)
    again.unlock(qtbot)
    session = again.desktop.window.session
    qtbot.waitUntil(lambda: len(list_cases(session.desk).lines) == 1, timeout=20_000)
    again.end()
    open_session(home, None, PASSPHRASE).close()
