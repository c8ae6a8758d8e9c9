"""The line at the foot of the window, which says how this installation truly stands with headquarters.

It asks again after every change and once a minute. What comes first at a post is whom nobody has rung about danger or a
child, then which reports nobody has read for half an hour, and that there is no recovery while there is none. The pill
at the top of the window listens to `told`.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.clocks.clock_words import what_of
from tipdesk.services.my_work.my_work import Work
from tipdesk.services.reports.find_reports import find_unread
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.services.results import Changed
from tipdesk.services.sync.sync_status import SyncStatus, sync_status
from tipdesk.ui.my_work.watch import count_words
from tipdesk.ui.seat import Seat
from tipdesk.ui.tags_only import SENTENCE
from tipdesk.ui.ticking import ticking
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural

EVERY_MS = 60_000
RUNG = frozenset({"danger-call", "child-called"})
"""The clocks that only a call stops, and that warn from the first minute."""


class StatusLine(QObject):
    """Keeps the status line true.

    `told` carries the state of sync whenever it has been read, and `unread` a sentence about whom to ring for which
    report, "" for none.
    """

    told = Signal(object)
    unread = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.shell)
        self._seat = seat
        self._link = self._unread = self._work = self._ring = ""
        self._clock = ticking(self, EVERY_MS, self.refresh)
        seat.notices.subscribe(self.hear)
        seat.names_switch.turned.connect(self._say)

    def hear(self, _changed: Changed) -> None:
        """Read the state again, because something was saved or received."""
        self.refresh()

    def show_work(self, work: Work) -> None:
        """Say how much waits in My work, and at a post first what is to be rung about."""
        self._ring = "" if self._seat.is_headquarters else ring_sentence(work)
        self._work = _("My work: {count}").format(count=count_words(work)) if work.count else ""
        self._say()

    def refresh(self) -> None:
        """Read the state again; at headquarters, which has no headquarters of its own, say which keys help instead."""
        if self._seat.is_headquarters:
            self._link = _("Headquarters")
            self._say()
            return
        self._seat.lanes.write(sync_status, then=self._show, key="status-line", owner=self)
        self._seat.lanes.read(find_unread, then=self._show_unread, key="status-unread", owner=self)

    def _show_unread(self, unread: list[ReportLine]) -> None:
        self._unread = unread_sentence(unread)
        self.unread.emit(self._unread)
        self._say()

    def _show(self, status: SyncStatus) -> None:
        self._link = link_sentence(status, self._seat.offset_minutes(), self._seat.now_ms())
        self._say()
        self.told.emit(status)

    def _say(self) -> None:
        hidden = _(SENTENCE) if self._seat.names_switch.is_on else ""
        keys = _("F1 shortcuts · Ctrl+K search and commands") if self._seat.is_headquarters else _("F1 shortcuts")
        told = (hidden, self._ring, self._unread, self._work, self._link, keys)
        self._seat.shell.show_status(" · ".join(part for part in told if part))


def ring_sentence(work: Work) -> str:
    """Return for which case somebody is to be rung about danger or a child now, "" where nobody is."""
    owed = [
        (line.reference, line.about.clock)
        for line in work.lines
        if isinstance(line.about, ClockLine) and line.about.clock.id in RUNG
    ]
    if len(owed) == 1:
        [(reference, clock)] = owed
        return _("{reference}: {what} is owed: ring now").format(reference=reference, what=what_of(clock))
    if not owed:
        return ""
    return plural(
        "{count} call about danger or a child is owed: ring now",
        "{count} calls about danger or a child are owed: ring now",
        len(owed),
    )


def unread_sentence(unread: Sequence[ReportLine]) -> str:
    """Return what to do about reports that were sent and that nobody has read in time, or "" where there is none."""
    if not unread:
        return ""
    if len(unread) > 1:
        return plural(
            "{count} report sent and read by nobody: ring headquarters",
            "{count} reports sent and read by nobody: ring headquarters",
            len(unread),
        )
    return _("{reference} was sent and read by nobody: ring headquarters").format(reference=unread[0].case.reference)


def waiting_sentence(status: SyncStatus, offset_minutes: int, now_ms: int) -> str:
    """Return how much headquarters has not received yet, and when it last sent a receipt.

    It reads like "3 entries not yet received by headquarters · last receipt 14:02".
    """
    if status.waiting:
        waiting = plural(
            "{count} entry not yet received by headquarters",
            "{count} entries not yet received by headquarters",
            status.waiting,
        )
    else:
        waiting = _("Headquarters has received everything") if status.received_up_to else _("Nothing to send yet")
    receipt = status.last_receipt
    if receipt is None:
        return waiting
    last = _("last receipt {time}").format(time=time_text(receipt.time, offset_minutes, now_ms))
    return f"{waiting} · {last}"


def link_sentence(status: SyncStatus, offset_minutes: int, now_ms: int) -> str:
    """Return the whole state of the link in one line, with what is grave first."""
    parts = [waiting_sentence(status, offset_minutes, now_ms)]
    if not status.enrolled:
        parts.insert(0, _("Not enrolled yet: no recovery if the passphrase is lost"))
    if status.parked:
        parts.append(plural("{count} entry set aside at headquarters", "{count} entries set aside", len(status.parked)))
    return " · ".join(parts)
