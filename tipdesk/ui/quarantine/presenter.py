"""A page of what was refused at work: list, look at one, save its bytes, discard it.

Leaves to others: how a line reads at headquarters and at a post (`Reading`).
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.ledger import Quarantined
from tipdesk.services.quarantine.quarantined import discard_quarantined, find_quarantined, get_quarantined
from tipdesk.services.sync.keys import LinkDesk
from tipdesk.services.sync.reasons import refusal_words
from tipdesk.ui.quarantine.view import QuarantinePage
from tipdesk.ui.sync.outside import Outside
from tipdesk.ui.sync.words import joined, size_words
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.workplace import Workplace

EVERY_MS = 30_000
BUNDLES = mark("Bundles (*.tdb)")


class Reading(Protocol):
    """How what was refused reads at one place. `begin` may ask the store and runs on the write lane."""

    def begin(self, desk: LinkDesk) -> None:
        """Read what the lines need besides."""

    def line(self, one: Quarantined, time: str) -> Line:
        """Return a line of the table; its subject is the number."""

    def source(self, one: Quarantined) -> str:
        """Return what it is, or how it came."""

    def advice(self, one: Quarantined) -> str:
        """Return what to do."""


class QuarantinePresenter(QObject):
    """Lives as long as its page."""

    def __init__(self, page: QuarantinePage, place: Workplace, outside: Outside, reading: Reading) -> None:
        super().__init__(page)
        self._page, self._place, self._outside, self._reading = page, place, outside, reading
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
        self._place.lanes.write(_find, self._reading, then=self._show, key="quarantine", owner=self)

    def hear(self, _changed: object) -> None:
        """Something came or was discarded."""
        self.refresh()

    def _show(self, found: Sequence[Quarantined]) -> None:
        self._kept = {one.id: one for one in found}
        self._page.show_lines([self._reading.line(one, self._time(one)) for one in found])
        self._chose(self._page.lines.subject())

    def _chose(self, number: object) -> None:
        one = self._kept.get(number)
        if one is None:
            self._page.show_chosen("", "", "")
            return
        named = _("Number {number}").format(number=one.id)
        title = joined([named, self._reading.source(one), self._time(one), size_words(one.size)])
        self._page.show_chosen(title, _(refusal_words(one.reason)), self._reading.advice(one))

    def _save(self) -> None:
        number = self._page.lines.subject()
        name = f"quarantine-{number}.tdb"
        path = self._outside.choosing.target(self._page, _("Save its bytes"), name, _(BUNDLES))
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


def _find(desk: LinkDesk, reading: Reading) -> Sequence[Quarantined]:
    """On the write lane."""
    reading.begin(desk)
    return find_quarantined(desk)


def _save(desk: LinkDesk, number: int, path: Path, outside: Outside) -> None:
    """On the write lane."""
    outside.write(path, get_quarantined(desk, number))
