"""What one home shows of itself: its look again after a restart, its one window, the sign of its disk."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.desktops import Program, make_home
from tests.ui.probes import ROOT, grab
from tipdesk.bootstrap.one_window import OneWindow
from tipdesk.bootstrap.pc_choices import LOOK_FILE
from tipdesk.domain.disk_state import DiskState
from tipdesk.domain.errors import UserError
from tipdesk.ui.disk_sign import sign_of
from tipdesk.ui.theme import Scheme, current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme


HOLD_AND_DIE = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from tipdesk.bootstrap.one_window import OneWindow

app = QCoreApplication([])
one = OneWindow()
one.hold(Path(sys.argv[1]))
os._exit(7)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A locked home."""
    return make_home(tmp_path / "home")


@pytest.fixture
def look(theme: Theme) -> Iterator[Theme]:
    """The theme, light again afterwards."""
    yield theme
    theme.apply(Scheme.LIGHT, text_percent=100)


def test_the_look_is_remembered(look: Theme, qtbot: QtBot, home: Path) -> None:
    """Dark colours and large letters that were chosen are there again at the next unlock window."""
    program = Program(look, home)
    shell = program.unlock(qtbot)
    shell.actions_known.run("look-dark")
    shell.actions_known.run("text-larger")
    program.end()
    assert (home / LOOK_FILE).stat().st_size < 100
    look.apply(Scheme.LIGHT, text_percent=100)
    again = Program(look, home)
    again.begin()
    assert look.choice == (Scheme.DARK, 110)
    again.end()


@pytest.mark.parametrize("content", [b"", b"junk", b'{"colours": "dark"}', b'{"colours": "dark", "text": 999}', b"[1]"])
def test_a_look_that_cannot_be_read_is_the_usual_one(look: Theme, home: Path, content: bytes) -> None:
    """A damaged file changes nothing and stops nothing."""
    (home / LOOK_FILE).write_bytes(content)
    program = Program(look, home)
    program.begin()
    assert look.choice == (Scheme.LIGHT, 100)
    program.end()


def test_a_second_start_brings_the_first_window_forward(
    theme: Theme, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second process ends with a sentence; the window of the first, which was minimised, is back in front."""
    monkeypatch.setattr("tipdesk.bootstrap.one_window.PATIENCE_MS", 50)
    first, second = Program(theme, home), Program(theme, home)
    first.begin().showMinimized()
    with pytest.raises(UserError) as caught:
        second.begin()
    assert caught.value.code == "window-open"
    assert "brought to the front" in caught.value.text()
    qtbot.waitUntil(lambda: not first.front.isMinimized() and first.front.isActiveWindow())
    assert {path.name for path in home.iterdir()}.isdisjoint({"raise"})
    first.end()
    second.begin()
    second.end()


def test_a_program_that_died_holds_no_home(qapp: object, home: Path) -> None:
    """Nothing on the disk says that a window is open: after a crash or a power cut the next start is not kept out."""
    died = subprocess.run([sys.executable, "-c", HOLD_AND_DIE, str(home)], cwd=ROOT, check=False, timeout=60)
    assert died.returncode == 7
    one = OneWindow()
    one.hold(home)
    one.release()


@pytest.mark.parametrize(
    ("state", "pill"), [(DiskState.ENCRYPTED, None), (DiskState.PLAIN, "danger"), (DiskState.UNKNOWN, "warn")]
)
def test_the_sign_of_the_disk(theme: Theme, qtbot: QtBot, state: DiskState, pill: str | None) -> None:
    """Red where it is plain, amber where nobody knows, nothing where it is encrypted."""
    sign = sign_of(state)
    assert (sign.property("pill") if sign else None) == pill
    if sign is not None:
        qtbot.addWidget(sign)
        assert sign.accessibleName()


def test_the_sign_stands_at_the_foot(
    theme: Theme,
    schemes: Callable[[Scheme], None],
    qtbot: QtBot,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A window over a plain disk says so in red at its foot."""
    monkeypatch.setattr("tipdesk.adapters.system.encryption.disk_state", lambda _folder: DiskState.PLAIN)
    program = Program(theme, home)
    shell = program.unlock(qtbot)
    shell.resize(1024, 700)

    def signs() -> list[str]:
        return [part.text() for part in shell.statusBar().findChildren(QLabel) if part.isVisible()]

    qtbot.waitUntil(lambda: "Disk not encrypted" in signs())
    grab(shell, "disk-plain")
    schemes(Scheme.DARK)
    grab(shell, "disk-plain-dark")
    assert current().scheme is Scheme.DARK
    program.end()


def test_a_word_that_a_scanner_reads_is_heard_a_moment_later(qtbot: QtBot, tmp_path: Path) -> None:
    """The second start's word cannot be taken away at once: nothing breaks, and the window comes when it can."""
    home = make_home(tmp_path / "home")
    one, heard = OneWindow(), list[str]()
    one.asked.connect(lambda: heard.append("asked"))
    one.hold(home)
    word = home / "raise"
    word.mkdir()  # as little to be removed as a file that is held
    one._look()
    assert (heard, word.exists()) == ([], True)
    word.rmdir()
    word.touch()
    qtbot.waitUntil(lambda: heard == ["asked"])
    assert not word.exists()
    one.release()
