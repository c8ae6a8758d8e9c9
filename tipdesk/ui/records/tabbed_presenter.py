"""Presents a page of tabs: asks for the rows of the record in front, and sees to their panes, drafts and trash.

Where the rows come from, who may change them and what else a pane shows of them is for those who present the directory
and the registers; they say it in the methods that are theirs to write.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.directory.names import Names
from tipdesk.services.results import Changed
from tipdesk.ui.notices import touches
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.deeds import Deeds
from tipdesk.ui.records.drafted_rows import Drafts
from tipdesk.ui.records.list_count import BoardCounts
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.records.row_writing import RowWriting
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.records.tabbed_page import TabbedPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.wording import NO_NAMES, Wording

if TYPE_CHECKING:
    from tipdesk.services.link_desk import LinkDesk

NOTHING: Mapping[str, Sequence[Row]] = {}


@dataclass(frozen=True)
class Told:
    """What the read lane found for a tab: its rows, names, drafts, and whether the officer may change the rows.

    `children` is what belongs to each row, by record, and `others` are further rows that answers refer to. `titles` are
    the words of rows that are called otherwise than by their own title.
    """

    rows: Sequence[Row]
    names: Names = NO_NAMES
    drafts: Drafts = field(default_factory=dict)
    can_change: bool = False
    children: Mapping[bytes, Mapping[str, Sequence[Row]]] = field(default_factory=dict)
    others: Sequence[Row] = ()
    titles: Mapping[bytes, str] = field(default_factory=dict)


Find = Callable[["LinkDesk", RecordType, bool], Told]
"""Runs on the read lane: `find(desk, record, with_deleted)`."""


class TabbedPresenter(QObject):
    """Connects a page with the services; it lives as long as its page.

    `read_only` is said where the officer may not change what is shown, "" for nothing.
    """

    read_only = ""

    def __init__(self, page: TabbedPage, seat: Seat, deeds: Deeds, find: Find) -> None:
        super().__init__(page)
        self._page, self._seat, self._deeds, self._find = page, seat, deeds, find
        self._words, self._told = seat.wording, Told(())
        self._wanted: tuple[bytes, bool] | None = None
        self._filled: set[str] = set()
        self._writings: dict[str, RowWriting] = {}
        self.counts = BoardCounts(seat, page, lambda: None)
        for board in page.boards.values():
            self._attach(board)
            self.counts.attach(board)
        page.tab_chosen.connect(self.turn)
        page.trash_shown.connect(self.refresh)
        page.hidden.connect(self._keep_drafts)
        seat.notices.subscribe(self.hear)
        self.refresh()

    def fixed(self, _row: Row) -> Collection[str]:
        """Return the fields of a row that stay as they are, whoever asks."""
        return ()

    def speaker(self, record: RecordType, words: Wording) -> Speaker:
        """Return who says what stands in the list of a record."""
        return Speaker(record, words, drafts=self._told.drafts.keys())

    def can_put_away(self, _row: Row) -> bool:
        """Tell whether a row may go into the trash."""
        return True

    def saved(self, record: RecordType) -> None:
        """Hear that a row of a record was saved."""

    def refresh(self, _is_trash_shown: object = None) -> None:
        """Ask again for the rows of the list in front."""
        record, then = self._page.record, partial(self._show, self._page.record)
        with_deleted, key = self._page.trash.isChecked(), f"tabs:{id(self._page)}"
        self._seat.lanes.read(self._find, record, with_deleted, then=then, failed=self._refused, key=key, owner=self)

    def hear(self, changed: Changed) -> None:
        """Ask again where rows of the page were changed here, or came from elsewhere."""
        if touches(changed, *self._page.boards):
            self.refresh()

    def turn(self, record: RecordType, row: bytes | None = None) -> None:
        """Bring the tab of a record to the front, and read in it the row that is given."""
        self._keep_drafts()
        self._page.say("", "info")
        self._page.show_tab(record)
        self._wanted = (row, True) if row is not None else None
        self.refresh()

    def say_problem(self, problem: TipdeskError) -> None:
        """Say at the foot of the page why something was refused."""
        self._page.say(problem.fields[0].text(_) if problem.fields else problem.text(_), "warn")

    def _attach(self, board: RecordBoard) -> None:
        board.row_shown.connect(lambda row: self._show_row(board, row))
        board.list.pressed_on.connect(lambda _row: self._writing_of(board).leave_new())
        board.change_asked.connect(lambda: self._writing_of(board).change_first())
        board.add_asked.connect(lambda _name: self._add(board))

    def _writing_of(self, board: RecordBoard) -> RowWriting:
        """Return what presents the pane of a board, which is built with it."""
        pane = board.pane  # building it shows a row, for which this is asked in its turn
        if board.record.name not in self._writings:
            writing = RowWriting(self._seat, pane, self._deeds, self, fixed=self.fixed)
            self._writings[board.record.name] = writing
            writing.saved.connect(partial(self._saved, board))
            writing.left.connect(board.go_on)
            writing.refused.connect(self.say_problem)
            writing.drafts_changed.connect(self.refresh)
        return self._writings[board.record.name]

    def _show(self, record: RecordType, told: Told) -> None:
        if record is not self._page.record:
            return
        self._told = told
        words = self._seat.wording.with_names(told.names).with_rows((*told.rows, *told.others))
        self._words = words.with_titles(told.titles)
        self._page.show_rows(told.rows, self.speaker(record, self._words), can_change=told.can_change)
        if not told.can_change and self.read_only:
            self._page.say(_(self.read_only), "info")
        self._take_up()
        writing = self._writings.get(record.name)
        is_first = record.name not in self._filled and self._page.in_front.add.hasFocus()
        self._filled.add(record.name)
        if (writing is None or writing.editing is None) and (
            is_first or not self._page.isAncestorOf(self._page.focusWidget())
        ):
            self._page.focus_first()

    def _take_up(self) -> None:
        """Put the cursor on the row that was saved, or read the one that was asked for."""
        if self._wanted is None:
            return
        row, is_read = self._wanted
        board = self._page.in_front
        if board.choose(row, is_read=True) if is_read else board.take_up(row):
            self._wanted = None
            if is_read and board.is_one_column:
                board.pane.focus_sections()
            elif is_read:
                board.list.focus_list()

    def _show_row(self, board: RecordBoard, row: Row | None) -> None:
        reading = None
        if row is not None:
            told = self._told
            reading = Reading(
                row,
                self.speaker(row.record, self._words).words(row),
                told.children.get(row.id, NOTHING),
                drafts=told.drafts,
                can_write=told.can_change,
                can_put_away=self.can_put_away(row),
            )
        self._writing_of(board).show(reading, self._words)

    def _add(self, board: RecordBoard, presets: Mapping[str, object] | None = None) -> None:
        board.show_pane()
        self._show_row(board, board.list.row())  # so that the form knows the names, also where there is no row yet
        self._writing_of(board).add(board.record, presets or {})

    def _saved(self, board: RecordBoard, record: str, row: bytes) -> None:
        self.saved(board.record)
        if record == board.record.name:
            self._wanted = (row, False)
        self._page.say("", "info")
        self.refresh()

    def _keep_drafts(self) -> None:
        for writing in self._writings.values():
            writing.keep()

    def _refused(self, problem: TipdeskError) -> None:
        self._page.say(problem.text(_), "warn")
