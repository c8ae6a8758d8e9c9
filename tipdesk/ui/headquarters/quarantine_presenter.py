"""Quarantine at work: list, look at one, save its bytes, discard it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.headquarters.list_posts import Posts, list_posts
from tipdesk.services.headquarters.quarantined import discard_quarantined, find_quarantined, get_quarantined
from tipdesk.services.ledger import Quarantined
from tipdesk.services.sync.keys import LinkDesk
from tipdesk.services.sync.reasons import refusal_words
from tipdesk.ui.headquarters.quarantine_view import QuarantinePage
from tipdesk.ui.headquarters.words import TONES, verdict_words, way_words
from tipdesk.ui.sync.outside import Outside
from tipdesk.ui.sync.words import joined, size_words
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.workplace import Workplace

EVERY_MS = 30_000
BUNDLES = mark("Bundles (*.tdb)")


class QuarantinePresenter(QObject):
    """Lives as long as its page."""

    def __init__(self, page: QuarantinePage, place: Workplace, outside: Outside) -> None:
        super().__init__(page)
        self._page, self._place, self._outside = page, place, outside
        self._kept: dict[object, Quarantined] = {}
        page.lines.chosen.connect(self._chose)
        page.save_pressed.connect(self._save)
        page.discard_agreed.connect(self._discard)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        place.notices.subscribe(self.hear)
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        self._place.lanes.write(_find, then=self._show, key="quarantine", owner=self)

    def hear(self, _changed: object) -> None:
        """Something came or was discarded."""
        self.refresh()

    def _show(self, found: tuple[list[Quarantined], Posts]) -> None:
        kept, posts = found
        self._kept = {one.id: one for one in kept}
        self._page.show_lines([self._line(one, posts) for one in kept])
        self._chose(self._page.lines.subject())

    def _line(self, one: Quarantined, posts: Posts) -> Line:
        post, why = posts.post_of(one.device), _(refusal_words(one.reason))
        cells = (
            self._time(one),
            post.name if post else _("Unknown"),
            way_words(one.file),
            verdict_words(one.verdict),
            size_words(one.size),
            why,
        )
        return Line(cells, one.id, {3: TONES.get(one.verdict, "neutral")})

    def _chose(self, number: object) -> None:
        one = self._kept.get(number)
        if one is None:
            self._page.show_chosen("", "")
            return
        title = joined([_("Number {number}").format(number=one.id), one.file, self._time(one), size_words(one.size)])
        self._page.show_chosen(title, _(refusal_words(one.reason)))

    def _save(self) -> None:
        number = self._page.lines.subject()
        name = f"quarantine-{number}.tdb"
        path = self._outside.choosing.target(self._page, _("Save the bundle's bytes"), name, _(BUNDLES))
        if path is None or not isinstance(number, int):
            return
        saved = partial(self._page.say, _("The bytes are in {file}.").format(file=path.name), "ok")
        self._place.lanes.write(
            _save, number, path, self._outside, then=lambda _done: saved(), failed=self._refused, owner=self
        )

    def _discard(self) -> None:
        number = self._page.lines.subject()
        if isinstance(number, int):
            self._place.lanes.write(discard_quarantined, number, then=self._gone, failed=self._refused, owner=self)

    def _gone(self, _changed: object) -> None:
        self._page.say(_("Discarded."), "ok")
        self.refresh()

    def _refused(self, problem: TipdeskError) -> None:
        self._page.say(problem.text(_), "warn")
        self.refresh()

    def _time(self, one: Quarantined) -> str:
        return time_text(one.received_at, self._place.offset_minutes(), self._place.now_ms())


def _find(desk: LinkDesk) -> tuple[list[Quarantined], Posts]:
    return find_quarantined(desk), list_posts(desk)


def _save(desk: LinkDesk, number: int, path: Path, outside: Outside) -> None:
    """On the write lane."""
    outside.write(path, get_quarantined(desk, number))
