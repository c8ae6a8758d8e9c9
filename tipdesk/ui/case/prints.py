"""What of an open case is printed: the case file, its timeline, and the papers of its rows."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.case.timeline_filter import Asked
from tipdesk.ui.case.boards import CaseBoards
from tipdesk.ui.case.printing import Printing, ask_where
from tipdesk.ui.case.row_papers import RowPapers
from tipdesk.ui.case.timeline_copies import TimelineCopies
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.seat import Seat


class Prints(QObject):
    """Prints of the case that is in front (None: none is), one document at a time; `failed` hears of refusals."""

    def __init__(
        self,
        seat: Seat,
        view: CaseView,
        boards: CaseBoards,
        front: Callable[[], Workspace | None],
        failed: Callable[[TipdeskError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._front = front
        self.printing = Printing(seat, view.printing, ask_where(view, seat.choosing), failed, self)
        self._copies = TimelineCopies(seat, view.timeline, self.printing, self)
        view.print_pressed.connect(self.print)
        view.timeline.copy_asked.connect(self._copy)
        boards.print_asked.connect(RowPapers(seat, self.printing, view).print)

    def print(self, identity: bool) -> None:  # noqa: FBT001 - what the signal carries
        """Print the case file, with who the people are if `identity`."""
        if (space := self._front()) is not None:
            self.printing.print_case(space.view.id, space.view.reference, identity=identity)

    def _copy(self, kind: str, identity: bool, asked: Asked) -> None:  # noqa: FBT001 - what the signal carries
        if (space := self._front()) is not None:
            self._copies.copy(space.view.id, space.view.reference, kind, asked, identity=identity)
