"""An officer who cannot unlock finds the way: what to do, and the recovery by custodians, by keyboard, to the end."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.journeys.worlds import make_world, opened, recorded
from tests.ui.desktops import PATIENCE_MS, Program, press, tab_to, type_keys
from tests.ui.linked import FakeChoosing
from tests.ui.probes import doubled_keys, grab, unnamed_widgets, unreached_widgets, words
from tipdesk.homes.recovering import answer_by_cards
from tipdesk.services.case.list_cases import list_cases
from tipdesk.ui.recovery.help_page import HelpPage
from tipdesk.ui.recovery.page import RecoveryPage
from tipdesk.ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.journeys.runner import World
    from tipdesk.ui.theme import Theme

NEW = "invented lantern pelican harvest window copper"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Headquarters and an enrolled post with one case."""
    made = make_world(tmp_path_factory.mktemp("world"))
    recorded(made.post, made.folder)
    return made


@pytest.fixture
def program(world: World, theme: Theme) -> Iterator[Program]:
    """The program over the post's home."""
    running = Program(theme, world.post)
    yield running
    running.end()


def test_the_help_is_found_from_a_refusal_and_from_the_foot(
    program: Program, schemes: Callable[[Scheme], None], qtbot: QtBot
) -> None:
    """After a wrong passphrase it is offered beside it; without any try it stands at the foot. All keys reach it."""
    view = program.unlock_window(qtbot)
    tab_to("Cannot unlock?")
    press(Qt.Key.Key_Space)
    [page] = view.findChildren(HelpPage)
    qtbot.waitUntil(page.isVisible)
    assert (unnamed_widgets(view), unreached_widgets(view), doubled_keys(view)) == ([], [], [])
    for said in ("New passphrase", "32 digits", "custodians", "Do not delete", "With a backup"):
        assert said in words(page)
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        schemes(scheme)
        QApplication.processEvents()
        grab(view, f"unlock-help-{scheme.value}")
    tab_to("I have the code")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(view.edit.line.hasFocus)
    type_keys("not the passphrase at all")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(view.passphrase.problem()), timeout=PATIENCE_MS)
    tab_to("What can I do?")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(page.isVisible)


def test_a_missing_key_file_leads_there_too(program: Program, qtbot: QtBot, world: World) -> None:
    """Without the key file no passphrase opens: the sentence says what to do, and the help is offered."""
    away = (world.post / "slots").rename(world.folder / "slots-away")
    try:
        view = program.unlock_window(qtbot)
        qtbot.waitUntil(lambda: "backup" in view.passphrase.problem(), timeout=PATIENCE_MS)
        tab_to("What can I do?")
    finally:
        away.rename(world.post / "slots")


def test_custodians_open_it_again(
    program: Program, world: World, tmp_path: Path, schemes: Callable[[Scheme], None], qtbot: QtBot
) -> None:
    """Asked for under a new passphrase, digits shown, answered at headquarters, taken in: the case is there."""
    view = program.unlock_window(qtbot)
    view.help_pressed.emit()
    presenter = program.desktop._helping
    assert presenter is not None
    presenter._choosing = choosing = FakeChoosing(answer=tmp_path)
    tab_to("Ask the custodians…")
    press(Qt.Key.Key_Space)
    [page] = view.findChildren(RecoveryPage)
    qtbot.waitUntil(page.isVisible)
    assert (unnamed_widgets(view), unreached_widgets(view), doubled_keys(view)) == ([], [], [])
    _ask(page, schemes)
    qtbot.waitUntil(page.asked.isVisible, timeout=PATIENCE_MS)
    grab(view, "unlock-recovery-asked")
    [request] = tmp_path.glob("*.tiprecover")
    with closing(opened(world.hq)) as office:
        answer = answer_by_cards(office, request.read_bytes(), page.asked.digits.text(), world.shares[:2])
    (tmp_path / "a.tipanswer").write_bytes(answer)
    page.answer.button.click()
    assert "Choose the file" in page.answer.passphrase.problem()
    choosing.answer = tmp_path / "a.tipanswer"
    tab_to("Choose the answer…")
    press(Qt.Key.Key_Space)
    type_keys("not the one I chose then")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not right" in page.answer.passphrase.problem(), timeout=PATIENCE_MS)
    page.answer.edit.line.clear()
    type_keys(NEW)
    press(Qt.Key.Key_Return)
    program.wait_for_shell(qtbot)
    assert len(list_cases(program.desktop.window.session.desk).lines) == 1


def _ask(page: RecoveryPage, schemes: Callable[[Scheme], None]) -> None:
    """Type login and the new passphrase twice, and press Enter."""
    page.form.login.setFocus()
    type_keys("officer1")
    for edit in (page.form.edit, page.form._twice_edit):
        edit.line.setFocus()
        type_keys(NEW)
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        schemes(scheme)
        QApplication.processEvents()
        grab(page.window(), f"unlock-recovery-{scheme.value}")
    press(Qt.Key.Key_Return)
