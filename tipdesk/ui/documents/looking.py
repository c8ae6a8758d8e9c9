"""Presents a file that is looked at: opens it when that is asked for, and brings its pages as wide as there is room.

What draws it lives as long as the file is in sight, and not a moment longer: it ends when another file comes, when the
officer leaves or stops, and also where it was still being opened then.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Lock

from PySide6.QtCore import QObject, QTimer

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.files.previewer import MOST_SIDE, Picture, PlainText
from tipdesk.services.files.view_file import Viewed
from tipdesk.services.link_desk import LinkDesk
from tipdesk.ui.documents.preview_card import PreviewCard
from tipdesk.ui.documents.words import at_first
from tipdesk.ui.lanes import Lanes
from tipdesk.ui.translate import _

ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0)
AGAIN_AFTER_MS = 150
"""How long the room for a page stays as it is before the page is drawn anew for it."""
Opens = Callable[[LinkDesk], Viewed]
"""Opens a file for looking; runs on the read lane."""
Shown = tuple[Picture | PlainText, int]


@dataclass
class Held:
    """What is looked at, from when it is asked for; closed, it takes nothing any more."""

    looked: Viewed | None = None
    is_closed: bool = False
    _lock: Lock = field(default_factory=Lock)
    _drawing: Lock = field(default_factory=Lock)

    def take(self, looked: Viewed) -> None:
        """Hold what was opened, or close it where nobody waits for it any more."""
        with self._lock:
            self.looked = looked
            if self.is_closed:
                looked.viewing.close()

    def show(self, looked: Viewed, page: int, width: int) -> Shown:
        """Return a page; one at a time is drawn."""
        with self._drawing:
            return looked.viewing.show(page, width, MOST_SIDE), page

    def close(self) -> None:
        """End the looking."""
        with self._lock:
            self.is_closed = True
            if self.looked is not None:
                self.looked.viewing.close()


class Looking(QObject):
    """Presents one card. `serve` says which file it is about."""

    def __init__(self, lanes: Lanes[LinkDesk], card: PreviewCard) -> None:
        super().__init__(card)
        self._lanes, self._card = lanes, card
        self._opens: Opens | None = None
        self._now = [Held(is_closed=True)]
        self._page, self._zoom = 0, 0
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_AFTER_MS)
        self._again.timeout.connect(lambda: self._ask(self._page))
        card.show_pressed.connect(self.show)
        card.stop_pressed.connect(self.stop)
        card.left.connect(self._leave)
        card.turned.connect(self._turn)
        card.zoomed.connect(self._closer)
        card.resized.connect(self._again.start)
        card.destroyed.connect(partial(_close_all, self._now))

    @property
    def _held(self) -> Held:
        return self._now[0]

    def serve(self, opens: Opens | None, sentence: str = "") -> None:
        """Be about another file, which is not opened yet; without `opens` the sentence says why none can be."""
        self.close()
        self._opens = opens
        self._card.export.setEnabled(opens is not None)
        self._card.show_instead(sentence or at_first(), can_show=opens is not None)
        self._card.say_inside("", is_warning=False)

    def close(self) -> None:
        """End the looking; the file is closed."""
        self._again.stop()
        self._held.close()
        self._page = self._zoom = 0

    def stop(self) -> None:
        """End what is under way, and let it be asked for again."""
        self.close()
        self._card.show_instead(_("Stopped. It is not shown."), can_show=self._opens is not None)

    def show(self) -> None:
        """Open the file, and show its first page."""
        opens, card = self._opens, self._card
        if opens is None:
            return
        self.close()
        held = self._now[0] = Held()
        card.show_under_way(_("It is being opened…"))
        width = card.room

        def open_it(desk: LinkDesk) -> Shown:
            looked = opens(desk)
            held.take(looked)
            return held.show(looked, 0, width)

        self._run(held, open_it)

    def _leave(self) -> None:
        """Close a file that nobody sees any more; whoever comes back asks for it again."""
        if not self._held.is_closed:
            self.serve(self._opens)

    def _run(self, held: Held, verb: Callable[[LinkDesk], Shown]) -> None:
        then, failed = partial(self._show, held), partial(self._fail, held)
        self._lanes.read(verb, then=then, failed=failed, key=f"file-{id(self)}", owner=self)

    def _ask(self, page: int) -> None:
        held = self._held
        looked = held.looked
        if held.is_closed or looked is None or not looked.viewing.pages:
            return
        self._page = page
        width = round(self._card.room * ZOOMS[self._zoom])
        self._run(held, lambda _desk: held.show(looked, page, width))

    def _show(self, held: Held, shown: Shown) -> None:
        if held is self._held and not held.is_closed and held.looked is not None:
            self._card.show_page(*shown, held.looked)

    def _fail(self, held: Held, problem: TipdeskError) -> None:
        if held is self._held and not held.is_closed:
            self.close()
            self._card.show_instead(problem.text(_), can_show=self._opens is not None)

    def _turn(self, by: int) -> None:
        looked = self._held.looked
        if looked is not None:
            page = min(max(0, self._page + by), looked.viewing.pages - 1)
            if page != self._page:
                self._ask(page)

    def _closer(self, by: int) -> None:
        zoom = min(max(0, self._zoom + by), len(ZOOMS) - 1) if by else 0
        if zoom != self._zoom:
            self._zoom = zoom
            self._ask(self._page)


def _close_all(held: list[Held], *_gone: object) -> None:
    """Close what is looked at, when the card goes with its page."""
    for one in held:
        one.close()
