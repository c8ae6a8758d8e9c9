"""Home, my work, saved, the status line and the crash page: small proofs on a real store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt

from tests.ui.desktops import Program, press, tab_to
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.bug_lines import bug_lines
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.note_outcome import note_outcome
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.services.drafts import keep_draft
from tipdesk.services.look import look
from tipdesk.services.results import Changed
from tipdesk.services.sync.sync_status import SyncStatus
from tipdesk.ui.cases.columns import RISK, STAGE
from tipdesk.ui.cases.screen import CasesScreen
from tipdesk.ui.crash import CrashPage
from tipdesk.ui.home.view import HomeView
from tipdesk.ui.lanes import Lane, Lanes
from tipdesk.ui.my_work.view import MyWorkView
from tipdesk.ui.saved.view import SavedView
from tipdesk.ui.status_line import link_sentence, waiting_sentence
from tipdesk.ui.times import time_text
from tipdesk.ui.widgets.pill_delegate import ToneRole
from tipdesk.ui.worry.draft import DRAFT_KEY

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.shell import Shell
    from tipdesk.ui.theme import Theme

SECRET = "Marie Invented"


def test_home_says_whom_to_ring_before_headquarters_has(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Without a directory the packaged numbers are shown and marked as such; no case is named."""
    new_case(program.desktop.window.session.desk, {"case": {"title": "Quiet harbour 10"}})
    shell.open_page("home")
    home = program.page(HomeView)
    qtbot.waitUntil(lambda: "911" in words(home))
    assert "has not sent its duty numbers" in words(home)
    assert "Quiet harbour" not in words(home)
    home.show_numbers([DutyLine("child_protection", "Child protection desk", "+17585550100", "", frozenset())])
    qtbot.waitUntil(lambda: "+1 758 555 0100" in words(home))
    assert "911" not in words(home)


