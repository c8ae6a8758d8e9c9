"""Fetches what the home page shows: numbers on duty, what waits, whether a worry was left unsaved.

It asks again whenever the page comes to the front or something was saved.
"""

from PySide6.QtCore import QObject, Signal

from tipdesk.services.directory.find_duty_numbers import DutyLine, find_duty_numbers
from tipdesk.services.drafts import DraftLine, find_drafts
from tipdesk.services.reports.find_reports import find_unread
from tipdesk.services.reports.report_lines import ReportLine
from tipdesk.services.results import Changed
from tipdesk.services.sync.sync_status import SyncStatus, sync_status
from tipdesk.ui.notices import touches
from tipdesk.ui.seat import Seat
from tipdesk.ui.status_line import unread_sentence, waiting_sentence
from tipdesk.ui.worry.draft import DRAFT_KEY


class HomePresenter(QObject):
    """Asks for what the home page shows; its signals carry the answers.

    `numbers` carries whom to ring, `waiting` a sentence about what headquarters has not received, `draft` whether a
    worry was left unsaved, and `unread` a sentence about reports that nobody has read.
    """

    numbers = Signal(object)
    waiting = Signal(str)
    draft = Signal(bool)
    unread = Signal(str)

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        seat.notices.subscribe(self.hear)

    def hear(self, changed: Changed) -> None:
        """Ask again for what a save may have changed."""
        if touches(changed, "DutyNumber"):
            self._ask_numbers()
        self._ask_waiting()

    def refresh(self) -> None:
        """Ask for everything that the page shows."""
        self._ask_numbers()
        self._ask_waiting()
        self._seat.lanes.read(find_drafts, then=self._show_drafts, key="home-drafts", owner=self)

    def _ask_numbers(self) -> None:
        self._seat.lanes.read(find_duty_numbers, then=self._show_numbers, key="home-numbers", owner=self)

    def _ask_waiting(self) -> None:
        if self._seat.is_headquarters:
            return  # it sends nothing
        self._seat.lanes.write(sync_status, then=self._show_waiting, key="home-status", owner=self)
        self._seat.lanes.read(find_unread, then=self._show_unread, key="home-unread", owner=self)

    def _show_numbers(self, lines: list[DutyLine]) -> None:
        self.numbers.emit(lines)

    def _show_unread(self, unread: list[ReportLine]) -> None:
        self.unread.emit(unread_sentence(unread))

    def _show_waiting(self, status: SyncStatus) -> None:
        self.waiting.emit(waiting_sentence(status, self._seat.offset_minutes(), self._seat.now_ms()))

    def _show_drafts(self, drafts: list[DraftLine]) -> None:
        self.draft.emit(any(draft.key == DRAFT_KEY for draft in drafts))
