"""What leads from a case to its page *Refer*: the buttons of people, needs and referrals, the palette, and back.

The page lies over the tabs, so that the head of the case stays in sight.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import is_closed
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.results import Changed
from tipdesk.ui.case.actions import REFER
from tipdesk.ui.case.printing import Printing, neutral, saying_of_papers
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.referring.following import Following
from tipdesk.ui.referring.page import ReferPage
from tipdesk.ui.referring.presenter import Referring
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.wording import Wording

PERSON, NEED, REFERRAL = "Person", "Need", "Referral"
_REVOKED = "revoked"


class Refers(QObject):
    """Presents the page of one case, as long as it is open. `offered` carries what a rule offers elsewhere in the case.

    `asks` are the questions of the case in front, by the name of their action.
    """

    offered = Signal(object)

    def __init__(
        self,
        seat: Seat,
        view: CaseView,
        printing: Printing,
        front: Callable[[], tuple[Workspace | None, Wording]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._seat, self._view, self._printing, self._front = seat, view, printing, front
        self.page: ReferPage | None = None
        self._asking: Referring | None = None
        self._following: Following | None = None
        self.asks: dict[str, Callable[[], object]] = {REFER: lambda: self.open({})}
        view.pages.board_made.connect(self._attach)

    def open(self, presets: Mapping[str, object], row: Row | None = None) -> None:
        """Open the page: for somebody or something known, or on a referral that is there already."""
        space, wording = self._front()
        if space is None:
            return
        page = self._open_page(wording)
        if row is not None and (is_closed(row) or row["status"] == _REVOKED):
            self._follow(page, row)
            return
        asking = self._asking = Referring(self._seat, page, space, wording, row)
        asking.sent.connect(self._sent)
        asking.proposed.connect(self._proposed)
        asking.offered.connect(self._lead)
        asking.begin(presets)

    def show(self, space: Workspace, wording: Wording) -> None:
        """Go on with the case as it stands now."""
        if self._asking is not None:
            self._asking.show(space, wording)
        if self._following is not None:
            self._following.show(space, wording)

    def keep(self) -> None:
        """Keep what is typed as a draft now."""
        if self._asking is not None:
            self._asking.keep()

    def answer(self, referral: bytes, code: str) -> None:
        """Open a referral to which a slip came back, and ask what it says."""
        space, _wording = self._front()
        row = space.view.get_row(referral) if space is not None else None
        if row is not None:
            self.open({}, row)
            if self._following is not None:
                self._following.ask_reply(code)

    def close(self) -> None:
        """Go back to the case; what is typed stays as a draft."""
        if self.page is not None:
            self._view.close_over()

    def _attach(self, board: RecordBoard) -> None:
        """Give the lists of people, needs and referrals the button that leads here."""
        name = board.record.name
        if name in (PERSON, NEED):
            board.add_button(plain(_("&Refer…"), icon="heart-handshake", pressed=partial(self._refer, board)))
        elif name == REFERRAL:
            board.add_button(plain(_("&Go on with it…"), icon="chevron-right", pressed=partial(self._refer, board)))

    def _refer(self, board: RecordBoard) -> None:
        row = board.list.row()
        if row is None:
            self.open({})
        elif row.record.name == PERSON:
            self.open({"person": row.id})
        elif row.record.name == NEED:
            self.open({"person": row["person"], "need": row.id})
        elif row["direction"] == "out":
            self.open({}, row)
        else:
            self._seat.say(_("This referral came to us. Change it where it stands."))

    def _open_page(self, wording: Wording) -> ReferPage:
        page = self.page = ReferPage(wording)
        self._asking = self._following = None
        page.left.connect(self.close)
        page.destroyed.connect(partial(self._forget, page))
        self._view.show_over(page)
        return page

    def _forget(self, page: ReferPage) -> None:
        if self.page is page:
            self.page = self._asking = self._following = None

    def _follow(self, page: ReferPage, row: Row) -> None:
        space, wording = self._front()
        if space is None:
            return
        self._asking = None
        following = self._following = Following(self._seat, page, space, wording, row)
        following.print_asked.connect(self._print)

    def _sent(self, changed: Changed) -> None:
        self._seat.say(_("Sent. The letter is printed now, and their answer is waited for."))
        self._show_sent(changed.row or b"")

    def _show_sent(self, referral: bytes) -> None:
        """Read what was sent, tell of it on the page, and print the letter."""

        def show(space: Workspace) -> None:
            row = space.view.get_row(referral)
            if row is not None and self.page is not None:
                self._follow(self.page, row)
                self._print(row, "referral")

        raise NotImplementedError

    def _proposed(self, _changed: Changed) -> None:
        self._seat.say(_("Proposed. It stands among the referrals until somebody sends it."))
        self.close()

    def _lead(self, offer: object) -> None:
        self.close()
        self.offered.emit(offer)

    def _print(self, row: Row, kind: str) -> None:
        """Ask where to, and print a paper of a referral."""
        papers, (space, _wording) = self._seat.print_papers, self._front()
        if papers is None or space is None:
            return
        saying, case = saying_of_papers(), space.view.id
        path = self._printing.ask(f"{neutral(space.view.reference)}.pdf", saying)
        if path is not None:
            self._printing.write(path, lambda desk, told: papers(desk, case, kind, row.id, told=told), saying)


def _told(problem: TipdeskError) -> str:
    return problem.text(_)
