"""What leads from a case to its page *Refer*: the cards of people, needs and referrals, the palette, and back.

The page lies over the tabs, so that the head of the case stays in sight. It is loaded when it is opened first.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import is_closed
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.papers.offered import OFFERED
from tipdesk.services.results import Changed
from tipdesk.ui.case.actions import REFER
from tipdesk.ui.case.printing import Printing, neutral, saying_of_papers
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.referring.pane_card import NEED, PERSON, REFERRAL, REVOKED, PaneCard
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tipdesk.ui.referring.following import Following
    from tipdesk.ui.referring.page import ReferPage
    from tipdesk.ui.referring.presenter import Referring

LETTER = "referral"
Front = Callable[[], tuple[Workspace | None, Wording]]
"""Returns the case in front as it is shown, and its words."""


class Refers(QObject):
    """Presents the page of one case, as long as it is open.

    `offered` carries what a rule offers elsewhere in the case, and `print_asked` a referral of which papers are wanted.
    `asks` are the questions of the case in front, by the name of their action.
    """

    offered = Signal(object)
    print_asked = Signal(object)

    def __init__(
        self, seat: Seat, view: CaseView, printing: Printing, front: Front, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seat, self._view, self._printing, self._front = seat, view, printing, front
        self.page: ReferPage | None = None
        self.asking: Referring | None = None
        self.following: Following | None = None
        self._printed = b""
        self._slip: tuple[bytes, str] | None = None
        self.asks: dict[str, Callable[[], object]] = {REFER: self.begin}
        view.pages.board_made.connect(self._attach)

    def begin(self) -> None:
        """Open the page for whoever or whatever is in front."""
        board = self._view.pages.front()
        row = board.list.row() if board is not None and board.isVisible() else None
        self.refer(row)

    def refer(self, row: Row | None) -> None:
        """Open the page for a person or a need, or on a referral that is there already."""
        name = row.record.name if row is not None else ""
        if row is not None and name == REFERRAL and row["direction"] == "out":
            self.open({}, row)
        elif row is not None and name == REFERRAL:
            self._seat.say(_("This referral came to us. Change it in its form."))
        elif row is not None and name == NEED:
            self.open({"person": row["person"], "need": row.id})
        else:
            self.open({"person": row.id} if row is not None and name == PERSON else {})

    def open(self, presets: Mapping[str, object], row: Row | None = None) -> None:
        """Open the page with what is known, or on a referral that is there already."""
        space, wording = self._front()
        if space is None:
            return
        page = self._open_page(wording)
        if row is not None and (is_closed(row) or row["status"] == REVOKED):
            self._follow(page, row)
            return
        from tipdesk.ui.referring.presenter import Referring

        asking = self.asking = Referring(self._seat, page, space, wording, row)
        asking.sent.connect(self._sent)
        asking.proposed.connect(self._proposed)
        asking.offered.connect(self._lead)
        asking.begin(presets)

    def show(self, space: Workspace, wording: Wording) -> None:
        """Go on with the case as it stands now: what was sent is followed from then on, and its letter printed."""
        sent = space.view.get_row(self._printed) if self._printed else None
        if sent is not None and is_closed(sent) and self.page is not None:
            self._printed = b""
            self._follow(self.page, sent)
            self._print(sent)
        elif self.asking is not None:
            self.asking.show(space, wording)
        elif self.following is not None:
            self.following.show(space, wording)
        self._answer_slip(space)

    def keep(self) -> None:
        """Keep what is typed as a draft now."""
        if self.asking is not None:
            self.asking.keep()

    def answer(self, referral: bytes, code: str = "") -> None:
        """Ask what is answered to a referral, once its case is in front; `code` is that of a slip that leads to it."""
        self._slip = (referral, code)
        space, _wording = self._front()
        if space is not None:
            self._answer_slip(space)

    def leave(self) -> None:
        """Wait for nothing any more: another case comes."""
        self._slip, self._printed = None, b""

    def close(self) -> None:
        """Go back to the case; what is typed stays as a draft."""
        if self.page is not None:
            self._view.close_over()

    def _answer_slip(self, space: Workspace) -> None:
        referral, code = self._slip or (b"", "")
        row = space.view.get_row(referral)
        if row is None:
            return
        self._slip = None
        self.open({}, row)
        if self.following is not None:
            self.following.ask_reply(code)

    def _attach(self, board: RecordBoard) -> None:
        if board.record.name in (PERSON, NEED, REFERRAL):
            board.pane_made.connect(self._dress)

    def _dress(self, pane: RecordPane) -> None:
        """Give the pane of a person, a need or a referral the card that leads here."""
        card = PaneCard(pane.record.name)
        card.pressed.connect(self.refer)
        is_first = pane.record.name == REFERRAL  # what is next with it is seen at once
        pane.body.add(card, card, is_first=is_first)
        if is_first:
            pane.setTabOrder(pane.head.last, card.go)

    def _open_page(self, wording: Wording) -> "ReferPage":
        from tipdesk.ui.referring.page import ReferPage

        page = ReferPage(wording)
        self._view.show_over(page)
        self.page, self.asking, self.following = page, None, None
        page.left.connect(self.close)
        page.hidden.connect(partial(self._hide, page))
        return page

    def _hide(self, page: "ReferPage") -> None:
        """Let go of a page that was taken away; one that is only out of sight goes on."""
        if self.page is page and self._view.over is not page:
            self.keep()
            self.page = self.asking = self.following = None
            self._printed = b""

    def _follow(self, page: "ReferPage", row: Row) -> None:
        space, wording = self._front()
        if space is None:
            return
        asking, self.asking = self.asking, None
        if asking is not None:
            asking.deleteLater()  # it would go on asking for the letter
        from tipdesk.ui.referring.following import Following

        following = self.following = Following(self._seat, page, space, wording, row)
        following.print_asked.connect(self.print_asked)

    def _sent(self, changed: Changed) -> None:
        self._printed = changed.row or b""
        self._seat.say(_("Sent. We wait for their answer."))

    def _proposed(self, _changed: Changed) -> None:
        self._seat.say(_("Proposed. It stays in the list of referrals until somebody sends it."))
        self.close()

    def _lead(self, offer: object) -> None:
        self.close()
        self.offered.emit(offer)

    def _print(self, row: Row) -> None:
        """Ask where to, and print the letter of a referral in the language of the program."""
        papers, (space, _wording), offered = self._seat.papers, self._front(), OFFERED[LETTER]
        if papers is None or space is None:
            return
        saying = saying_of_papers()
        path = self._printing.ask(f"{neutral(space.view.reference)}.pdf", saying)
        if path is not None:
            self._printing.write(path, lambda desk, told: papers.print(desk, row, offered, "", told=told), saying)
