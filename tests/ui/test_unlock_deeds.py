"""The unlock window's three deeds over a real home: a report, the numbers, sending what waits, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.lab.headquarters import serving_home
from tests.ui.desktops import Program, make_home, press, tab_to, type_keys
from tests.ui.linked import PASSPHRASE, World, found_world
from tests.ui.probes import doubled_keys, unnamed_widgets, unreached_widgets
from tests.ui.probes import grab as grab_now
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.attending import seal_at_lock
from tipdesk.homes.opening import open_session
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.headquarters.directory.rows import add_directory_row
from tipdesk.services.look import look
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.enrolment import change_address
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.services.sync.sync_status import sync_status
from tipdesk.ui.case.unverified import UnverifiedReports
from tipdesk.ui.cases.view import CasesView
from tipdesk.ui.theme import Scheme
from tipdesk.ui.unlock.numbers_page import NumbersPage
from tipdesk.ui.unlock.report_page import ReportPage
from tipdesk.ui.unlock.sending_page import SendingPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.shell import Shell
    from tipdesk.ui.theme import Theme
    from tipdesk.ui.unlock.locked_deeds import LockedDeeds
    from tipdesk.ui.unlock.view import UnlockView

PATIENCE_MS = 30_000
NUMBERS = (
    {"kind": "duty_officer", "label": "Invented duty desk", "phone": "+17585550101", "languages": ["eng", "acf"]},
    {"kind": "child_protection", "label": "Invented child line", "phone": "+17585550102", "order": 2},
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Headquarters with duty numbers and one enrolled post, which has them; the post's home is locked."""
    made = found_world(tmp_path)
    made.enrol()
    for number in NUMBERS:
        add_directory_row(made.headquarters.desk, BY_NAME["DutyNumber"], number)
    sync_now(made.post.desk, made.wire, no_step, never)
    yield made
    made.headquarters.close()


def sealed(world: World, theme: Theme, qtbot: QtBot) -> tuple[Program, UnlockView, LockedDeeds]:
    """Lock the post with what waits sealed; return its program at the unlock window, and the deeds there."""
    seal_at_lock(world.post.desk)
    world.post.close()
    program = Program(theme, world.post.paths.folder)
    view = program.unlock_window(qtbot)
    assert program.desktop.deeds is not None
    return program, view, program.desktop.deeds


def grab(view: QWidget, name: str) -> None:
    """Keep a picture of the window as an officer sees it: laid out."""
    QApplication.processEvents()
    QApplication.sendPostedEvents()
    grab_now(view, name)


def _grab_both(view: UnlockView, name: str, schemes: Callable[[Scheme], None]) -> None:
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        schemes(scheme)
        grab(view, f"{name}-{scheme.value}")


def begun_report(view: QWidget, qtbot: QtBot) -> ReportPage:
    """Begin a report by keys alone, and return its page."""
    tab_to("Write a report now")
    press(Qt.Key.Key_Space)
    [page] = view.findChildren(ReportPage)
    qtbot.waitUntil(page.isVisible)
    return page


def test_a_report_is_written_and_becomes_a_case(
    world: World, theme: Theme, schemes: Callable[[Scheme], None], qtbot: QtBot
) -> None:
    """By keys alone: the page says that nobody has been told, keeps the report sealed, and unlocking makes its case."""
    world.post.close()
    home = world.post.paths.folder
    program = Program(theme, home)
    view = program.unlock_window(qtbot)
    assert (unnamed_widgets(view), unreached_widgets(view), doubled_keys(view)) == ([], [], [])
    _grab_both(view, "unlock-deeds", schemes)
    view.edit.line.setFocus()
    page = begun_report(view, qtbot)
    qtbot.waitUntil(lambda: "Invented duty desk" in _words(page), timeout=PATIENCE_MS)
    type_keys("Joan Inventedofficer")
    page.sheet.questions.fields["danger_now"].set_value("unsure")
    page.sheet.questions.fields["own_words"].set_value("Unmistakable words")
    page.sheet.changed.emit()
    assert (unnamed_widgets(view), unreached_widgets(view), doubled_keys(view)) == ([], [], [])
    _grab_both(view, "unlock-report", schemes)
    qtbot.waitUntil(lambda: any((home / "inbox").glob("*.tipdraft")), timeout=PATIENCE_MS)
    page.author.setFocus()
    tab_to("Keep this report")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.notice.accessibleName().startswith("Kept, sealed."), timeout=PATIENCE_MS)
    grab(view, "unlock-report-kept")
    assert [path.suffix for path in (home / "inbox").iterdir() if path.suffix] == [".tipreport"]
    tab_to("Back to unlock")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(view.edit.line.hasFocus)
    type_keys(PASSPHRASE)
    press(Qt.Key.Key_Return)
    _told_and_confirmed(program, program.wait_for_shell(qtbot), qtbot)
    program.end()
    session = open_session(home, None, PASSPHRASE)
    [line] = list_cases(session.desk).lines
    [report] = look(session.desk, line.summary.id).of("Report")
    assert (report["own_words"], report["author_claimed"]) == ("Unmistakable words", "Joan Inventedofficer")
    assert report["author_verified"] is True
    session.close()


