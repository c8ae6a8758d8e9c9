"""Runs the page of the directory: its rows, the pane of one, adding, the trash and undo.

Posts get every change with their next sync. What is typed is kept as a draft within a second, and comes back after a
crash or a lock; a refusal leaves everything as typed, and a save takes its draft along in one unit. The rules are in
`services/headquarters/directory`.
"""

from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE, OFFICER, POST
from tipdesk.services.headquarters.directory.rows import can_be_added, list_directory
from tipdesk.services.headquarters.directory.writing import DIRECTORY_ROLES
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.ui.headquarters.directory.deeds import DirectoryDeeds
from tipdesk.ui.headquarters.directory.view import DirectoryPage
from tipdesk.ui.notices import touches
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.drafted_rows import Drafts, find_drafted
from tipdesk.ui.records.list_count import BoardCounts
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.records.row_writing import RowWriting
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _

Found = tuple[list[Row], Names, Drafts, bool]


class DirectoryPresenter(QObject):
    """Connects the page with the services; it lives as long as its page."""

    def __init__(self, page: DirectoryPage, seat: Seat) -> None:
        super().__init__(page)
        self._page, self._seat = page, seat
        self._words, self._deeds = seat.wording, DirectoryDeeds()
        self._can_change = False
        self._drafts: Drafts = {}
        self._wanted: bytes | None = None
        self._writings: dict[str, RowWriting] = {}
        self.counts = BoardCounts(seat, page, lambda: None)
        for board in page.boards.values():
            self._attach(board)
            self.counts.attach(board)
        page.tab_chosen.connect(self._turn)
        page.trash_shown.connect(self.refresh)
        page.hidden.connect(self._keep_drafts)
        seat.notices.subscribe(self.hear)
        self.refresh()

    def refresh(self, _is_trash_shown: object = None) -> None:
        """Ask again for the rows of the list in front."""
        record, then = self._page.record, partial(self._show, self._page.record)
        with_deleted = self._page.trash.isChecked()
        find = partial(_find, deeds=self._deeds)
        self._seat.lanes.read(find, record, with_deleted, then=then, failed=self._refused, key="directory", owner=self)

    def hear(self, changed: Changed) -> None:
        """Ask again where the directory was changed here, or a PC was enrolled."""
        if touches(changed, *self._page.boards):
            self.refresh()

    def _attach(self, board: RecordBoard) -> None:
        board.row_shown.connect(lambda row: self._show_row(board, row))
        board.list.pressed_on.connect(lambda _row: self._writing_of(board).leave_new())
        board.change_asked.connect(lambda: self._writing_of(board).change_first())
        board.add_asked.connect(lambda _name: self._add(board))

    def _writing_of(self, board: RecordBoard) -> RowWriting:
        """Return what presents the pane of a board, which is built with it."""
        pane = board.pane  # building it shows a row, for which this is asked in its turn
        if board.record.name not in self._writings:
            writing = RowWriting(self._seat, pane, self._deeds, self, fixed=_fixed)
            self._writings[board.record.name] = writing
            writing.saved.connect(partial(self._saved, board))
            writing.left.connect(lambda: self._leave(board))
            writing.refused.connect(self._refused_deed)
            writing.drafts_changed.connect(self.refresh)
        return self._writings[board.record.name]

    def _turn(self, record: RecordType) -> None:
        self._keep_drafts()
        self._page.say("", "info")
        self._page.show_tab(record)
        self.refresh()

    def _show(self, record: RecordType, found: Found) -> None:
        if record is not self._page.record:
            return
        rows, names, self._drafts, self._can_change = found
        self._words = self._words.with_names(names)
        speaker = Speaker(record, self._words, drafts=self._drafts.keys())
        self._page.show_rows(rows, speaker, can_change=self._can_change)
        if not self._can_change:
            self._page.say(_("Only an administrator or a coordinator can change the directory."), "info")
        if self._wanted is not None and self._page.in_front.take_up(self._wanted):
            self._wanted = None
        writing = self._writings.get(record.name)
        if (writing is None or writing.editing is None) and not self._page.isAncestorOf(self._page.focusWidget()):
            self._page.focus_first()

    def _show_row(self, board: RecordBoard, row: Row | None) -> None:
        reading = None
        if row is not None:
            words = Speaker(row.record, self._words).words(row)
            can_put_away = can_be_added(row.record) and not _fixed(row)
            reading = Reading(row, words, drafts=self._drafts, can_write=self._can_change, can_put_away=can_put_away)
        self._writing_of(board).show(reading, self._words)

    def _add(self, board: RecordBoard) -> None:
        board.show_pane()
        self._writing_of(board).add(board.record, {})

    def _saved(self, board: RecordBoard, _record: str, row: bytes) -> None:
        if board.record is OFFICER:
            self._seat.refresh_actor()  # the officer may have changed what they may do themselves
        self._wanted = row
        self._page.say("", "info")
        self.refresh()

    def _leave(self, board: RecordBoard) -> None:
        self._show_row(board, board.list.row())
        board.show_list()

    def _keep_drafts(self) -> None:
        for writing in self._writings.values():
            writing.keep()

    def _refused_deed(self, problem: TipdeskError) -> None:
        self._page.say(problem.fields[0].text(_) if problem.fields else problem.text(_), "warn")

    def _refused(self, problem: TipdeskError) -> None:
        self._page.say(problem.text(_), "warn")


def _fixed(row: Row) -> frozenset[str]:
    """Return the fields of a row that stay as they are: headquarters keeps its code."""
    is_ours = row.record is POST and row["code"] == HEADQUARTERS_CODE
    return frozenset({"code"}) if is_ours else frozenset()


def _find(desk: LinkDesk, record: RecordType, with_deleted: bool, *, deeds: DirectoryDeeds) -> Found:  # noqa: FBT001 - called by the lane
    """Return, on the read lane, a record's rows, the names, the drafts, and whether the directory may be changed."""
    rows = list_directory(desk, record, with_deleted=with_deleted)
    return rows, read_names(desk), find_drafted(desk, deeds), bool(desk.actor.roles & DIRECTORY_ROLES)
