"""A line of My work says what it is about once, and says of what has left the list no more than is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.ui.desktops import PATIENCE_MS, press
from tests.ui.probes import words
from tests.ui.test_my_work import choose, find, open_page
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.desktops import Program
    from tipdesk.ui.my_work.view import MyWorkView
    from tipdesk.ui.shell import Shell


def test_a_line_says_it_once(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """The case in dispute is not named as its own row again, and a task that is done is not told as open beside it."""
    window = program.desktop.window
    assert window is not None
    desk = window.session.desk
    made = new_case(desk, {"case": {"title": "Amber heron 48"}})
    case = look(desk, made.id).case
    for told in ("low", "high"):
        amend_record(desk, case, {"risk_level": told})
    task = {"title": "Ring the clinic", "status": "open", "assigned_to": desk.actor.officer}
    add_record(desk, made.id, BY_NAME["Task"], task)
    view = open_page(program, shell)
    assert choose(view, qtbot, "To settle: Case").below == f"{made.reference} · Amber heron 48"
    choose(view, qtbot, "Ring the clinic")
    qtbot.waitUntil(lambda: "Status" in words(view.pane))
    press(Qt.Key.Key_D)
    qtbot.waitUntil(lambda: bool((found := find(view, "Ring the clinic")) and found.is_gone), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "Status" not in words(view.pane))


def test_only_what_was_done_here_is_said_to_be_done(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """A line that leaves beside it, as when somebody else takes it, waits no more; that is all that is known of it."""
    window = program.desktop.window
    assert window is not None
    desk = window.session.desk
    made = new_case(desk, {"case": {"title": "Amber heron 49"}})
    for title in ("Ring the port", "Ring the pilot"):
        task = {"title": title, "due": "2020-01-06", "assigned_to": desk.actor.officer}
        add_record(desk, made.id, BY_NAME["Task"], task)
    view = open_page(program, shell)
    choose(view, qtbot, "Ring the port")
    [other] = [row for row in look(desk, made.id).of("Task") if row["title"] == "Ring the pilot"]
    changed = amend_record(desk, other, {"assigned_to": None, "status": "cancelled"})
    window.seat.notices.announce(changed)
    press(Qt.Key.Key_D)
    said = {"Ring the port": ["Done"], "Ring the pilot": ["Waits no more"]}
    qtbot.waitUntil(lambda: {one: _gone(view, one) for one in said} == said, timeout=PATIENCE_MS)


def _gone(view: MyWorkView, title: str) -> list[str]:
    """Return what is said of a line that waits no more, nothing while it waits."""
    found = find(view, title)
    return [told for told, _tone in found.pills] if found is not None and found.is_gone else []
