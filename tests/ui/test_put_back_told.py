"""The window after a power cut that ended a putting back: it is settled before anything is asked, and told."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.desktops import Program, make_home
from tests.ui.probes import grab, words
from tipdesk.homes.half_put_back import FINISHED, TAKEN_BACK, mark, staged_of
from tipdesk.ui.first_run.view import FirstRunView
from tipdesk.ui.unlock.view import UnlockView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tipdesk.ui.theme import Theme


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked home, to be copied."""
    return make_home(tmp_path_factory.mktemp("made") / "home")


def _ended_early(made: Path, home: Path) -> None:
    """The home stands, and beside it what had been copied."""
    shutil.copytree(made, home)
    staged_of(home).folder.mkdir()


def _new_pc(_made: Path, home: Path) -> None:
    """There was no home, and half of one had been copied."""
    staged_of(home).folder.mkdir()


def _between(made: Path, home: Path) -> None:
    """The home had another name already."""
    shutil.copytree(made, staged_of(home).folder)
    shutil.copytree(made, aside := home.with_name("home.replaced-1"))
    mark(home, aside)


@pytest.mark.parametrize(
    ("cut", "first"),
    [
        (_ended_early, (UnlockView, TAKEN_BACK)),
        (_new_pc, (FirstRunView, TAKEN_BACK)),
        (_between, (UnlockView, FINISHED)),
    ],
)
def test_the_first_window_says_what_became_of_it(
    cut: Callable[[Path, Path], None], first: tuple[type[QWidget], str], made: Path, theme: Theme, tmp_path: Path
) -> None:
    """Unlock window or first run, whichever is right then, with the sentence on it."""
    home, (window, told) = tmp_path / "home", first
    cut(made, home)
    program = Program(theme, home)
    view = program.begin()
    QApplication.processEvents()
    assert isinstance(view, window)
    assert told in words(view)
    assert not staged_of(home).folder.exists()
    grab(view, f"{cut.__name__.strip('_')}-put-back")
    program.end()
