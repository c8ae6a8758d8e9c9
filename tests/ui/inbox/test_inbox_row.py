"""A row of the inbox in a narrow list: how long a report waits stays whole, however long its post is called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from tests.ui.probes import words
from tipdesk.domain.rows import CaseSummary
from tipdesk.services.headquarters.intake.list_posts import SILENT_AFTER_DAYS, PostLine, Posts
from tipdesk.services.remembered.shapes import Contact
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.ui.inbox.delegate import PAD, _paint_row
from tipdesk.ui.inbox.lines import Told
from tipdesk.ui.inbox.silent_strip import SilentStrip
from tipdesk.ui.report_pills import grave_pills

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

WIDTH, HEIGHT = 280, 76
WAITS = "26 Nov 20:12 · waits 21 h 36"
CASE = CaseSummary(b"c", "ABC-1234", "Heron 1", "reported", "low", "VFT", None, 0, 1, 0, "", 0)
NOW, DAY = 40 * 86_400_000, 86_400_000


def post(name: str, days: int | None) -> PostLine:
    """Return a post that was heard so many days ago, or never."""
    last = Contact(NOW - days * DAY, "wire") if days is not None else None
    is_silent = days is None or days > SILENT_AFTER_DAYS
    return PostLine(name.encode(), name, name, "police", 1, (), last, is_silent, "+17585550101")


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


def test_list_and_answer_say_one_thing_of_danger() -> None:
    """Whoever was not sure is listed as danger that nobody is sure of; a yes is danger now, also beside a child."""
    line = ReportLine(b"r", CASE, 0, None, is_danger=True, is_child=True, is_late=False, is_own=False, is_sent=True,
                      people=None, became="", tasks=0)  # fmt: skip
    assert [word for word, _tone in grave_pills(line)] == ["Danger now", "Child"]
    assert [word for word, _tone in grave_pills(replace(line, is_unsure=True))] == ["Danger: not sure", "Child"]


def test_silent_posts_stand_with_a_way_to_ring_them(theme: Theme, qtbot: QtBot) -> None:
    """Those unheard longest first, as many as have room, never more than three; the others stand on their own page."""
    strip, pressed = SilentStrip(), list[PostLine]()
    qtbot.addWidget(strip)
    strip.resize(1_300, 46)
    strip.show()
    strip.ring_pressed.connect(pressed.append)
    heard = [post(f"Post {at}", days) for at, days in enumerate((9, 1, 4, 30, 5))]
    strip.show_posts(Posts((*heard, post("Never", None)), (), 0), NOW)
    assert "1 of 6 posts heard" in words(strip)
    assert [ring.accessibleName() for ring in strip.rings] == ["Ring Never", "Ring Post 3", "Ring Post 0"]
    strip.rings[1].click()
    assert [one.name for one in pressed] == ["Post 3"]
    strip.resize(936, 46)
    qtbot.waitUntil(lambda: len(strip.rings) == 1)
    strip.show_posts(Posts((post("Post 1", 1),), (), 0), NOW)
    assert strip.rings == []
    assert "1 post heard" in words(strip)