def _told_and_confirmed(program: Program, shell: Shell, qtbot: QtBot) -> None:
    """The window says that a report came, the list and the case that nobody vouches for it, until somebody does."""
    assert "was written here without login" in shell.toast._words.text()
    grab(shell, "attended")
    page = shell.open_page("cases")
    [table] = page.findChildren(CasesView)
    qtbot.waitUntil(lambda: "author not verified" in str(table.table.model().index(0, 1).data()), timeout=PATIENCE_MS)
    shell.toast._button.click()
    qtbot.waitUntil(lambda: bool(program.front.findChildren(UnverifiedReports)), timeout=PATIENCE_MS)
    [unverified] = program.front.findChildren(UnverifiedReports)
    qtbot.waitUntil(lambda: len(unverified.widgets) == 1, timeout=PATIENCE_MS)
    grab(shell, "author-not-verified")
    assert "Joan Inventedofficer" in unverified.widgets[0].accessibleName()
    unverified.widgets[0].findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: unverified.widgets == [], timeout=PATIENCE_MS)


def _words(page: ReportPage | NumbersPage) -> str:
    numbers = page.sheet.ring if isinstance(page, ReportPage) else page.numbers
    return " ".join(label.text() for label in numbers.findChildren(type(numbers._note)))


def test_an_emptied_page_leaves_nothing(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    """What was typed and thrown away is not on the disk; a page left half written is taken in at the next unlock."""
    home = make_home(tmp_path / "home")
    program = Program(theme, home)
    page = begun_report(program.unlock_window(qtbot), qtbot)
    for is_thrown_away in (True, False):
        page.author.setFocus()
        type_keys("Joan")
        qtbot.waitUntil(lambda: any((home / "inbox").glob("*.tipdraft")), timeout=PATIENCE_MS)
        if is_thrown_away:
            page.emptied.emit()
            qtbot.waitUntil(lambda: not any((home / "inbox").glob("*.tipdraft")), timeout=PATIENCE_MS)
    page.back_pressed.emit()
    program.end()
    session = open_session(home, None, PASSPHRASE)
    assert session.attended is not None
    assert [taken.finished for taken in session.attended.reports] == [False]
    session.close()


def test_the_numbers_of_this_hour(world: World, theme: Theme, schemes: Callable[[Scheme], None], qtbot: QtBot) -> None:
    """Who answers, the number as it is read out and the languages, without login."""
    world.post.close()
    program = Program(theme, world.post.paths.folder)
    view = program.unlock_window(qtbot)
    tab_to("Duty numbers")
    press(Qt.Key.Key_Space)
    [page] = view.findChildren(NumbersPage)
    qtbot.waitUntil(lambda: "+1 758 555 0101" in _words(page), timeout=PATIENCE_MS)
    assert "Kweyol" in _words(page)
    _grab_both(view, "unlock-numbers", schemes)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(view.edit.line.hasFocus)
    program.end()


def test_what_waits_goes_by_itself(world: World, theme: Theme, qtbot: QtBot) -> None:
    """With an address the window sends without being asked, and says so; the next unlock has the receipt."""
    record_worry(world.post.desk, {"danger_now": "yes"})
    with serving_home(world.headquarters) as port:
        change_address(world.post.desk, f"https://127.0.0.1:{port}")
        program, view, deeds = sealed(world, theme, qtbot)
        qtbot.waitUntil(lambda: deeds.sending.state.said.startswith("Sent."), timeout=PATIENCE_MS)
        deeds.row.sending.click()
        [page] = view.findChildren(SendingPage)
        qtbot.waitUntil(lambda: page.state.text() == "Nothing waits here", timeout=PATIENCE_MS)
        assert (unnamed_widgets(view), unreached_widgets(view), doubled_keys(view)) == ([], [], [])
        grab(view, "unlock-sent")
        program.end()
    session = open_session(world.post.paths.folder, None, PASSPHRASE)
    assert sync_status(session.desk).waiting == 0
    session.close()


def test_no_link_is_borne_and_a_stick_helps(
    world: World, theme: Theme, schemes: Callable[[Scheme], None], qtbot: QtBot, tmp_path: Path
) -> None:
    """Without a link it says so and tries again; by stick it goes at once, also with nobody's passphrase."""
    record_worry(world.post.desk, {"danger_now": "yes"})
    program, view, deeds = sealed(world, theme, qtbot)
    qtbot.waitUntil(lambda: deeds.row.sending.text() == "&Send what waits (1)", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "cannot be reached" in deeds.sending.state.said, timeout=PATIENCE_MS)
    deeds.row.sending.click()
    [page] = view.findChildren(SendingPage)
    _grab_both(view, "unlock-sending", schemes)
    stick = tmp_path / "stick"
    stick.mkdir()
    qtbot.waitUntil(lambda: not deeds.sending.state.is_working, timeout=PATIENCE_MS)
    deeds.sending.send(stick)
    qtbot.waitUntil(lambda: len(list(stick.glob("*.tdb"))) == 1, timeout=PATIENCE_MS)
    assert all(button.text() for button in page.findChildren(QPushButton))
    program.end()
