"""Runs a page of what was refused: list it, look at one, save its bytes, discard it.

How a line reads at headquarters and at a post is told by a `Reading`.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.ledger import Quarantined
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.quarantine.quarantined import (
    QuarantineState,
    discard_alike,
    discard_quarantined,
    find_alike,
    find_quarantined,
    get_quarantined,
    see_quarantine,
)
from tipdesk.services.sticks.reasons import refusal_words
from tipdesk.ui.quarantine.view import QuarantinePage
from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.outside import Outside
from tipdesk.ui.sync.words import joined, size_words
from tipdesk.ui.ticking import ticking
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.line_model import Line

EVERY_MS = 30_000
BUNDLES = mark("Bundles (*.tdb)")


class Reading(Protocol):
    """How what was refused reads at one place, headquarters or a post.

    `begin` may ask the store and runs on the write lane; the others are called afterwards, on the GUI thread.
    """

    def begin(self, desk: LinkDesk) -> None:
        """Read from the store what the lines need besides."""

    def line(self, one: Quarantined, time: str) -> Line:
        """Return the line of the table for one thing; its subject is the number of the thing."""

    def source(self, one: Quarantined) -> str:
        """Return what it is, or how it came."""

    def advice(self, one: Quarantined) -> str:
        """Return what to do about it."""

    def strangers(self) -> str:
        """Return what strangers did in the last days, or "" where nobody looks for them."""


class QuarantinePresenter(QObject):
    """Connects the page with the services; it lives as long as its page."""

    def __init__(self, page: QuarantinePage, seat: Seat, outside: Outside, reading: Reading) -> None:
        super().__init__(page)
        self._page, self._seat, self._outside, self._reading = page, seat, outside, reading
        self._kept: dict[object, Quarantined] = {}
        page.lines.chosen.connect(self._chose)
        page.save_pressed.connect(self._save)
        page.discard_agreed.connect(self._discard)
        page.alike_agreed.connect(self._discard_alike)
        self._timer = ticking(self, EVERY_MS, self.refresh)
        seat.notices.subscribe(self.hear)
        self.refresh()

    def refresh(self) -> None:
        """Ask again what is kept."""
        self._seat.lanes.write(_find, self._reading, then=self._show, key="quarantine", owner=self)

    def hear(self, _changed: object) -> None:
        """Ask again, because something came or was discarded."""
        self.refresh()

    def _show(self, answer: tuple[Sequence[Quarantined], QuarantineState]) -> None:
        found, state = answer
        self._kept = {one.id: one for one in found}
        self._page.show_state(state_words(state), self._reading.strangers())
        self._page.show_lines([self._reading.line(one, self._time(one)) for one in found])
        self._chose(self._page.lines.subject())

    def _chose(self, number: object) -> None:
        one = self._kept.get(number)
        if one is None:
            self._page.show_chosen("", "", "")
            return
        alike = len(find_alike(self._kept.values(), one))
        named = _("Number {number}").format(number=one.id)
        title = joined([named, self._reading.source(one), self._time(one), size_words(one.size)])
        why = _(refusal_words(one.reason))
        if not one.is_whole:
            only = _("It is not kept whole. Its SHA-256: {digest}")
            why = "\n".join((why, only.format(digest=one.digest.hex())))
        self._page.show_chosen(title, why, self._reading.advice(one), alike)

    def _save(self) -> None:
        number = self._page.lines.subject()
        name = f"quarantine-{number}.tdb"
        path = self._outside.choosing.target(self._page, _("Save its bytes"), name, _(BUNDLES))
        if path is None or not isinstance(number, int):
            return
        saved = partial(self._page.say, _("The bytes are in {file}.").format(file=path.name), "ok")
        self._seat.lanes.write(
            _save, number, path, self._outside, then=lambda _done: saved(), failed=self._refused, owner=self
        )

    def _discard(self) -> None:
        number = self._page.lines.subject()
        if isinstance(number, int):
            self._seat.lanes.write(discard_quarantined, number, then=self._gone, failed=self._refused, owner=self)

    def _discard_alike(self) -> None:
        number = self._page.lines.subject()
        if isinstance(number, int):
            self._seat.lanes.write(discard_alike, number, then=self._gone, failed=self._refused, owner=self)

    def _gone(self, _changed: object) -> None:
        self._page.say(_("Discarded."), "ok")
        self.refresh()

    def _refused(self, problem: TipdeskError) -> None:
        self._page.say(problem.text(_), "warn")
        self.refresh()

    def _time(self, one: Quarantined) -> str:
        return time_text(one.received_at, self._seat.offset_minutes(), self._seat.now_ms())


def state_words(state: QuarantineState) -> str:
    """Return how full the quarantine is, in words."""
    kept = plural("{count} thing is kept", "{count} things are kept", state.lines)
    counted = plural(
        "{count} more that nobody signed was only counted this month",
        "{count} more that nobody signed were only counted this month",
        state.counted,
    )
    full = _("It is full: discard what has been looked at, or of the next only the beginning is kept.")
    return joined(
        [f"{kept} ({size_words(state.size)})", counted if state.counted else "", full if state.is_full else ""]
    )


def _find(desk: LinkDesk, reading: Reading) -> tuple[Sequence[Quarantined], QuarantineState]:
    """Return what is kept and how full the quarantine is; this runs on the write lane."""
    reading.begin(desk)
    return find_quarantined(desk), see_quarantine(desk)


def _save(desk: LinkDesk, number: int, path: Path, outside: Outside) -> None:
    """Write the bytes of one thing into a file; this runs on the write lane."""
    outside.write(path, get_quarantined(desk, number))
