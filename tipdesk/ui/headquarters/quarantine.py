"""What headquarters' page of refused bundles says: from which post one came, by which way, and why it was refused."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.services.headquarters.intake.list_posts import Posts, list_posts
from tipdesk.services.headquarters.intake.strangers import find_strangers, note_strangers, stranger_words
from tipdesk.services.ledger import Quarantined
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.sticks.reasons import refusal_words
from tipdesk.ui.headquarters.words import TONES, verdict_words, way_words
from tipdesk.ui.quarantine.presenter import QuarantinePresenter
from tipdesk.ui.quarantine.view import PageWords, QuarantinePage
from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.outside import Outside
from tipdesk.ui.sync.words import size_words
from tipdesk.ui.times import day_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.line_model import Line

if TYPE_CHECKING:
    from tipdesk.services.remembered.shapes import StrangersDay

HEADS = (mark("When"), mark("Post"), mark("By"), mark("Result"), mark("Size"), mark("Why"))
MOST_DAYS = 2
"""Days before today whose strangers are told: the page is for what was refused."""
WIDTHS = (120, 130, 78, 115, 95, 0)


class FromPosts:
    """Words for bundles that came from posts; implements `ui.quarantine.presenter.Reading` at headquarters."""

    def __init__(self) -> None:
        self._posts: Posts | None = None
        self._strangers: list[StrangersDay] = []
        self._today = ""

    def begin(self, desk: LinkDesk) -> None:
        """Read which PC is of which post, and what strangers did; this is called before the lines are made."""
        self._posts = list_posts(desk)
        self._strangers, self._today = find_strangers(desk), note_strangers(desk, {}).day

    def line(self, one: Quarantined, time: str) -> Line:
        """Return the line of the table for a refused bundle; `time` is when it came, in words."""
        post = self._posts.post_of(one.device) if self._posts else None
        cells = (
            time,
            post.name if post else _("Unknown"),
            way_words(one.file),
            verdict_words(one.verdict),
            size_words(one.size),
            _(refusal_words(one.reason)),
        )
        return Line(cells, one.id, {3: TONES.get(one.verdict, "neutral")})

    def source(self, one: Quarantined) -> str:
        """Return the name of the file in which it came."""
        return one.file

    def advice(self, one: Quarantined) -> str:
        """Return what to do about a refused bundle."""
        if not one.is_whole and one.device is None:
            return _("Nothing in it has been believed. If it lay on a post's stick, ask the post how it came there.")
        return _("Nothing in it has been believed. Ring the post. What it has without a receipt it sends again.")

    def strangers(self) -> str:
        """Return what strangers did today and on days before, or that nobody came; always the same number of lines."""
        today = [one for one in self._strangers if one.day == self._today]
        before = [one for one in self._strangers if one.day != self._today][:MOST_DAYS]
        told = stranger_words(today[0].counts) if today else _("no stranger has come by")
        lines = [_("Today: {what}").format(what=told)]
        lines += [f"{day_text(one.day)}: {stranger_words(one.counts)}" for one in before]
        return "\n".join([*lines, *[" "] * MOST_DAYS][: 1 + MOST_DAYS])


def make_quarantine(seat: Seat, outside: Outside) -> QWidget:
    """Return headquarters' page of refused bundles with its presenter."""
    nothing = _("A bundle that fails a check is kept here, unread.")
    page = QuarantinePage(
        PageWords(HEADS, WIDTHS, _("Refused bundles"), _("The chosen bundle"), nothing, stranger_lines=1 + MOST_DAYS)
    )
    QuarantinePresenter(page, seat, outside, FromPosts())
    return page
