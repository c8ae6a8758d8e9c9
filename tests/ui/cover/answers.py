"""What a test types on the covered screen, what it sees there, and the clocks it sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tipdesk.domain.rules.absence import Moment
from tipdesk.ui.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from tipdesk.bootstrap.guarding import Guard

PIN = "718293"


def is_told(guard: Guard, end: str) -> bool:
    """Tell whether the refusal on the page ends so."""
    return guard.cover.page.field.problem().endswith(end)


def answer(guard: Guard, words: str) -> None:
    """Type an answer on the covered screen."""
    QTest.keyClicks(guard.cover.page.edit.line, words)
    QTest.keyClick(guard.cover.page.edit.line, Qt.Key.Key_Return)


def come_back(qtbot: QtBot, guard: Guard, words: str) -> None:
    """Type the right answer and wait for the screen."""
    answer(guard, words)
    qtbot.waitUntil(lambda: not guard.cover.is_covered, timeout=20_000)


def is_blank(picture: QImage) -> bool:
    """Tell whether a picture has one colour and it is the neutral one."""
    ground = current().colour("bg").rgb()
    steps = range(0, min(picture.width(), picture.height()), 7)
    return all(picture.pixel(x, y) == ground for x in steps for y in steps)


class Clocks:
    """Both clocks, as a test sets them."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    def now(self) -> Moment:
        """Return what they show."""
        return self.moment

    def go(self, wall: int, running: int) -> None:
        """Let so many milliseconds pass on each."""
        self.moment = Moment(self.moment.wall_ms + wall, self.moment.running_ms + running)
