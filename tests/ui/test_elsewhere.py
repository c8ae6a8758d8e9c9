"""An open window hears of what another process wrote into its home, as the command line's sync does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from tests.journeys.worlds import opened
from tests.ui.desktops import PATIENCE_MS, Program, make_home
from tipdesk.bootstrap.watching import ElsewhereWatch
from tipdesk.services.case.new_case import new_case
from tipdesk.services.line_list.save_line import save_line
from tipdesk.ui.line_list.view import LineListView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import Desk
    from tipdesk.services.results import Changed
    from tipdesk.ui.status_line import StatusLine
    from tipdesk.ui.theme import Theme


def add_person(desk: Desk, case: bytes, tag: str) -> None:
    """Write a person into the line list of a case."""
    save_line(desk, case, None, {"tag_number": tag, "given_names": "Invented"})


def test_a_window_hears_of_another_process(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """The line list offers the new rows without moving, the foot counts anew; what is written here rings no bell."""
    home = make_home(tmp_path / "home")
    session = opened(home)
    case = new_case(session.desk, {"case": {"title": "Amber reef 70"}, "records": []}).id
    add_person(session.desk, case, "1")
    session.close()
    program = Program(theme, home)
    shell = program.unlock(qtbot)
    window = program.desktop.window
    assert window is not None
    window.seat.go("line-list", case)
    [view] = shell.findChildren(LineListView)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2 and not window.lanes.is_busy, timeout=PATIENCE_MS)
    told, before = window.status, words_of(window.status)
    [watch] = shell.findChildren(ElsewhereWatch)
    heard: list[Changed] = []
    window.seat.notices.subscribe_for(watch, heard.append)
    add_person(window.session.desk, case, "2")
    watch.look()
    qtbot.waitUntil(lambda: not window.lanes.is_busy)
    assert heard == []
    with_other(home, case)
    watch.look()
    qtbot.waitUntil(lambda: view.new.isEnabled() and words_of(told) != before, timeout=PATIENCE_MS)
    assert (view.new.text(), view.model.rowCount()) == ("Show 2 new", 2)
    program.end()


def with_other(home: Path, case: bytes) -> None:
    """Write a person from a session of its own, as another process has one."""
    other: Session = opened(home)
    add_person(other.desk, case, "3")
    other.close()


def words_of(line: StatusLine) -> str:
    """Return what the foot says now."""
    QApplication.processEvents()
    return line._link
