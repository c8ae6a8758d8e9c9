"""Moving the legs of a journey: Ctrl+Shift+↑ and ↓ in their list, or the two buttons below it.

The legs stand by person in the order in which they were travelled. A moved leg keeps the cursor.
"""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.services.case.legs import move_leg
from tipdesk.services.results import Changed
from tipdesk.ui.plain import set_tip
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain

LEG = "JourneyLeg"


def let_legs_move(seat: Seat, board: RecordBoard) -> None:
    """Let the rows of a board be moved, where they are legs of a journey."""
    if board.record.name == LEG:
        LegMoving(seat, board)


class LegMoving(QObject):
    """Lets the legs of one board be moved."""

    def __init__(self, seat: Seat, board: RecordBoard) -> None:
        super().__init__(board)
        self._seat, self._board = seat, board
        for words, icon, keys, by in (
            (_("Earlier"), "chevron-up", "Ctrl+Shift+Up", -1),
            (_("Later"), "chevron-down", "Ctrl+Shift+Down", 1),
        ):
            button = plain(words, icon=icon, pressed=partial(self._move, by))
            set_tip(button, _("Moves the leg ({keys})").format(keys=keys))
            board.list.add_button(button)
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), board.list, context=context).activated.connect(partial(self._move, by))

    def _move(self, by: int) -> None:
        row = self._board.list.row()
        if row is not None:
            then = partial(self._moved, row, by)
            self._seat.lanes.write(move_leg, row, by, then=then, failed=self._refuse, owner=self)

    def _moved(self, row: Row, by: int, _changed: Changed) -> None:
        shown = self._board.list
        shown.begin(replace(shown.arrangement, words="", sort=""))  # what comes now stands in the new order
        undo = partial(self._seat.lanes.write, move_leg, row, -by, failed=self._refuse)
        self._seat.say(_("The leg was moved."), offer=_("Undo"), undo=undo)

    def _refuse(self, problem: TipdeskError) -> None:
        self._seat.say_problem(problem)
