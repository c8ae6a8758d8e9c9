"""Training homes: one key unlocks them and another home is one deed away, and no real home can ever have either."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from tests.ui.desktops import PASSPHRASE, PATIENCE_MS, Program, make_home, press
from tests.ui.probes import unnamed_widgets
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.homes.training import (
    MARK,
    Training,
    find_beside,
    is_training,
    make_training_headquarters,
    make_training_post,
    read_training,
)
from tipdesk.ui.shell import Shell
from tipdesk.ui.unlock.view import TRAINING_KEY
from tipdesk.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

LINKED = Training(PASSPHRASE, "Post A", is_linked=True)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with headquarters and a post, both for training and linked, and a real home beside them."""
    folder = tmp_path_factory.mktemp("training")
    make_training_post(folder / "post", "officer1", LINKED).close()
    office = Training(PASSPHRASE, "Headquarters", is_linked=True)
    make_training_headquarters(folder / "office", "Invented", "admin", office).session.close()
    make_home(folder / "real")
    return folder


def buttons(widget: QWidget) -> dict[str, QPushButton]:
    """Return the buttons that can be seen, by what stands on them."""
    return {button.text().replace("&", ""): button for button in widget.findChildren(QPushButton) if button.isVisible()}


def test_one_key_unlocks_headquarters_of_a_training(theme: Theme, qtbot: QtBot, homes: Path) -> None:
    """F2 alone opens the inbox; the offer stands on a named button from the start."""
    program = Program(theme, homes / "office")
    view = program.unlock_window(qtbot)
    assert "Use the training passphrase · F2" in buttons(view)
    assert unnamed_widgets(view) == []
    press(Qt.Key[f"Key_{TRAINING_KEY}"])
    shell = program.wait_for_shell(qtbot)
    assert shell.actions_known.page == "inbox"
    program.end()


@pytest.mark.parametrize(("home", "offered"), [("post", ["Use the training passphrase · F2"]), ("real", [])])
def test_one_key_lifts_the_cover_of_a_training(
    theme: Theme, qtbot: QtBot, homes: Path, home: str, offered: list[str]
) -> None:
    """F2 on the covered screen brings back what was there; a real home offers nothing of the kind."""
    program = Program(theme, homes / home)
    program.unlock(qtbot)
    cover = program.desktop.window.guard.cover
    cover.cover()
    qtbot.waitUntil(cover.page.edit.line.hasFocus, timeout=PATIENCE_MS)
    assert [text for text in buttons(cover.page) if "training" in text] == offered
    assert unnamed_widgets(cover.page) == []
    press(Qt.Key[f"Key_{TRAINING_KEY}"])
    if offered:
        qtbot.waitUntil(lambda: not cover.is_covered, timeout=PATIENCE_MS)
    assert cover.is_covered is not bool(offered)
    cover.lift()
    program.end()


def test_switching_locks_and_starts_afresh_on_the_other_home(theme: Theme, qtbot: QtBot, homes: Path) -> None:
    """The mark's button and the palette lead to the homes beside; choosing one ends this process for that home."""
    program = Program(theme, homes / "office")
    program.unlock_window(qtbot)
    press(Qt.Key[f"Key_{TRAINING_KEY}"])
    shell = program.wait_for_shell(qtbot)
    [banner] = [one for one in shell.findChildren(Banner) if "Training data" in one.accessibleName()]
    menu = buttons(banner)["Switch to a post"].menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Post A"]
    [found] = shell.actions_known.find_offered("switch to a post")
    assert found.text == "Switch to a post: Post A"
    found.run()
    qtbot.waitUntil(lambda: program.fresh == [homes / "post"], timeout=PATIENCE_MS)
    assert not shell.isVisible()
    program.end()


def test_a_linked_home_can_sync_and_one_alone_cannot(theme: Theme, qtbot: QtBot, homes: Path, tmp_path: Path) -> None:
    """A post of the demo has its sync page; a training home that stands alone has none, and nothing to switch to."""
    make_training_post(tmp_path / "alone", "trainee", Training(PASSPHRASE)).close()
    for home, is_linked in ((homes / "post", True), (tmp_path / "alone", False)):
        program = Program(theme, home)
        shell = program.unlock(qtbot)
        assert isinstance(shell, Shell)
        assert any(action.id == "open-sync" for action in shell.actions_known) is is_linked
        assert ("Switch to a post" in buttons(shell)) is is_linked
        program.end()


def test_a_real_home_offers_no_passphrase(theme: Theme, qtbot: QtBot, homes: Path) -> None:
    """The unlock window of a real home has neither the button nor the key, and no mark lies in its folder."""
    assert not (homes / "real" / MARK).exists()
    program = Program(theme, homes / "real")
    view = program.unlock_window(qtbot)
    assert not [text for text in buttons(view) if "training" in text.casefold()]
    press(Qt.Key[f"Key_{TRAINING_KEY}"])
    assert view.edit.line.text() == ""
    assert program.front is view
    program.end()


def test_a_mark_that_was_copied_says_nothing(theme: Theme, qtbot: QtBot, homes: Path, tmp_path: Path) -> None:
    """Beside a real home the mark of a training home makes nothing of it: no offer, no banner, nothing to switch to."""
    real = shutil.copytree(homes / "real", tmp_path / "real")
    shutil.copy(homes / "post" / MARK, real / MARK)
    assert not is_training(HomePaths(real))
    assert read_training(HomePaths(real)) is None
    assert find_beside(HomePaths(real)) == []
    program = Program(theme, real)
    view = program.unlock_window(qtbot)
    assert not [text for text in buttons(view) if "training" in text.casefold()]
    shell = program.unlock(qtbot)
    assert not [one for one in shell.findChildren(Banner) if one.isVisible() and "Training" in one.accessibleName()]
    program.end()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"only a passphrase", b"00\nwords\nname\nlinked"])
def test_a_mark_that_cannot_be_read_is_none(homes: Path, tmp_path: Path, content: bytes) -> None:
    """Whatever lies in its place, the home is then a real one."""
    home = shutil.copytree(homes / "post", tmp_path / "post")
    assert read_training(HomePaths(home)) == LINKED
    (home / MARK).write_bytes(content)
    assert read_training(HomePaths(home)) is None


def test_no_home_that_is_there_becomes_one_for_training(homes: Path) -> None:
    """Making a training home where a home is leaves that home as it was, without a mark."""
    from tipdesk.domain.errors import UserError

    with pytest.raises(UserError, match="already"):
        make_training_post(homes / "real", "officer1", LINKED)
    assert not (homes / "real" / MARK).exists()