def test_home_offers_to_go_on_with_a_draft(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """A worry that was not saved is offered on the home page."""
    shell.open_page("my-work")
    keep_draft(program.desktop.window.session.desk, DRAFT_KEY, {"travel": "Ferry"})
    shell.open_page("home")
    home = program.page(HomeView)
    qtbot.waitUntil(lambda: "not saved yet" in words(home))


@pytest.mark.parametrize("page", ["home", "my-work", "urgent", "saved"])
def test_pages_are_named_and_reached(shell: Shell, page: str) -> None:
    """Every control of the page has a name and Tab reaches it, in the smallest window."""
    shell.resize(1024, 700)
    shell.open_page(page)
    assert unnamed_widgets(shell) == []
    assert unreached_widgets(shell) == []
    grab(shell, f"page-{page}")


def test_my_work_shows_what_is_due_and_opens_it(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """An overdue task stands first, is marked, and Enter opens its case."""
    desk = program.desktop.window.session.desk
    made = new_case(desk, {"case": {"title": "Amber heron 42"}})
    given = {"title": "Ring the shelter", "due": "2020-01-05", "assigned_to": desk.actor.officer}
    task = add_record(desk, made.id, BY_NAME["Task"], given)
    assert task.row
    shell.open_page("my-work")
    view = program.page(MyWorkView)
    qtbot.waitUntil(lambda: view.tasks.model.rowCount() == 1)
    cells = [view.tasks.model.index(0, column).data() for column in range(4)]
    assert cells[:2] == ["5 Jan 2020", "Ring the shelter"]
    assert cells[3] == "Overdue"
    assert made.reference in cells[2]
    grab(shell, "my-work")
    view.tasks.table.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.actions_known.page == "cases")


def test_what_nobody_has_stands_in_my_work_and_says_so(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """A task of the officer's own case that is given to nobody is marked in words and colour; overdue in red."""
    desk = program.desktop.window.session.desk
    made = new_case(desk, {"case": {"title": "Amber heron 44"}})
    for given in ({"title": "Find an interpreter", "due": "2020-01-06"}, {"title": "Ask for the cameras"}):
        add_record(desk, made.id, BY_NAME["Task"], given)
    shell.open_page("my-work")
    program.desktop.window.seat.notices.announce(made.changed)
    model = program.page(MyWorkView).tasks.model
    wanted = {
        "Find an interpreter": ("Overdue, nobody has this yet", "danger"),
        "Ask for the cameras": ("Nobody has this yet", "warn"),
    }

    def told() -> dict[object, tuple[object, object]]:
        cells = [(model.index(row, 1), model.index(row, 3)) for row in range(model.rowCount())]
        return {what.data(): (state.data(), state.data(ToneRole)) for what, state in cells if what.data() in wanted}

    qtbot.waitUntil(lambda: len(told()) == len(wanted))
    assert told() == wanted
    grab(shell, "my-work-unowned")


def test_a_disputed_case_says_so_in_my_work(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Closed by a later answer than open, it stays among the open cases: disputed, in red, with both values."""
    desk = program.desktop.window.session.desk
    made, case = new_case(desk, {"case": {"title": "Amber heron 45"}}), BY_NAME["Case"]
    stage = case.by_name["status"].number
    seen = {stage: look(desk, made.id).case.replaced_by_write(stage)}
    for wire in ("open", "closed"):
        with desk.work() as unit:
            unit.append(Scope.CASE, made.id, [Change(case.number, made.id, {stage: wire}, seen)])
    shell.open_page("my-work")
    program.desktop.window.seat.notices.announce(made.changed)
    model = program.page(MyWorkView).cases.model
    qtbot.waitUntil(lambda: _tones(model, made.reference, (2, 2)) == ["danger", "danger"])
    [cell] = [model.index(row, 2) for row in range(model.rowCount()) if model.index(row, 0).data() == made.reference]
    assert cell.data() == "Disputed: Open"
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert cell.data(role) == "Stage disputed: Open / Closed"


def test_a_case_has_one_colour_wherever_it_stands(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Its stage and its risk have in My work the tones that they have in the list of cases."""
    made = new_case(program.desktop.window.session.desk, {"case": {"title": "Amber heron 43", "risk_level": "high"}})
    program.desktop.window.seat.notices.announce(made.changed)
    shell.open_page("my-work")
    shell.open_page("cases")
    listed, mine = program.page(CasesScreen).list_view.model, program.page(MyWorkView).cases.model
    qtbot.waitUntil(lambda: bool(_tones(listed, made.reference, (STAGE, RISK))))
    shell.open_page("my-work")
    qtbot.waitUntil(lambda: bool(_tones(mine, made.reference, (2, 3))))
    assert _tones(mine, made.reference, (2, 3)) == _tones(listed, made.reference, (STAGE, RISK)) == ["violet", "warn"]


def _tones(model: QAbstractItemModel, reference: str, columns: tuple[int, int]) -> list[object]:
    """Return the tones of two cells in the row of a case, nothing while it is not shown."""
    shown = [row for row in range(model.rowCount()) if model.index(row, 0).data() == reference]
    return [model.index(row, column).data(ToneRole) for row in shown for column in columns]


def test_the_saved_page_notes_what_became_of_them(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """The outcome is written into the report, and shown as noted."""
    desk = program.desktop.window.session.desk
    saved = record_worry(desk, {"danger_now": "no"})
    program.desktop.window.seat.go("saved", (saved, False))
    view = program.page(SavedView)
    qtbot.waitUntil(lambda: view.reference == saved.reference)
    tab_to("What became of them: Admitted")
    press(Qt.Key.Key_Space)
    tab_to("Note what became of them")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Noted: Admitted" in words(view))
    [report] = look(desk, saved.case).of("Report")
    assert report["became_of_them"] == "admitted"


def test_a_change_elsewhere_is_shown(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """My work asks again when a notice says that something was saved."""
    shell.open_page("my-work")
    view = program.page(MyWorkView)
    desk = program.desktop.window.session.desk
    made = new_case(desk, {"case": {"title": "Silver kite 77"}})
    program.desktop.window.seat.notices.announce(Changed.of("Case", made.id, made.id))
    qtbot.waitUntil(lambda: made.reference in [view.cases.model.index(row, 0).data()
                                              for row in range(view.cases.model.rowCount())])  # fmt: skip


def test_my_work_shows_what_became_of_my_reports(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Each report that I sent stands there with who has read it, nobody yet, and what came of it."""
    desk = program.desktop.window.session.desk
    saved = record_worry(desk, {"danger_now": "yes"})
    note_outcome(desk, look(desk, saved.case).of("Report")[0], "safe_place")
    program.desktop.window.seat.notices.announce(saved.changed)
    shell.open_page("my-work")
    view = program.page(MyWorkView)

    def told() -> list[str]:
        model = view.reports.model
        rows = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
        return next((row for row in rows if saved.reference in row[1]), [])

    qtbot.waitUntil(lambda: told()[2:3] == ["Nobody yet"])
    assert told()[3].startswith("Taken to a safe place")


def test_a_report_that_nobody_has_read_is_told(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Sent long ago and read by nobody: the line at the foot and the home page say which, and to ring."""
    fields = {"sent_at": "2026-01-05T10:00-04:00", "danger_now": "yes"}
    document = {"case": {"title": "Silver kite 78"}, "records": [{"record": "Report", "fields": fields}]}
    made = new_case(program.desktop.window.session.desk, document)
    program.desktop.window.seat.notices.announce(made.changed)
    shell.open_page("home")
    told = f"{made.reference} was sent and read by nobody: ring headquarters"
    qtbot.waitUntil(lambda: told in words(shell.statusBar()))
    qtbot.waitUntil(lambda: told in words(program.page(HomeView)))


def test_the_status_line_says_that_there_is_no_recovery(shell: Shell, qtbot: QtBot) -> None:
    """Before enrolment a lost passphrase loses the store: the line says so."""
    qtbot.waitUntil(lambda: "no recovery" in words(shell.statusBar()))


def test_the_search_finds_a_case_by_its_title(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """Ctrl+K and a few letters find a case; Enter opens it."""
    made = new_case(program.desktop.window.session.desk, {"case": {"title": "Velvet compass 31"}})
    shell.palette_box.open_with("velvet")
    qtbot.waitUntil(lambda: any(made.reference in text for text in shell.palette_box.texts()))
    shell.palette_box.close_quietly()


def test_times_are_short_where_they_can_be() -> None:
    """Today needs no day, this year no year."""
    noon = int(datetime(2026, 11, 24, 12, 0, tzinfo=UTC).timestamp() * 1000)
    assert time_text(noon, -240, noon) == "08:00"
    assert time_text(noon - 86_400_000, -240, noon) == "23 Nov 08:00"
    assert time_text(noon - 366 * 86_400_000, -240, noon) == "23 Nov 2025 08:00"


@pytest.mark.parametrize(
    ("enrolled", "waiting", "received", "expected"),
    [
        (True, 0, 0, "Nothing to send yet"),
        (True, 3, 2, "3 entries not yet received by headquarters"),
        (True, 1, 0, "1 entry not yet received by headquarters"),
        (True, 0, 9, "Headquarters has received everything"),
        (False, 2, 0, "no recovery if the passphrase is lost"),
    ],
)
def test_the_sentences_tell_the_state(enrolled: bool, waiting: int, received: int, expected: str) -> None:
    """Each state has its sentence, in singular and plural."""
    status = SyncStatus(enrolled, "", waiting, waiting + received, received, None, ())
    assert expected in link_sentence(status, -240, 0)
    assert waiting_sentence(status, -240, 0) in link_sentence(status, -240, 0)


def test_the_crash_page_holds_no_value(theme: Theme, qtbot: QtBot) -> None:
    """It names the exception, the file and the function, and nothing that was being worked on."""

    def fail(name: str) -> None:
        raise ValueError(f"cannot read {name}")

    with pytest.raises(ValueError, match="Marie") as caught:
        fail(SECRET)
    lines, page = bug_lines(caught.value), CrashPage(caught.value)
    qtbot.addWidget(page)
    page.show()
    assert SECRET not in lines
    assert lines.startswith("ValueError")
    assert "test_small_screens.py" in lines
    assert SECRET not in page.lines.toPlainText()
    assert unnamed_widgets(page) == []
    grab(page, "crash")


def test_what_breaks_in_a_lane_tells_no_value(
    theme: Theme, qtbot: QtBot, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A verb that breaks over a name: the crash page tells where, and the name is on no page, output or log."""

    def fail(desk: str) -> None:
        raise ValueError(f"cannot read {desk}")

    pages: list[CrashPage] = []
    lanes = Lanes(dict.fromkeys(Lane, SECRET), on_problem=print, on_crash=lambda bug: pages.append(CrashPage(bug)))
    lanes.write(fail)
    qtbot.waitUntil(lambda: bool(pages))
    lanes.close()
    [page] = pages
    qtbot.addWidget(page)
    said = "\n".join([page.lines.toPlainText(), words(page), *capfd.readouterr(), caplog.text])
    assert " fail" in said
    assert SECRET not in said
