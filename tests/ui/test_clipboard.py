"""What we copy is marked, goes by itself and at a cover; what others copy is theirs. Our windows and captures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tipdesk.ui.capture import WDA_EXCLUDEFROMCAPTURE, WDA_MONITOR, affinity
from tipdesk.ui.clipboard import STAYS_MS, ShortClipboard, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

SECRET = "Marie Invented"


@pytest.fixture
def board(theme: Theme) -> Iterator[QClipboard]:
    """The clipboard, empty before and after."""
    made = QGuiApplication.clipboard()
    made.clear()
    yield made
    made.clear()


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    """A line with a name, all of it selected."""
    made = QLineEdit(SECRET)
    qtbot.addWidget(made)
    made.show()
    made.selectAll()
    return made


def ours(mode: QClipboard.Mode) -> bool:
    """An offscreen clipboard does not say whose it is: here it is ours. (A real one is asked on a virtual screen.)."""
    return mode == QClipboard.Mode.Clipboard


def test_a_copy_is_marked_and_goes_by_itself(
    board: QClipboard, line: QLineEdit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C in any field: histories are asked to leave it out, and after its seconds the clipboard is empty."""
    short = ShortClipboard(stays_ms=80)
    monkeypatch.setattr(short, "_owns", ours)
    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert board.text() == SECRET
    assert bytes(board.mimeData().data("x-kde-passwordManagerHint").data()) == b"secret"
    qtbot.waitUntil(lambda: board.text() == "")
    short.deleteLater()


def test_what_another_program_copied_stays(board: QClipboard, line: QLineEdit, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clipboard that is no longer ours is not touched, at a cover either."""
    short = ShortClipboard()
    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    monkeypatch.setattr(short, "_owns", lambda _mode: False)
    board.setText("theirs")
    short.clear()
    assert board.text() == "theirs"
    short.deleteLater()


def test_ten_seconds_and_the_words_windows_knows() -> None:
    """The time is the rule's; the formats are those of Windows, each a number of four bytes that says no."""
    content: QMimeData = marked(SECRET)
    assert STAYS_MS == 10_000
    for name in ("ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory"):
        assert bytes(content.data(f'application/x-qt-windows-mime;value="{name}"').data()) == bytes(4)
    assert content.text() == SECRET


@pytest.mark.parametrize(
    ("platform", "build", "is_training", "expected"),
    [
        ("win32", 19041, False, WDA_EXCLUDEFROMCAPTURE),
        ("win32", 26100, False, WDA_EXCLUDEFROMCAPTURE),
        ("win32", 18363, False, WDA_MONITOR),
        ("win32", 26100, True, 0),
        ("linux", 0, False, 0),
    ],
)
def test_which_windows_keep_out_of_captures(platform: str, build: int, is_training: bool, expected: int) -> None:
    """Left out where Windows can, black where it is older, shown where training data is presented."""
    assert affinity(platform, build, is_training=is_training) == expected
