"""A row of the inbox in a narrow list: how long a report waits stays whole, however long its post is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from tipdesk.ui.inbox.delegate import PAD, _paint_row
from tipdesk.ui.inbox.lines import Told

if TYPE_CHECKING:
    from tipdesk.ui.theme import Theme

WIDTH, HEIGHT = 280, 76
WAITS = "26 Nov 20:12 · waits 21 h 36"


def painted(post: str) -> QImage:
    """Return the row of a late report from a post, as the delegate paints it."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, WIDTH, HEIGHT)
    painter = QPainter(image)
    _paint_row(painter, option, Told(None, post, "ABC-1234", WAITS, is_late=True))
    painter.end()
    return image


def test_a_long_name_of_a_post_never_covers_the_wait(theme: Theme) -> None:
    """Where the wait stands, nothing of the post's name is painted."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setFont(theme.font(12, is_strong=True, has_figures=True))
    wide = painter.fontMetrics().horizontalAdvance(WAITS)
    painter.end()
    there = QRect(WIDTH - PAD - wide, 0, wide, HEIGHT)
    short, long = painted("A"), painted("Hewanorra Airport (training)")
    assert short.copy(there) == long.copy(there)
    assert short != long
