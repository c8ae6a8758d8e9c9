"""The sync page of a post: state, progress, queue, results, receipt, address, enrolment, parked entries.

What comes while somebody reads stands at the foot, always in sight, and moves nothing; at the narrowest window nothing
is cut. The page speaks the task's words as signals, and knows no service and no thread.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from tipdesk.services.sync.see_link import Queue
from tipdesk.ui.sync.address_card import AddressCard
from tipdesk.ui.sync.aside_card import AsideCard
from tipdesk.ui.sync.changed_keys_card import ChangedKeysCard
from tipdesk.ui.sync.enrolment_card import EnrolmentCard
from tipdesk.ui.sync.hold_card import HoldCard
from tipdesk.ui.sync.metered_card import MeteredCard
from tipdesk.ui.sync.outside import Plugged
from tipdesk.ui.sync.queue_card import QueueCard
from tipdesk.ui.sync.receipt_card import ReceiptCard
from tipdesk.ui.sync.results_card import ResultsCard, last_sync_card
from tipdesk.ui.sync.state_card import StateCard
from tipdesk.ui.sync.withdraw_card import WithdrawCard
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.progress_card import ProgressCard
from tipdesk.ui.widgets.sides import Sides, stacked


class SyncPage(FrontPage):
    """The page; its cards are public, and the presenters connect to their signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = StateCard()
        self.progress = ProgressCard(_("Syncing"))
        self.enrolment = EnrolmentCard()
        self.queue = QueueCard()
        self.results = last_sync_card()
        self.parked = ResultsCard(_("Kept at headquarters, not applied yet"), "")
        self.parked.add_note(_("They are tried again whenever headquarters changes its directory. Ring if it lasts."))
        self.receipt, self.address, self.hold = ReceiptCard(), AddressCard(), HoldCard()
        self.metered = MeteredCard()
        self.withdraw, self.keys, self.aside = WithdrawCard(), ChangedKeysCard(), AsideCard()
        for top in (self.state, self.enrolment):
            self.column.addWidget(top)
        for later in (self.keys, self.aside, self.withdraw, self.progress, self.enrolment.summary):
            self.add_foot(later)  # they come by themselves or after a press: nothing above them moves
        left = stacked((self.queue, 1), (self.hold, 0), (self.parked, 0), (self.results, 0))
        self.column.addWidget(Sides(left, stacked((self.receipt, 0), (self.metered, 0), (self.address, 0))), 1)
        for hidden in (self.parked, self.enrolment):
            hidden.hide()
        self.set_first(self.state.wire, self.state.stick, self.enrolment.save)
        self._is_again = False

    def show_enrolled(self, *, is_enrolled: bool) -> None:
        """Show what a post needs now: the way to be enrolled, or the parts for the link."""
        self.enrolment.setVisible(self._is_again or not is_enrolled)
        for part in (self.receipt, self.address, self.metered, self.hold, self.results):
            part.setVisible(is_enrolled)

    def show_again(self, *, is_again: bool) -> None:
        """Show the way to be enrolled although the PC is enrolled, or take it away."""
        self._is_again = is_again
        self.enrolment.show_why(is_again=is_again)
        self.enrolment.setVisible(is_again)
        if is_again:
            self.enrolment.save.setFocus()

    def show_queue(self, queue: Queue, speed: int, now_ms: int) -> None:
        """Show what waits to be received by headquarters; `speed` is bytes a second, 0 while unknown."""
        self.queue.show_queue(queue, speed, now_ms)

    def show_parked(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show entries that headquarters keeps without applying them, and why."""
        self.parked.show_lines(lines)
        self.parked.setVisible(bool(lines))

    def show_sticks(self, sticks: Sequence[Plugged]) -> None:
        """Offer the sticks that are plugged in."""
        self.state.show_sticks(sticks)
