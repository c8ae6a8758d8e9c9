"""What a press on a clock does, at the head of a case and on its summary: it opens what stops that clock.

Ringing, a further status or a note open their form with what is known filled in; a stage opens the stages; a review, an
approval or a breach its words on the summary. What only somebody else may do is said in a sentence.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.case.plan_follow_ups import plan_follow_ups
from tipdesk.services.gates.review_breach import BreachLine
from tipdesk.services.reports.acknowledge_report import acknowledge_report
from tipdesk.services.results import Changed
from tipdesk.ui.case.boards import CaseBoards
from tipdesk.ui.case.following import follow
from tipdesk.ui.case.head_deeds import HeadDeeds
from tipdesk.ui.case.missing_items import NewRow
from tipdesk.ui.case.owing import Owing
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.clocks.offers import Leads, offer_of, presets_of
from tipdesk.ui.gates.offers import Offer
from tipdesk.ui.seat import RETENTION_PAGE, Seat
from tipdesk.ui.translate import _

Failed = Callable[[TipdeskError], object]
_DAYS, _RETURN, _REPLY = "FollowUp", "Return", "ReferralReply"


class ClockDeeds(QObject):
    """Joins the clocks of one case to what stops them; `show` hands it the case that is on the screen.

    `reply_asked` carries a referral whose answer is to be noted.
    """

    reply_asked = Signal(bytes)

    def __init__(
        self, seat: Seat, view: CaseView, boards: CaseBoards, head: HeadDeeds, owing: Owing, failed: Failed
    ) -> None:
        super().__init__(view)
        self._seat, self._view, self._boards, self._head = seat, view, boards, head
        self._owing, self._failed = owing, failed
        self._workspace: Workspace | None = None
        self._wanted: object = None
        view.summary.is_headquarters = seat.is_headquarters
        view.header.clock_pressed.connect(self.do_next)
        view.summary.missing.pressed.connect(self.do)

    def show(self, workspace: Workspace | None) -> None:
        """Use the case as it stands now; None where none is on the screen."""
        self._workspace = workspace
        if workspace is None:
            self._wanted = None

    def want(self, clock: object) -> None:
        """Open what stops a clock once the case that is being read has come."""
        self._wanted = clock

    def do_wanted(self) -> None:
        """Open what stops the clock that was asked for before the case came."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.do(wanted)

    def do_next(self) -> None:
        """Open what stops the clock that is due first."""
        clock = self._workspace.next_clock if self._workspace is not None else None
        if clock is not None:
            self.do(clock)

    def follow(self, offer: Offer) -> None:
        """Go where a rule leads that does not hold: the days after a return are planned at once."""
        need, told = offer.need, self._boards.told
        if need is not None and told is not None and need.record == _DAYS and need.person is not None:
            row = told.get_row(need.row or b"")
            self._plan_days(need.person, row.id if row is not None and row.record.name == _RETURN else None)
        else:
            follow(self._boards, self._view, offer)

    def do(self, clock: object) -> None:
        """Open what stops a clock, the row in which something is missing, or the words for what stands past a rule."""
        space = self._workspace
        if isinstance(clock, BreachLine):
            self._owing.answer(clock)
        elif isinstance(clock, Row):
            self._view.edit_asked.emit(clock)
        elif isinstance(clock, NewRow):
            self._boards.add(clock.record, clock.presets)
        elif isinstance(clock, str):
            self._boards.add(clock, {})
        elif isinstance(clock, Clock) and space is not None:
            self._stop(clock, space)

    def _stop(self, clock: Clock, space: Workspace) -> None:
        offer = offer_of(clock, is_headquarters=self._seat.is_headquarters)
        row = space.case if clock.subject.id == space.view.id else space.view.get_row(clock.subject.id)
        if offer.record == _REPLY and row is not None:
            self.reply_asked.emit(row.id)
        elif offer.leads is Leads.ADD:
            self._boards.add(offer.record, presets_of(clock, row, space.view.of))
        elif offer.leads is Leads.PLAN:
            self._plan(clock, row)
        elif offer.leads is Leads.STAGE:
            self._head.ask_stage()
        elif offer.leads is Leads.HAVE:
            self._have(space.view.id, clock.subject.id)
        elif offer.leads is Leads.DECIDE:
            self._owing.turn_to(clock.subject.id)
        elif offer.leads is Leads.NOTE:
            self._view.show_tab("notes")
            self._view.notes.text.setFocus()
        elif offer.leads is Leads.KEEPING and self._seat.is_headquarters:
            self._seat.go(RETENTION_PAGE)
        elif row is not None and not row.record.has_own_verbs:
            self._view.edit_asked.emit(row)
        else:
            self._owing.turn_to(clock.subject.id)

    def _plan(self, clock: Clock, row: Row | None) -> None:
        """Plan when somebody is asked: after the return that the clock is about, else after the closing."""
        home = row if row is not None and row.record.name == _RETURN else None
        person = home["person"] if home is not None else clock.subject.id
        if isinstance(person, bytes):
            self._plan_days(person, home.id if home is not None else None)

    def _plan_days(self, person: bytes, journey: bytes | None) -> None:
        if self._workspace is not None:
            case, then = self._workspace.view.id, self._planned
            self._seat.lanes.write(plan_follow_ups, case, person, journey, then=then, failed=self._failed, owner=self)

    def _planned(self, _changed: Changed) -> None:
        self._seat.say(_("The days on which somebody asks how they are stand under Protection."))

    def _have(self, case: bytes, report: bytes) -> None:
        self._seat.lanes.write(acknowledge_report, case, report, then=self._taken, failed=self._failed, owner=self)

    def _taken(self, _changed: Changed) -> None:
        self._seat.say(_("Noted: you have it. The post sees it at its next sync."))
