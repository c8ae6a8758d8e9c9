"""What leads from a case to others of the same people: the card "Same person", and joining what was entered twice.

The card stands in the pane of the people; what is known in all cases is shown over the tabs.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.same_person.find_linked import Linked
from tipdesk.ui.case.actions import JOIN, PART
from tipdesk.ui.case.people import PERSON
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.same_person.card import SamePersonCard
from tipdesk.ui.same_person.joining import CaseJoining
from tipdesk.ui.same_person.linked_pane import LinkedPane
from tipdesk.ui.same_person.presenter import SamePeople
from tipdesk.ui.seat import Seat


class PersonLinks(QObject):
    """Gives the pane of the people of a case its card; `people` presents it, once the pane is there.

    `front` returns the case in front, and whether it shows what is hidden at first; `refuse` says why something was
    refused. `asks` are the questions of the case in front, by the name of their action.
    """

    def __init__(
        self,
        seat: Seat,
        view: CaseView,
        front: Callable[[], tuple[Workspace | None, bool]],
        refuse: Callable[[TipdeskError], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._seat, self._view, self._front, self._refuse = seat, view, front, refuse
        self.joining = CaseJoining(seat, view, lambda: front()[0], self)
        self.asks: dict[str, Callable[[], object]] = {JOIN: self.joining.ask_join, PART: self.joining.ask_part}
        self.people: SamePeople | None = None
        self.card: SamePersonCard | None = None
        view.pages.board_made.connect(self._attach)
        view.header.line.moved_asked.connect(seat.open_case)

    def _attach(self, board: RecordBoard) -> None:
        if board.record.name == PERSON:
            board.pane_made.connect(self._dress)

    def _dress(self, pane: RecordPane) -> None:
        card = self.card = SamePersonCard()
        people = self.people = SamePeople(self._seat, card, lambda: self._front()[1], card)
        people.gathered.connect(self._show)
        people.refused.connect(self._refuse)
        pane.body.add(card, card)

    def _show(self, found: Linked) -> None:
        """Show over the tabs what is known of a person."""
        wording = self._seat.wording
        pane = LinkedPane(found, wording)
        pane.back.connect(self._view.close_over)
        pane.opened.connect(self._seat.open_case)
        self._view.show_over(pane)
        pane.to_back.setFocus()
