"""A clock in My work: overdue, in words, and stopped from where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.services.settled import AT, write_past
from tests.ui.desktops import PATIENCE_MS, press
from tests.ui.probes import words
from tests.ui.test_my_work import choose, find, open_page
from tipdesk.services.case.new_case import new_case
from tipdesk.services.look import look
from tipdesk.ui.calls.ring_dialog import RingDialog
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.records.target import Target

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.desktops import Program
    from tipdesk.domain.kinds import Value
    from tipdesk.ui.shell import Shell


def test_a_clock_that_ran_out_is_rung_about_where_it_stands(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """The foot says so, R opens whom to ring and notes the call; then nothing waits there, and nothing has moved."""
    report = {"danger_now": "yes", "under_18": "no", "written_at": "2026-03-01T10:00:00-04:00"}
    records = [{"record": "Report", "fields": report}]
    desk = program.desktop.window.session.desk
    made = new_case(desk, {"case": {"title": "Amber heron 60"}, "records": records})
    view = open_page(program, shell)
    entry = choose(view, qtbot, "Call about danger")
    assert entry.is_late
    owed = f"{made.reference}: Call about danger is owed: ring now"
    assert shell._status.text().startswith(owed)
    order = [one.key for one in view.list.entry_model.entries()]
    press(Qt.Key.Key_R)
    qtbot.waitUntil(lambda: bool(shell.findChildren(RingDialog)), timeout=PATIENCE_MS)
    [dialog] = shell.findChildren(RingDialog)
    assert made.reference in words(dialog)
    dialog.form.frames["whom"].set_value("Duty officer")
    dialog.form.frames["answer"].set_value("answered")
    dialog.form.button.click()
    qtbot.waitUntil(lambda: bool((found := find(view, "Call about danger")) and found.is_gone), timeout=PATIENCE_MS)
    assert [one.key for one in view.list.entry_model.entries()] == order
    assert owed not in shell._status.text()
    [call] = look(desk, made.id).of("Call")
    assert call["report"] == look(desk, made.id).of("Report")[0].id


def test_a_line_names_whom_it_is_about_and_opens_what_is_done(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """A suspect was let go: the line calls the victim by code, and Enter leads to the assessment of that person."""
    desk = program.desktop.window.session.desk
    people = [
        {"record": "Person", "key": key, "fields": {"given_names": f"Invented {key}"}} for key in ("suspect", "victim")
    ]
    made = new_case(desk, {"case": {"title": "Amber heron 61", "status": "open"}, "records": people})
    ids = {str(one["given_names"]).split()[-1]: one for one in look(desk, made.id).of("Person")}
    for role, person in ids.items():
        write_past(desk, made.id, "CaseRole", {"person": person.id, "role": role})
    held: dict[str, Value] = {"person": ids["suspect"].id, "place_kind": "police_station", "began": AT, "ended": AT}
    write_past(desk, made.id, "Detention", held)
    view = open_page(program, shell)
    shell.activateWindow()
    entry = choose(view, qtbot, "New assessment after a release")
    victim = str(ids["victim"]["person_code"])
    assert victim in entry.below
    assert victim in words(view.pane)
    assert "Invented" not in entry.below
    press(Qt.Key.Key_Return)
    screen = program.page(CasesScreen)

    def written() -> object:
        writing = screen.case.boards.writing()
        editing = writing.editing if writing is not None else None
        return editing.target if editing is not None else None

    qtbot.waitUntil(lambda: written() is not None, timeout=PATIENCE_MS)
    target = written()
    assert isinstance(target, Target)
    assert (target.record.name, target.presets["person"]) == ("RiskAssessment", ids["victim"].id)
    front = screen.case_view.pages.front()
    assert front is not None
    assert victim in front.pane.head.words(), "the form says whose it is"
