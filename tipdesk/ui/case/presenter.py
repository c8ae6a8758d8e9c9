"""What the workspace of a case asks and answers: one audited look at all it shows, and deeds.

A change of the case, from here or from headquarters, shows by itself; while another page is in front, as a line list
that saves row after row, the case is read once, when it comes back into sight. Hidden answers stay shown only while the
case is open, and the officer's deeds can be taken back. The screen is `CaseView`, what is done with rows is in
`CaseBoards`, and printing in `Printing`.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Author, Row
from tipdesk.domain.rules.access import Level
from tipdesk.services.case.authorship import read_authors
from tipdesk.services.case.confirm_author import confirm_author
from tipdesk.services.case.open_case import Workspace, open_case, read_past
from tipdesk.services.case.timeline_filter import Asked
from tipdesk.services.results import Changed
from tipdesk.ui.access.deeds import AccessDeeds
from tipdesk.ui.case.actions import CHARGE, RISK, STAGE
from tipdesk.ui.case.boards import CaseBoards
from tipdesk.ui.case.chores import Chores
from tipdesk.ui.case.clock_deeds import ClockDeeds
from tipdesk.ui.case.files import Documents
from tipdesk.ui.case.finding import CaseFinder
from tipdesk.ui.case.handing import Handing
from tipdesk.ui.case.head_deeds import HeadDeeds
from tipdesk.ui.case.opening import Opening
from tipdesk.ui.case.owing import Owing
from tipdesk.ui.case.passports import Passports
from tipdesk.ui.case.person_links import PersonLinks
from tipdesk.ui.case.printing import Printing, ask_where
from tipdesk.ui.case.quickly import Quickly
from tipdesk.ui.case.refers import Refers
from tipdesk.ui.case.resting import Resting
from tipdesk.ui.case.ringing import CaseRinging
from tipdesk.ui.case.row_papers import RowPapers
from tipdesk.ui.case.settling import Settling
from tipdesk.ui.case.timeline_copies import TimelineCopies
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.notices import touches
from tipdesk.ui.records.list_count import BoardCounts
from tipdesk.ui.seat import LINE_LIST_PAGE, Seat
from tipdesk.ui.translate import _

KEY = "case-workspace"
Read = TypeVar("Read")


class CasePresenter(QObject):
    """Keeps one case on one screen.

    `shown` is emitted with the reference of the case when it has come, and `left` when the officer has left it.
    """

    left = Signal()
    shown = Signal(str)

    def __init__(self, seat: Seat, view: CaseView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._view = seat, view
        self._wording = seat.wording
        self._case: bytes | None = None
        self._workspace: Workspace | None = None
        self._is_unmasked = self._is_stale = False
        self._wanted: bytes | None = None
        self.boards = CaseBoards(seat, view, self)
        self._quickly: Quickly | None = None
        self._finder: CaseFinder | None = None
        seat.notices.subscribe(self._heard)
        self._connect()
        self._opening = Opening(seat, view.summary.openers, self)
        self._access = AccessDeeds(seat, view.access, self)
        self._access.asked_again.connect(self._ask_as)
        self._access.left.connect(self.leave)
        self._access.print_asked.connect(partial(self._print, True))
        self.deeds = HeadDeeds(seat, view.header, self)
        self._owing = Owing(seat, view.summary, self._fail, self)
        self._owing.emptied.connect(view.focus_tabs)
        self._clocks = ClockDeeds(seat, view, self.boards, self.deeds, self._owing, self._fail)
        self.links = PersonLinks(seat, view, lambda: (self._workspace, self._is_unmasked), self._fail, self)
        Resting(view, lambda: self.boards.told, self.boards.open, self)
        self.handing = Handing(seat, view, lambda: self._workspace, self.leave, self)
        self._ringing = CaseRinging(seat, view, lambda: self._workspace, self.boards, self)
        self.counts = BoardCounts(seat, view, lambda: self._case)
        view.pages.board_made.connect(self.counts.attach)
        self.passports = Passports(seat, self.boards, view.pages, self)
        self._settling = Settling(seat, view.summary.disputes, self._fail, self)
        self._printing = Printing(seat, view.printing, ask_where(view, seat.choosing), self._fail, self)
        self._copies = TimelineCopies(seat, view.timeline, self._printing, self)
        view.timeline.copy_asked.connect(self._copy)
        self.boards.print_asked.connect(RowPapers(seat, self._printing, view).print)
        Chores(seat, view, lambda: self._wording, self._fail, self)
        self.refers = Refers(seat, view, self._printing, lambda: (self._workspace, self._wording), self)
        for offering in (self.deeds.offered, self.boards.offered, self.refers.offered):
            offering.connect(self._clocks.follow)
        self.refers.print_asked.connect(self.boards.print_asked)
        self._clocks.reply_asked.connect(self.refers.answer)

    def _connect(self) -> None:
        """Join what is pressed in the view and on the boards to what is done about it."""
        view, boards = self._view, self.boards
        view.left.connect(self.leave)
        view.seen.connect(self._come_back)
        view.unmask_pressed.connect(self.unmask)
        confirm = partial(self._seat.lanes.write, confirm_author, failed=self._fail, owner=self)
        view.summary.unverified.confirm_asked.connect(confirm)
        view.edit_asked.connect(self._open_row)
        view.past_wanted.connect(self._read_past)
        view.authors_wanted.connect(self._read_authors)
        view.turn_asked.connect(self._turn)
        view.add_asked.connect(Documents(self._seat, view, boards).add)
        view.correct_asked.connect(boards.correct)
        boards.unmask_asked.connect(self.unmask)
        boards.refused.connect(self._fail)
        view.lines_asked.connect(partial(self._seat.go, LINE_LIST_PAGE))
        view.print_pressed.connect(self._print)

    @property
    def workspace(self) -> Workspace | None:
        """Return the case as it is shown, or None before it has come."""
        return self._workspace

    def open(self, case: bytes, row: bytes | None = None) -> None:
        """Open a case with one audited look, and a row of it where one is given, as a search found it."""
        if case != self._case:
            self._close()
            self._case = case
            self._quickly = Quickly(self._seat, self._view, case, self)
        self._wanted = row
        self._ask()

    def unmask(self) -> None:
        """Show what is hidden, which is audited as an act of its own."""
        self._is_unmasked = True
        self._ask()

    def leave(self) -> None:
        """Close the case; what is being written is kept as a draft."""
        self._close()
        self.left.emit()

    def keep_draft(self) -> None:
        """Keep what is being typed at once, because the window locks or another page comes."""
        if self._quickly is not None:
            self._quickly.keep()
        self.boards.keep()
        self.refers.keep()

    def answer(self, referral: bytes, code: str) -> None:
        """Ask what a slip with this code says of a referral, once its case is in front."""
        self.refers.answer(referral, code)

    def is_in_front(self) -> bool:
        """Tell whether a case is in sight, with its head."""
        return self._workspace is not None and self._view.isVisible()

    def ask(self, what: str) -> None:
        """Ask what the stage, the risk or the officer in charge is to be."""
        own = {STAGE: self.deeds.ask_stage, RISK: self.deeds.ask_risk, CHARGE: self.deeds.ask_charge}
        (own | self.links.asks | self._ringing.asks | self.refers.asks | self._access.asks | self.handing.asks)[what]()

    def find(self) -> None:
        """Find a row of the case by words in it, and go to it."""
        if self._finder is None:
            self._finder = CaseFinder(self._view.window(), self._turn)
        if self._workspace is not None:
            self._finder.open_over(self._workspace, self._wording)

    def turn_page(self, step: int) -> None:
        """Go to the next page of the case, or with -1 to the one before."""
        self._view.turn_page(step)

    def save(self) -> None:
        """Save the row that is being written."""
        self.boards.save()

    def _ask(self) -> None:
        lanes, case = self._seat.lanes, self._case
        self._is_stale = False
        if case is None:
            return
        lanes.read(open_case, case, unmask=self._is_unmasked, then=self._show, failed=self._fail, key=KEY, owner=self)

    def _ask_as(self, is_unmasked: bool) -> None:  # noqa: FBT001 - what the signal carries
        self._is_unmasked = is_unmasked
        self._ask()

    def _show(self, workspace: Workspace) -> None:
        if workspace.view.id != self._case:
            return
        self._access.show(workspace)
        rows = [row for rows in workspace.view.rows.values() for row in rows]
        self._wording = self._seat.wording.with_names(workspace.names).with_rows(
            [workspace.case, *rows], workspace.view.trash
        )
        wanted, self._wanted = workspace.view.get_row(self._wanted or b""), None
        self._workspace = workspace
        self.boards.show(CaseTold(workspace, self._wording))
        self.deeds.show(workspace, self._wording)
        self._clocks.show(workspace)
        self._view.stamp(self._seat.stamp() if workspace.view.level >= Level.IDENTITY else "")
        self._opening.show(workspace)
        self._owing.show(workspace, self._wording)
        self.refers.show(workspace, self._wording)
        self.shown.emit(workspace.view.reference)
        if wanted is not None:
            self._turn(wanted)

    def _open_row(self, row: Row) -> None:
        """Read a row of the case, under whoever wrote it."""
        self.boards.open(row)
        self._read_authors()

    def _read_authors(self) -> None:
        """Read who wrote the rows of a long case, once some of them are in sight, and then say so."""

        def know(workspace: Workspace, authors: dict[bytes, Author]) -> Workspace:
            return replace(workspace, authors=authors)

        if self._workspace is not None and self._workspace.authors is None:
            self._read_more(read_authors, know, f"{KEY}-authors")

    def _read_past(self) -> None:
        """Read the whole history of a long case, once somebody comes to where it is told, and then show it there."""
        if self._workspace is not None and not self._workspace.has_whole_history:
            self._read_more(read_past, Workspace.with_history, f"{KEY}-past")

    def _read_more(self, read: Callable[..., Read], know: Callable[[Workspace, Read], Workspace], key: str) -> None:
        """Read more of the past of the case that is shown, and show it, unless the case has come anew meanwhile."""
        workspace = self._workspace
        if workspace is None:
            return

        def show(found: Read) -> None:
            if self._workspace is not None and self._workspace.view is workspace.view:
                self._workspace = know(self._workspace, found)
                self.boards.show_past(CaseTold(self._workspace, self._wording))

        case, is_unmasked = workspace.view.id, self._is_unmasked
        self._seat.lanes.read(read, case, unmask=is_unmasked, then=show, key=key, owner=self)

    def _turn(self, row: Row) -> None:
        """Show a row where it stands: the case by its summary, any other row in its list or its pane."""
        if row.record.name == "Case":
            self._view.show_tab("summary")
        else:
            self._open_row(row)

    def _fail(self, problem: TipdeskError) -> None:
        if problem.code == "no-such-case" and self._workspace is not None:  # it was forgotten or erased meanwhile
            self.leave()
            self._seat.say(_("The case is not on this PC any more: its share has ended, or it was erased."))
            return
        self._is_unmasked = self._is_unmasked and self._workspace is not None and not self._workspace.view.masked
        if not self._access.takes(self._case, problem, is_shown=self._workspace is not None):
            self._view.show_problem(problem.text(_))

    def _heard(self, changed: Changed) -> None:
        if self._case is not None and touches(changed, case=self._case):
            self._is_stale = self._workspace is not None and not self._view.isVisible()
            if not self._is_stale:
                self._ask()

    def _come_back(self) -> None:
        """Read again what changed while another page was in front."""
        if self._is_stale:
            self._ask()

    def _close(self) -> None:
        """Forget the case that was open, so that nothing of it stays on the screen."""
        self.boards.close()
        self.refers.leave()
        if self._quickly is not None:
            self._quickly.close()
        self._case = self._workspace = self._quickly = None
        self._access.clear()
        self._is_unmasked = False
        self._opening.close()
        self._owing.close()
        self.deeds.close()
        self._clocks.show(None)
        if self._finder is not None:
            self._finder.forget()
        self._view.show_nothing()

    def _print(self, identity: bool) -> None:  # noqa: FBT001 - what the signal carries
        if self._workspace is not None:
            self._printing.print_case(self._workspace.view.id, self._workspace.view.reference, identity=identity)

    def _copy(self, kind: str, identity: bool, asked: Asked) -> None:  # noqa: FBT001 - what the signal carries
        if self._workspace is not None:
            view = self._workspace.view
            self._copies.copy(view.id, view.reference, kind, asked, identity=identity)
