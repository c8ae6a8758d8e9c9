"""What every test of the screen stands on: one offscreen application with the real theme, and no word from Qt.

A warning that Qt prints is a defect here: it fails the test that caused it.
"""

import os
from collections.abc import Callable, Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from tests.ui.probes import FolderResources
from tipdesk.ui.theme import FUSION, Scheme, Theme

QUIET = tuple(
    f"This plugin does not support {what}" for what in ("propagateSizeHints", "raise()", "grabbing the keyboard")
)
"""What the offscreen platform says of itself; no window of ours is to blame."""


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application's name on the command line."""
    return ["tipdesk", *FUSION]


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
