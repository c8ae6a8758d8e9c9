"""The page *Documents* of a case: joins the list and pane of its files to taking in, looking and exporting."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.files import ATTACHMENT
from tipdesk.ui.case.actions import TAKE
from tipdesk.ui.case.boards import CaseBoards
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.documents.exporting import Exporting
from tipdesk.ui.documents.looking import Looking, Opens
from tipdesk.ui.documents.preview_card import PreviewCard
from tipdesk.ui.documents.taking import Front, Taking
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _

FILE = ATTACHMENT.name


class Documents(QObject):
    """Presents the files of the case in one view; `asks` are its questions, by the name of their action."""

    def __init__(self, seat: Seat, view: CaseView, boards: CaseBoards) -> None:
        super().__init__(boards)
        self._seat, self._view, self._boards = seat, view, boards
        self._exporting = Exporting(seat, view)
        self._row: Row | None = None
        self._looking: Looking | None = None
        self._taking = Taking(seat, view.files, self._front, self)
        self._taking.taken.connect(partial(boards.go_on_with, FILE))
        self.asks: dict[str, Callable[[], object]] = {TAKE: self._choose}
        view.pages.board_made.connect(self._attach)

    def add(self, record: str, known: Mapping[str, object]) -> None:
        """Open the form of a new row; for a file, the page on which it is taken in comes to the front."""
        if record != FILE:
            self._boards.add(record, known)
        elif self._come_forward():
            self._view.files.choose.setFocus()

    def _choose(self) -> None:
        """Bring the page to the front and let a file be chosen, by whoever may add one."""
        told = self._boards.told
        if told is None or not self._come_forward():
            return
        if told.can_write:
            self._view.files.choose.click()
        else:
            self._view.show_problem(_("You may read this case, and not add to it."))

    def _come_forward(self) -> bool:
        if self._view.pages.board_of(FILE) is None:
            return False
        self._boards.close_over()
        return True

    def _front(self) -> Front | None:
        told = self._boards.told
        return Front(told.workspace.view.id, told.wording) if told is not None else None

    def _attach(self, board: RecordBoard) -> None:
        if board.record.name == FILE and self._seat.files is not None:
            board.pane_made.connect(self._dress)

    def _dress(self, pane: RecordPane) -> None:
        card = PreviewCard()
        card.row_shown.connect(self._show)
        card.export_pressed.connect(self._export)
        self._row, self._looking = None, Looking(self._seat.lanes, card)
        pane.body.add(card, card, is_first=True)

    def _show(self, reading: Reading) -> None:
        """Be about the row that the pane reads; the same one goes on being looked at."""
        row, before = reading.row, self._row
        self._row = row
        if self._looking is not None and (before is None or before.id != row.id or before.deleted != row.deleted):
            self._looking.serve(*self._opening(row))

    def _opening(self, row: Row) -> tuple[Opens | None, str]:
        """Return how a file is opened, or why it cannot be."""
        files, case = self._seat.files, row.case
        if row["hash_only"] is True:
            return None, _("Only the hash is kept here, not the file. Below you see who keeps the file.")
        if row["added_at"] is None:
            return None, _("This file is held elsewhere. Below you see where, and who keeps it.")
        if row.deleted or files is None or case is None:
            return None, _("This file is in the trash. Take it out to look at it.")
        return lambda desk: files.look(desk, case, row.id), ""

    def _export(self) -> None:
        told, row = self._boards.told, self._row
        if told is not None and row is not None:
            self._exporting.ask(told.workspace.view.id, told.workspace.view.reference, row, told.wording.title(row))
