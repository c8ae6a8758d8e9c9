"""Whether this PC's disk has room, seen to while a window is open: a strip below every page says when it has not.

Promises that the home's reserve is made where there is room, let go where there is none, and that the strip goes by
itself once there is room again. Leaves to others: how much is too little (`adapters/store/ballast`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from tipdesk.bootstrap.readying import see_room

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.ui.widgets.banner import Banner
    from tipdesk.ui.workplace import Workplace

EVERY_MS: Final = 30_000


class RoomWatch(QObject):
    """One a window. It looks now, every half minute, and when something could not be done (`look`)."""

    def __init__(self, place: Workplace, home: Path) -> None:
        super().__init__(place.shell)
        self._place, self._home = place, home
        self._banner: Banner | None = None
        clock = QTimer(self)
        clock.setInterval(EVERY_MS)
        clock.timeout.connect(self.look)
        clock.start()
        self.look()

    def look(self) -> None:
        """See to the room on the disk, off the GUI thread."""
        from tipdesk.ui.sync.outside import apart

        seen = partial(see_room, self._home, is_begun=True)
        self._place.lanes.read(apart, seen, then=self._show, key="room", owner=self)

    def _show(self, told: str | None) -> None:
        from tipdesk.ui.translate import _
        from tipdesk.ui.widgets.banner import Banner

        if told is not None and self._banner is None:
            self._banner = Banner(_(told), "danger")
            self._place.shell.show_below(self._banner)
        if self._banner is not None:
            self._banner.setVisible(told is not None)
            if told is not None:
                self._banner.say(_(told), "danger")
