"""A backup put back from the unlock window, by keyboard: what will happen stands there, and what came of it is told."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.journeys.runner import done
from tests.journeys.worlds import copied, make_world, recorded
from tests.ui.desktops import PASSPHRASE, PATIENCE_MS, Program, press, tab_to, type_keys
from tests.ui.linked import FakeChoosing
from tests.ui.probes import doubled_keys, grab, unnamed_widgets, unreached_widgets, words
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.errors import Trouble
from tipdesk.services.case.list_cases import list_cases
from tipdesk.ui.recovery.restore_page import RestorePage
from tipdesk.ui.recovery.restore_presenter import RestorePresenter
from tipdesk.ui.theme import Scheme
from tipdesk.ui.unlock.view import UnlockView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.journeys.runner import World
    from tipdesk.ui.theme import Theme


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A post with a case in its backup and another one saved since. Copied by each test."""
    world = make_world(tmp_path_factory.mktemp("made"))
    recorded(world.post, world.folder)
    (world.folder / "disk").mkdir()
    done(world.post, "store", "backup", "--to", world.folder / "disk")
    recorded(world.post, world.folder)
    return world


@pytest.fixture
def world(made: World, tmp_path: Path) -> World:
    """A world of the test's own."""
    return copied(made, tmp_path)


@pytest.fixture
def program(world: World, theme: Theme) -> Iterator[Program]:
    """The program over the post's home."""
    running = Program(theme, world.post)
    yield running
    running.end()


def restoring(program: Program, qtbot: QtBot, chosen: Path) -> tuple[UnlockView, RestorePage]:
    """Go from the unlock window to the page, and choose a folder there."""
    view = program.unlock_window(qtbot)
    view.help_pressed.emit()
    assert program.desktop._helping is not None
    program.desktop._helping._choosing = FakeChoosing(answer=chosen)
    tab_to("Put a backup back…")
    press(Qt.Key.Key_Space)
    [page] = view.findChildren(RestorePage)
    qtbot.waitUntil(page.isVisible)
    tab_to("Choose the backup…")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "No backup is chosen" not in page.backup.chosen.text(), timeout=PATIENCE_MS)
    return view, page


def put_back(page: RestorePage, passphrase: str) -> None:
    """Type the passphrase and press Enter."""
    page.backup.edit.line.setFocus()
    page.backup.edit.line.clear()
    type_keys(passphrase)
    press(Qt.Key.Key_Return)


def test_a_home_without_its_key_file_comes_back(
    program: Program, world: World, schemes: Callable[[Scheme], None], qtbot: QtBot
) -> None:
    """From the missing file to both cases: the latest backup of the folder, its passphrase, and an unlock."""
    (world.post / "slots").unlink()
    view, page = restoring(program, qtbot, world.folder / "disk")
    assert "A post" in page.backup.chosen.text()
    assert (unnamed_widgets(view), unreached_widgets(view), doubled_keys(view)) == ([], [], [])
    for said in ("Nothing is deleted", "Ring headquarters", "If the power fails"):
        assert said in words(page)
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        schemes(scheme)
        QApplication.processEvents()
        grab(view, f"unlock-restore-{scheme.value}")
    put_back(page, PASSPHRASE)
    qtbot.waitUntil(page.done.isVisible, timeout=PATIENCE_MS)
    assert "brought over" in words(page)
    assert ".replaced-" in words(page)
    grab(view, "unlock-restore-done")
    tab_to("Back to unlock")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(view.edit.line.hasFocus)
    type_keys(PASSPHRASE)
    press(Qt.Key.Key_Return)
    program.wait_for_shell(qtbot)
    assert len(list_cases(program.desktop.window.session.desk).lines) == 2


def test_what_is_refused_changes_nothing(program: Program, world: World, qtbot: QtBot) -> None:
    """A wrong passphrase is told at its line; the home is as it was, and this window holds it again."""
    before = (world.post / "store.db").read_bytes()
    _view, page = restoring(program, qtbot, world.folder / "disk")
    put_back(page, "not the passphrase of that day")
    qtbot.waitUntil(lambda: bool(page.backup.passphrase.problem()), timeout=PATIENCE_MS)
    assert page.back.isEnabled()
    assert (world.post / "store.db").read_bytes() == before
    assert not [path.name for path in world.folder.iterdir() if "put-back" in path.name or "replaced" in path.name]
    with ExitStack() as held, pytest.raises(Trouble):
        held.enter_context(file_lock(HomePaths(world.post).window, wait_seconds=0))


def test_a_folder_without_a_backup_is_told(program: Program, world: World, qtbot: QtBot) -> None:
    """It says what a backup is called, and nothing can be put back."""
    _view, page = restoring(program, qtbot, world.stick)
    assert "TB-" in page.backup.chosen.text()
    put_back(page, PASSPHRASE)
    assert "Choose the backup first" in page.backup.passphrase.problem()


def test_a_new_pc_begins_with_a_backup(made: World, theme: Theme, tmp_path: Path, qtbot: QtBot) -> None:
    """From the first window: the backup of the PC that broke becomes the home, and opens with its passphrase."""
    program = Program(theme, tmp_path / "new PC")
    first = program.begin()
    qtbot.waitUntil(first.isActiveWindow)
    grab(first, "first-run-restore")
    tab_to("This PC replaces one that broke: put a backup back…")
    press(Qt.Key.Key_Space)
    page = program.front
    assert isinstance(page, RestorePage)
    [presenter] = page.findChildren(RestorePresenter)
    presenter._choosing = FakeChoosing(answer=made.folder / "disk")
    page.backup.choose.click()
    qtbot.waitUntil(lambda: "A post" in page.backup.chosen.text(), timeout=PATIENCE_MS)
    put_back(page, PASSPHRASE)
    qtbot.waitUntil(page.done.isVisible, timeout=PATIENCE_MS)
    assert ".replaced-" not in words(page)
    page.back.click()
    qtbot.waitUntil(lambda: isinstance(program.front, UnlockView) and program.front.edit.line.hasFocus())
    type_keys(PASSPHRASE)
    press(Qt.Key.Key_Return)
    program.wait_for_shell(qtbot)
    assert len(list_cases(program.desktop.window.session.desk).lines) == 1
    program.end()
