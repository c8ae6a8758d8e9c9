"""What goes on beside the pages of an open window: the store's check, the disk's room, the clock, looks to prune.

After a crash the store is checked whole. The window does not wait for that: it is open for reading and says so above
every page. Whatever would write waits for the verdict (`Verdict`), and the rest of the unlock follows then. A store
that does not hold is shown as such at once. The home's reserve is made where the disk has room and let go where it has
none, and a strip below every page says so until there is room again. What another process writes into the home, as the
command line's sync does, the pages hear of within seconds. Pruning and the clock wait their turn on the write
lane. Services decide what is noted, and `adapters/store/ballast` how little room is too little.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from tipdesk.domain.texts import _ as mark
from tipdesk.homes.opening import await_verdict
from tipdesk.homes.readying import see_room
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tipdesk.domain.errors import TipdeskError
    from tipdesk.homes.sessions import Session
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.ui.seat import Seat
    from tipdesk.ui.widgets.banner import Banner

SOON_MS = 2_000
"""How many milliseconds to wait before the first of these deeds: the first page is on the screen by then."""
CLOCK_MS = 60_000
AUDIT_PAGE = "audit"
PRUNE_MS = 6 * 60 * 60_000
ROOM_MS: Final = 30_000
ELSEWHERE_MS: Final = 5_000


def watch(seat: Seat, session: Session) -> None:
    """Add the page of the audit, and begin to look at the clock each minute and to prune looks every six hours.

    Both are done for the first time soon after the window was shown.
    """
    from tipdesk.services.integrity.notice_clock import notice_clock
    from tipdesk.services.looks.prune_looks import prune_looks

    add_audit(seat, session)
    for deed, every_ms in ((notice_clock, CLOCK_MS), (prune_looks, PRUNE_MS)):
        timer = QTimer(seat.shell)
        timer.setInterval(every_ms)
        timer.timeout.connect(partial(seat.lanes.write, deed))
        timer.start()
        QTimer.singleShot(SOON_MS, seat.shell, partial(seat.lanes.write, deed))


def add_audit(seat: Seat, session: Session) -> None:
    """Add the page of the audit to the window of an officer who reads it."""
    from tipdesk.services.looks.find_looks import can_read_looks
    from tipdesk.ui.shell import Page

    def make() -> QWidget:
        from tipdesk.ui.audit.page import make_page

        return make_page(seat)

    if can_read_looks(session.desk):
        seat.shell.add_page(Page(AUDIT_PAGE, mark("Audit"), "eye", make))


class RoomWatch(QObject):
    """Watches the room on the disk for one window.

    It looks at once, every half minute, and when something could not be done (`look`).
    """

    def __init__(self, seat: Seat, home: Path) -> None:
        super().__init__(seat.shell)
        self._seat, self._home = seat, home
        self._banner: Banner | None = None
        clock = QTimer(self)
        clock.setInterval(ROOM_MS)
        clock.timeout.connect(self.look)
        clock.start()
        self.look()

    def look(self) -> None:
        """See to the room on the disk, off the GUI thread, and show or hide the strip that tells of it."""
        from tipdesk.ui.sync.outside import apart

        seen = partial(see_room, self._home, is_begun=True)
        self._seat.lanes.read(apart, seen, then=self._show, key="room", owner=self)

    def _show(self, told: str | None) -> None:
        from tipdesk.ui.translate import _
        from tipdesk.ui.widgets.banner import Banner

        if told is not None and self._banner is None:
            self._banner = Banner(_(told), "danger")
            self._seat.shell.show_below(self._banner)
        if self._banner is not None:
            self._banner.setVisible(told is not None)
            if told is not None:
                self._banner.say(_(told), "danger")


class ElsewhereWatch(QObject):
    """Tells the pages of one window that another process has written into its home: each asks again what it shows."""

    def __init__(self, seat: Seat, session: Session) -> None:
        super().__init__(seat.shell)
        self._seat, self._store = seat, session.store
        clock = QTimer(self)
        clock.setInterval(ELSEWHERE_MS)
        clock.timeout.connect(self.look)
        clock.start()
        self.look()

    def look(self) -> None:
        """Ask the store, off the GUI thread."""
        from tipdesk.ui.sync.outside import apart

        told = self._seat.notices.announce_answer
        self._seat.lanes.read(apart, self._ask, then=told, key="elsewhere", owner=self)

    def _ask(self) -> Changed | None:
        return Changed(frozenset()) if self._store.has_changed_elsewhere() else None


def settle_beside(seat: Seat, session: Session, then: Callable[[], object]) -> None:
    """Wait for the store's verdict on the write lane, and do then what the unlock left for it.

    `then` is called on the GUI thread, whatever the verdict is.
    """
    from tipdesk.ui.integrity.checking import CheckingStrip

    strip = CheckingStrip(seat.shell)
    session.store.verdict.step = strip.tell

    def wait(_desk: LinkDesk) -> None:
        await_verdict(session)

    def known(_done: object) -> None:
        strip.end()
        seat.refresh_actor()
        then()

    def failed(problem: TipdeskError) -> None:
        strip.end()
        seat.say_problem(problem)

    seat.lanes.write(wait, then=known, failed=failed, owner=strip)
