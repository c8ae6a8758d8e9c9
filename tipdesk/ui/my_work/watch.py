"""Reads what waits for the officer, once for the whole window, and tells whoever shows or counts it.

It asks again after every change, when the page comes to the front, and once a minute, because days end and reports
become late. The number beside the page in the rail, the words in the status line and the heading of the page are all
taken from the same answer.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.services.my_work.my_work import Work, my_work
from tipdesk.services.results import Changed
from tipdesk.ui.seat import Seat
from tipdesk.ui.ticking import ticking
from tipdesk.ui.translate import _, plural

PAGE = "my-work"
EVERY_MS = 60_000
SOON_MS = 1_500
"""How many milliseconds after the window was shown the work is read first: the first page is on the screen by then."""


class WorkWatch(QObject):
    """The one watch of a window (`watch_of`); `told` carries the `Work` whenever it has been read."""

    told = Signal(object)

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.shell)
        self._seat = seat
        self.latest: Work | None = None
        self._clock = ticking(self, EVERY_MS, self.refresh)
        seat.notices.subscribe(self.hear)

    def begin(self) -> None:
        """Read the work for the first time, soon."""
        QTimer.singleShot(SOON_MS, self, self.refresh)

    def hear(self, _changed: Changed) -> None:
        """Read it again, because something was saved or has come."""
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        self._seat.lanes.read(my_work, then=self._tell, key=PAGE, owner=self)

    def _tell(self, work: Work) -> None:
        self.latest = work
        self.told.emit(work)


def watch_of(seat: Seat) -> WorkWatch:
    """Return the watch of a window, which is made when it is first asked for."""
    found = seat.shell.findChild(WorkWatch)
    return found if isinstance(found, WorkWatch) else WorkWatch(seat)


def count_words(work: Work) -> str:
    """Return how much waits and how much of it is overdue: "12 to do · 3 overdue"."""
    if not work.count:
        return _("Nothing waits for you")
    waiting = plural("{count} to do", "{count} to do", work.count)
    overdue = plural("{count} overdue", "{count} overdue", work.overdue) if work.overdue else ""
    return " · ".join(filter(None, (waiting, overdue)))
