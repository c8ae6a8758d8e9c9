"""What is done with the rows of a case, wherever they are shown: on the board of a page, or in a pane of their own.

Each board has a `RowWriting`, and so has the pane over the tabs, in which rows are read that stand in no list. What is
half typed is kept as a draft, whatever one turns to; a row with a draft is marked in its list.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from tipdesk.domain.pages import OWN_PANE, children_of
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.ui.case.beside import NOT_BELOW, Beside, Ways, made_beside
from tipdesk.ui.case.leg_moving import let_legs_move
from tipdesk.ui.case.record_page import speaker_of
from tipdesk.ui.case.row_deeds import add_deeds
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.deeds import CaseDeeds
from tipdesk.ui.records.drafted_rows import Drafts, find_drafted
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.row_writing import RowWriting
from tipdesk.ui.seat import Seat

NONE, FIXED = frozenset[str](), {"Case": frozenset({"reference", "register_no"})}


class CaseBoards(QObject):
    """Presents the boards of one case, and the pane over its tabs.

    `unmask_asked`, `refused` and `offered` are passed on from whatever pane is used; `print_asked` carries a row.
    """

    unmask_asked = Signal()
    refused = Signal(object)
    offered = Signal(object)
    print_asked = Signal(object)

    def __init__(self, seat: Seat, view: CaseView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._view = seat, view
        self._told: CaseTold | None = None
        self._drafts: Drafts = {}
        self._deeds = CaseDeeds(b"")
        self._writings: dict[RecordBoard, RowWriting] = {}
        self._wanted: tuple[str, bytes] | None = None
        self._over: RecordPane | None = None
        self._over_writing: RowWriting | None = None
        self._over_row: bytes | None = None
        self._beside: Beside | None = None
        view.pages.board_made.connect(self._attach)

    @property
    def told(self) -> CaseTold | None:
        """The case as it is shown, or None."""
        return self._told

    @property
    def over(self) -> RecordPane | None:
        """The pane over the tabs, or None."""
        return self._over

    def show(self, told: CaseTold) -> None:
        """Use the case as it stands now; what is being written stays open."""
        is_other = self._told is None or self._told.workspace.view.id != told.workspace.view.id
        if is_other:
            self._deeds, self._drafts = CaseDeeds(told.workspace.view.id), {}
            for writing in self._writings.values():
                writing.serve(self._deeds)
        self._told = replace(told, drafts=self._drafts)
        self._view.show_case(self._told)
        self._show_over()
        self._show_wanted()
        if is_other:
            self._ask_drafts()

    def show_past(self, told: CaseTold) -> None:
        """Show what has been read of the past of the case that is shown: who wrote what."""
        self._told = replace(told, drafts=self._drafts)
        self._view.show_past(self._told)
        self._show_panes_again()

    def open(self, row: Row) -> None:
        """Read a row: in the list of its record, in the pane of the row it belongs to, or in a pane over the tabs."""
        if self._told is None:
            return
        self.close_over()
        whole = self._told.get_row(row.parent or b"") if row.record.name in NOT_BELOW else row
        board = self._view.pages.board_of(row.record.name)
        if board is None and whole is not None and whole.record.name in OWN_PANE:
            self._read_over(whole)
            return
        if board is not None and board.choose(row.id, is_read=True):
            board.list.focus_list()
        elif not self._open_within(row):
            self._read_over(row)

    def add(self, record: str, presets: Mapping[str, object]) -> None:
        """Open the form of a new row: what is known is not asked for, and what it begins with is filled in."""
        if self._told is None:
            return
        declared = self._record(record)
        self.close_over()
        board = self._view.pages.board_of(record)
        if board is not None:
            board.show_pane()
        writing = self._writing_of(board) if board is not None else self._open_over(declared)
        writing.add(declared, presets)

    def correct(self, seen: Row) -> None:
        """Open the form of a row that corrects this one; what was told first is filled in."""
        if self._told is not None:
            board = self._view.pages.board_of(seen.record.name)
            writing = self._writing_of(board) if board is not None else self._open_over(seen.record)
            writing.correct(seen)

    def save(self) -> None:
        """Save what is being written, if anything is."""
        for writing in self._every():
            writing.save()

    def keep(self) -> None:
        """Keep what is half typed as a draft now."""
        for writing in self._every():
            writing.keep()
        if self._beside is not None:
            self._beside.keep()

    def close(self) -> None:
        """Close whatever is open; what is half typed stays as a draft."""
        self._told = None
        for writing in self._every():
            writing.close()
            writing.show(None, self._seat.wording)
        self.close_over()
        self._drafts, self._wanted = {}, None

    def writing(self) -> RowWriting | None:
        """Return what presents the pane in front, or None where there is none."""
        if self._over_writing is not None:
            return self._over_writing
        front = self._view.pages.front()
        return self._writing_of(front) if front is not None else None

    def _every(self) -> list[RowWriting]:
        over = [self._over_writing] if self._over_writing is not None else []
        return [*over, *self._writings.values()]

    def _record(self, name: str) -> RecordType:
        return next((one for one in self._view.records if one.name == name), None) or BY_NAME[name]

    def _attach(self, board: RecordBoard) -> None:
        board.row_shown.connect(partial(self._show_row, board))
        board.change_asked.connect(lambda: self._writing_of(board).change_first())
        board.add_asked.connect(lambda record: self.add(record, {}))
        board.list.pressed_on.connect(lambda _row: self._writing_of(board).leave_new())
        board.destroyed.connect(lambda: self._forget(board))
        add_deeds(self._seat, board, lambda: self._told, (self.print_asked, self.offered, self.refused))
        let_legs_move(self._seat, board)

    def _writing_of(self, board: RecordBoard) -> RowWriting:
        """Return what presents the pane of a board, which is built with it."""
        pane = board.pane  # building it shows a row, for which this is asked in its turn
        if board not in self._writings:
            writing = self._writings[board] = self._made_writing(pane)
            writing.saved.connect(self.go_on_with)
            writing.left.connect(board.go_on)
        return self._writings[board]

    def _forget(self, board: RecordBoard) -> None:
        """Let go of what presented a board that is gone with its page."""
        writing = self._writings.pop(board, None)
        if writing is not None and isValid(writing):
            writing.deleteLater()

    def _made_writing(self, pane: RecordPane) -> RowWriting:
        writing = RowWriting(self._seat, pane, self._deeds, self, fixed=lambda row: FIXED.get(row.record.name, NONE))
        writing.unmask_asked.connect(self.unmask_asked)
        writing.refused.connect(self.refused)
        writing.offered.connect(self.offered)
        writing.drafts_changed.connect(self._ask_drafts)
        writing.open_asked.connect(self.open)
        return writing

    def _show_row(self, board: RecordBoard, row: Row | None) -> None:
        told, writing = self._told, self._writing_of(board)
        if told is None:
            return
        reading = told.reading(row, speaker_of(row.record, told)) if row is not None else None
        writing.show(reading, told.wording)

    def go_on_with(self, record: str, row: bytes) -> None:
        """Put the cursor on a row that was saved, as soon as it has come with the case."""
        self._wanted = (record, row)
        self._show_wanted()

    def _show_wanted(self) -> None:
        record, row = self._wanted or ("", b"")
        if self._told is None or (now := self._told.get_row(row)) is None:
            return
        self._wanted = None
        if record in OWN_PANE and row != self._over_row and not self._view.pages.lists(record):
            self._read_over(now)
            return
        for board in self._view.pages.boards():
            if board.record.name == record:
                board.take_up(row)

    def _open_within(self, row: Row) -> bool:
        """Read a row in the pane of the one it belongs to, scrolled to its section; tell whether that was possible."""
        told, parent = self._told, self._told.get_row(row.parent) if self._told and row.parent else None
        if told is None or parent is None:
            return False
        board = self._view.pages.board_of(parent.record.name)
        if board is None or not board.choose(parent.id, is_read=True):
            return False
        thing = board.pane.body.thing_of(row.record.name)
        view = thing.view_of(row.id) if thing is not None else None
        if view is not None:
            board.pane.go_to(view)
            view.change.setFocus()
        return view is not None

    def _read_over(self, row: Row) -> None:
        writing, told = self._open_over(row.record), self._told
        if told is None or self._over is None:
            return
        self._over_row = row.id
        ways = Ways(self, self.add, self.correct, self.offered.emit, self.print_asked.emit, self.refused.emit)
        self._beside = made_beside(self._seat, told, row, self._over, ways)
        writing.show(told.reading(row, speaker_of(row.record, told)), told.wording)
        self._show_over()
        self._over.focus_sections()

    def _open_over(self, record: RecordType) -> RowWriting:
        self.close_over()
        children = [one for one in children_of(record.name, self._view.records) if one.name not in NOT_BELOW]
        pane = self._over = RecordPane(record, children)
        pane.head.show_back(is_shown=True)
        pane.head.offer_steps(is_offered=False)
        pane.back.connect(self.close_over)
        writing = self._over_writing = self._made_writing(pane)
        writing.left.connect(self._leave_over)
        writing.saved.connect(self.go_on_with)
        self._view.show_over(pane)
        return writing

    def _leave_over(self) -> None:
        if self._over_row is None:
            self.close_over()

    def _show_over(self) -> None:
        """Show the row of the pane over the tabs as it stands now; one that is not there any more is left."""
        told, writing, row = self._told, self._over_writing, self._over_row
        if told is None or writing is None or row is None:
            return
        if (now := told.get_row(row)) is None:
            self.close_over()
            return
        writing.show(told.reading(now, speaker_of(now.record, told)), told.wording)
        if self._beside is not None:
            self._beside.show(told)

    def close_over(self) -> None:
        """Take the pane over the tabs away; what is half typed in it stays as a draft."""
        writing, self._over_writing = self._over_writing, None
        beside, self._beside = self._beside, None
        self._over = self._over_row = None
        if beside is not None:
            beside.close()
        if writing is not None:
            writing.left.disconnect()
            writing.close()
            writing.deleteLater()
        if writing is not None or self._view.over is not None:
            self._view.close_over()

    def _ask_drafts(self) -> None:
        self._seat.lanes.read(find_drafted, self._deeds, then=self._take_drafts, key="case-drafts", owner=self)

    def _take_drafts(self, drafts: Drafts) -> None:
        if self._told is None or drafts == self._drafts:
            return
        self._drafts, self._told = drafts, replace(self._told, drafts=drafts)
        self._view.pages.show_drafts(self._told)
        self._show_panes_again()

    def _show_panes_again(self) -> None:
        """Show what is read in the panes, now that more is known of it."""
        for board, writing in self._writings.items():
            if writing.editing is None and board.pane.row is not None:
                self._show_row(board, board.list.row())
        self._show_over()
