"""Backups in the real window: made by a press, planned, due, missing; looked at as an officer does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.desktops import PATIENCE_MS, Program, make_home, press, tab_to
from tests.ui.integrity.opened import opened_store_page
from tests.ui.probes import doubled_keys, grab, unnamed_widgets, unreached_widgets
from tipdesk.domain.rules.backups import DAILY
from tipdesk.services.backups.plan import see_backups
from tipdesk.services.remembered.here import BACKUP_LAST
from tipdesk.ui.integrity.backup_watch import BackupWatch
from tipdesk.ui.theme import Scheme, Theme
from tipdesk.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.shell import Shell

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture
def program(tmp_path: Path, theme: Theme) -> Iterator[Program]:
    """A program over a post's home of the test's own."""
    running = Program(theme, make_home(tmp_path / "home"))
    yield running
    running.end()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty stick."""
    (tmp_path / "KINGFISHER").mkdir()
    return tmp_path / "KINGFISHER"


def _strips(shell: Shell) -> list[str]:
    return [one.accessibleName() for one in shell.findChildren(Banner) if one.isVisibleTo(shell)]


def test_a_backup_by_keyboard_and_a_plan(program: Program, stick: Path, qtbot: QtBot, theme: Theme) -> None:
    """None yet is told; one is made and told; planned daily, it is due the next day and makes itself."""
    shell = program.unlock(qtbot)
    page = opened_store_page(shell)
    [watch] = shell.findChildren(BackupWatch)
    qtbot.waitUntil(
        lambda: "No backup" in page.backup.sign_row.sentence.text() and watch.sign.isVisible(), timeout=PATIENCE_MS
    )
    assert (unnamed_widgets(page), unreached_widgets(page), doubled_keys(shell)) == ([], [], [])
    page.backup.every.editor.setFocus()
    page.backup.show_folder(stick)
    press(Qt.Key.Key_Down)
    tab_to("Save this plan")
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "by themselves" in page.banner.accessibleName(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: watch.sign.text().startswith("Backup "), timeout=PATIENCE_MS)
    state = see_backups(program.desktop.window.session.desk)
    assert (state.plan.every, state.plan.folder, state.is_due) == (DAILY, str(stick), False)
    qtbot.waitUntil(lambda: "read back and opened" in page.backup.sign_row.detail.text(), timeout=PATIENCE_MS)
    page.backup.now.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "A backup was made" in page.banner.accessibleName(), timeout=PATIENCE_MS)
    assert len(list(stick.iterdir())) == 2
    page.backup._check.click()
    qtbot.waitUntil(lambda: "It is whole" in page.banner.accessibleName(), timeout=PATIENCE_MS)
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.apply(scheme, text_percent=100)
        grab(shell, f"backups-{scheme.value}")
    theme.apply(Scheme.LIGHT, text_percent=100)


def test_a_missing_stick_is_told_above_every_page(program: Program, stick: Path, qtbot: QtBot) -> None:
    """Due and not plugged in: a strip says so; plugged in again, the next look makes it and the strip goes."""
    shell = program.unlock(qtbot)
    page, window = opened_store_page(shell), program.desktop.window
    [watch] = shell.findChildren(BackupWatch)
    page.backup.show_folder(stick)
    page.backup.every.set_value(DAILY)
    page.backup._give_plan()
    qtbot.waitUntil(lambda: "by themselves" in page.banner.accessibleName(), timeout=PATIENCE_MS)
    stick.rename(away := stick.with_name("away"))
    with window.session.desk.work() as work:
        last = BACKUP_LAST.get(work)
        assert last is not None
        BACKUP_LAST.keep(work, replace(last, at=last.at - 3 * DAY_MS))
    watch.make_due()
    qtbot.waitUntil(lambda: any("3 days old" in said for said in _strips(shell)), timeout=PATIENCE_MS)
    [said] = [one for one in _strips(shell) if "3 days old" in one]
    assert "Plug it in" in said
    qtbot.waitUntil(lambda: "another is due" in page.backup.sign_row.detail.text(), timeout=PATIENCE_MS)
    grab(shell, "backup-missing")
    away.rename(stick)
    watch.make_due()
    qtbot.waitUntil(lambda: not any("is due" in one for one in _strips(shell)), timeout=PATIENCE_MS)
    assert len(list(stick.iterdir())) == 2
    assert "made, read back and opened" in shell.toast._words.text()


def test_a_bad_place_is_told_on_the_page(program: Program, stick: Path, qtbot: QtBot) -> None:
    """Inside the home, or gone: a sentence, and nothing is planned."""
    shell = program.unlock(qtbot)
    page = opened_store_page(shell)
    page.backup.make_pressed.emit(program.home)
    qtbot.waitUntil(lambda: "would be lost with it" in page.banner.accessibleName(), timeout=PATIENCE_MS)
    stick.rmdir()
    page.backup.show_folder(stick)
    page.backup.every.set_value(DAILY)
    page.backup._give_plan()
    qtbot.waitUntil(lambda: "gone" in page.banner.accessibleName(), timeout=PATIENCE_MS)
    page.backup.show_folder(None)
    page.backup._give_plan()
    assert "Choose the folder" in page.backup.every.problem()
    assert see_backups(program.desktop.window.session.desk).plan.every == ""
