"""What the tests of the screen stand on: one offscreen application, the real theme, homes, and no word from Qt.

A warning that Qt prints is a defect here: it fails the test that caused it.
"""

import os
from collections.abc import Callable, Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desktops import PATIENCE_MS, Program, make_home
from tests.ui.invented import CasesDesk, open_desk, open_post
from tests.ui.linked import World, standing_world
from tests.ui.probes import FolderResources
from tipdesk.homes.sessions import Session
from tipdesk.ui.shell import Shell
from tipdesk.ui.theme import FUSION, Scheme, Theme

QUIET = tuple(
    f"This plugin does not support {what}" for what in ("propagateSizeHints", "raise()", "grabbing the keyboard")
)
"""What the offscreen platform says of itself; no window of ours is to blame."""


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application's name on the command line."""
    return ["tipdesk", *FUSION]


class PatientBot(QtBot):
    """Waits as long as a busy machine may need; what comes at once is not waited for any longer."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802 - pytest-qt's name
        """Return once `callback` is true; fail after `timeout` milliseconds."""
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Whoever waits for the screen: patiently, wherever a test does not say how long."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The one theme of the session, light, from the real resources."""
    look = Theme(qapp, FolderResources())
    look.apply(Scheme.LIGHT, text_percent=100)
    return look


@pytest.fixture
def schemes(theme: Theme) -> Iterator[Callable[[Scheme], None]]:
    """Change the scheme within a test; light again afterwards."""
    yield lambda scheme: theme.apply(scheme, text_percent=100)
    theme.apply(Scheme.LIGHT, text_percent=100)


@pytest.fixture(scope="module")
def program(theme: Theme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One program over a post's home for all tests of a file."""
    running = Program(theme, make_home(tmp_path_factory.mktemp("program") / "home"))
    yield running
    running.end()


@pytest.fixture
def shell(program: Program, qtbot: QtBot) -> Shell:
    """The window of the program, unlocked once."""
    return program.wait_for_shell(qtbot) if program.desktop.front else program.unlock(qtbot)


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A post with its officer, without a program around it, for all tests of a file."""
    session = open_post(tmp_path_factory.mktemp("post") / "home")
    yield session
    session.close()


@pytest.fixture
def desk(post: Session, qtbot: QtBot, theme: object) -> Iterator[CasesDesk]:
    """The page of cases over the post, on a screen of the smallest size."""
    with open_desk(post.desk, qtbot) as opened:
        yield opened


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Headquarters and one post that is not enrolled yet, shared by the tests of a file in their order."""
    with standing_world(tmp_path_factory.mktemp("world")) as made:
        yield made


@pytest.fixture(autouse=True)
def silent_qt(theme: Theme) -> Iterator[None]:
    """Fail the test when Qt warns."""
    said: list[str] = []

    def hear(kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not message.startswith(QUIET):
            said.append(message)

    before = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(before)
    assert said == []
