"""Home, saved, the status line and the crash page: small proofs on a real store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.desktops import Program, press, tab_to
from tests.ui.probes import grab, unnamed_widgets, unreached_widgets, words
from tipdesk.domain.bug_lines import bug_lines
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.services.drafts import keep_draft
from tipdesk.services.look import look
from tipdesk.services.sync.sync_status import SyncStatus
from tipdesk.ui.crash import CrashPage
from tipdesk.ui.home.view import HomeView
from tipdesk.ui.lanes import Lane, Lanes
from tipdesk.ui.saved.view import SavedView
from tipdesk.ui.status_line import link_sentence, waiting_sentence
from tipdesk.ui.times import time_text
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


@pytest.mark.parametrize("page", ["home", "my-work", "search", "urgent", "saved"])
def test_pages_are_named_and_reached(shell: Shell, page: str) -> None:
    """Every control of the page has a name and Tab reaches it, in the smallest window."""
    shell.resize(1024, 700)
    shell.open_page(page)
    assert unnamed_widgets(shell) == []
    assert unreached_widgets(shell) == []
    grab(shell, f"page-{page}")


def test_the_saved_page_notes_what_became_of_them(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """The outcome is a row of its own, and shown as noted."""
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
    [outcome] = look(desk, saved.case).of("ReportOutcome")
    assert (outcome["became"], outcome["report"]) == ("admitted", saved.report)


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
