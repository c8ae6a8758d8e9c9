"""A page of a case: a list and reading pane for each record that names the page, one of them in front.

Chips in one line above say which records there are and how many rows each has, those first that have any when the case
comes; the rest stands behind *More*. A page may have a widget of its own: in place of
lists (`first`), or `beside` them: above, as the quick line of the notes, and below. A board is built when it is first
in front.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tipdesk.domain.pages import children_of
from tipdesk.domain.schema import RecordType
from tipdesk.services.line_list.family_letters import read_family
from tipdesk.ui.case.people import BY_ROLE, PERSON, PeopleSpeaker
from tipdesk.ui.case.protection_pills import uncounted_words
from tipdesk.ui.case.protection_speakers import ConsentSpeaker, GuardianSpeaker, ReferralSpeaker, RiskSpeaker
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.case.work_speakers import NoteSpeaker, PinSpeaker, TaskSpeaker
from tipdesk.ui.documents.speaker import FileSpeaker
from tipdesk.ui.records.arranging import Arrangement
from tipdesk.ui.records.board import RecordBoard, Widths
from tipdesk.ui.records.list_place import ListPlace, go_to_place, place_in
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.keeps_place import KeepsPlace
from tipdesk.ui.widgets.offer_chips import OfferChips
from tipdesk.ui.wording import Wording

BEGINNINGS: Mapping[str, Arrangement] = {PERSON: Arrangement(group=BY_ROLE), "JourneyLeg": Arrangement(group="person")}
"""How the list of a record is shown at first, where not simply in its order."""
TAKEN_IN = frozenset({"Attachment"})
"""The records whose rows come about above the list, and not by a form."""
SPEAKERS: Mapping[str, type[Speaker]] = {
    "Attachment": FileSpeaker,
    "Consent": ConsentSpeaker,
    "Guardian": GuardianSpeaker,
    "Note": NoteSpeaker,
    "Pin": PinSpeaker,
    "Referral": ReferralSpeaker,
    "RiskAssessment": RiskSpeaker,
    "Task": TaskSpeaker,
}


class PagePlace(NamedTuple):
    """Where one was on a page: the record in front, "" for a widget of the page, and where in each list."""

    front: str
    lists: Mapping[str, ListPlace]


class RecordPage(KeepsPlace):
    """The boards of one page. `known` are all records, for what belongs to their rows.

    `board_made` is emitted with a board when it has been built, before it shows anything.
    """

    board_made = Signal(object)

    def __init__(
        self,
        records: Sequence[RecordType],
        known: Sequence[RecordType],
        wording: Wording,
        widths: Widths,
        *,
        first: tuple[str, QWidget, Callable[[CaseTold], object]] | None = None,
        beside: tuple[QWidget | None, QWidget | None] = (None, None),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.records, self._known, self._wording, self._widths = records, known, wording, widths
        self._first = first
        self._told: CaseTold | None = None
        self._case: dict[str, bytes] = {}
        self._stale: set[str] = set()
        self._kept: dict[str, ListPlace] = {}
        self.boards: dict[str, RecordBoard] = {}
        self._stack, self.chips = QStackedWidget(), OfferChips()
        self._holders = {record.name: _holder() for record in records}
        self._labels = {name: label for name, label, _widget in self._parts()}
        self._order, self._ordered = list(self._labels), b""
        self._front = self._order[0]
        self._lay_out(*beside)

    def front(self) -> RecordBoard | None:
        """Return the board in front, which is built if need be; None while a widget of the page is there."""
        return self.board(self._front) if self._front else None

    def board(self, name: str) -> RecordBoard:
        """Return the board of a record, which is built and filled if need be."""
        if name not in self.boards:
            record = next(one for one in self.records if one.name == name)
            speaker = Speaker(record, self._wording)
            board = RecordBoard(record, children_of(name, self._known), speaker, self._widths)
            self.boards[name] = board
            layout = self._holders[name].layout()
            if layout is not None:
                layout.addWidget(board)
            self.board_made.emit(board)
        if name in self._stale and self._told is not None:
            self._stale.discard(name)
            self._fill(self.boards[name], self._told)
        return self.boards[name]

    def show_case(self, told: CaseTold) -> None:
        """Show the rows of a case, and how many there are of each record."""
        self._told = told
        self._stale = {record.name for record in self.records}
        counts = {record.name: len(told.rows_of(record.name)) for record in self.records}
        if self._ordered != told.workspace.view.id:
            self._ordered = told.workspace.view.id
            self._order = sorted(self._labels, key=lambda name: counts.get(name) == 0)
            self._front = self._order[0]
        offers = [(name, self._labels[name], counts.get(name) or None) for name in self._order]
        self.chips.show_offers(offers, self._front)
        self._turn(self._front)
        if self._first is not None:
            self._first[2](told)
        self.front()

    def show_drafts(self, told: CaseTold) -> None:
        """Mark the rows of which a draft is kept."""
        self._told = told
        for board in self.boards.values():
            board.list.show_drafts(told.drafts.keys())

    def show_authors(self, told: CaseTold) -> None:
        """Say who wrote the rows."""
        self._told = told
        for name, board in self.boards.items():
            if name not in self._stale:
                board.list.show_authors(told.authors)

    def forget(self) -> None:
        """Show no case any more."""
        self._told, self._stale, self._kept, self._ordered = None, set(), {}, b""
        for board in self.boards.values():
            board.list.show_rows((), Speaker(board.record, self._wording))
            board.forget()
        self._case.clear()

    def show_board(self, record: str) -> RecordBoard:
        """Bring the board of a record to the front, and return it."""
        self.chips.press(record)
        return self.board(record)

    def tell_place(self) -> PagePlace:
        """Return where one is: the list in front, and the place in each list that has been filled."""
        filled = {name: board for name, board in self.boards.items() if name not in self._stale}
        return PagePlace(self._front, {**self._kept, **{name: place_in(one.list) for name, one in filled.items()}})

    def go_to(self, place: object) -> None:
        """Go back to where one was; a list that is not filled yet comes to its place when it is."""
        if isinstance(place, PagePlace) and place.front in self._labels:
            self._kept = dict(place.lists)
            self.chips.press(place.front)
            for name, board in self.boards.items():
                if name not in self._stale:
                    self._take_place(board)

    def _take_place(self, board: RecordBoard) -> None:
        place = self._kept.pop(board.record.name, None)
        if place is not None:
            go_to_place(board.list, place)

    def _fill(self, board: RecordBoard, told: CaseTold) -> None:
        name = board.record.name
        if self._case.get(name) != told.workspace.view.id:
            self._case[name] = told.workspace.view.id
            board.begin()
            board.list.begin(BEGINNINGS.get(name, Arrangement()))
        board.offer_add(is_offered=told.can_write and name not in TAKEN_IN)
        if name == PERSON:
            delegate = board.list.view.delegate
            delegate.has_tags = any(row["tag_number"] for row in told.rows_of(name))
            delegate.keep_families(read_family(row["family_group"]) for row in told.rows_of(name))
        board.list.show_rows(told.rows_of(name), speaker_of(board.record, told))
        self._take_place(board)

    def _turn(self, name: str) -> None:
        self._front = name
        widget = self._holders[name] if name else self._first[1] if self._first is not None else None
        if widget is not None:
            self._stack.setCurrentWidget(widget)
        if name:
            self.board(name)

    def _lay_out(self, above: QWidget | None, below: QWidget | None) -> None:
        column = QVBoxLayout(self)
        for _name, _label, widget in self._parts():
            self._stack.addWidget(widget)
        self.chips.show_offers([(name, label, None) for name, label in self._labels.items()], self._front)
        self.chips.chosen.connect(self._turn)
        self.chips.setVisible(len(self._labels) > 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.chips)
        for part, stretch in ((above, 0), (self._stack, 1), (below, 0)):
            if part is not None:
                column.addWidget(part, stretch)

    def _parts(self) -> list[tuple[str, str, QWidget]]:
        own = [("", *self._first[:2])] if self._first is not None else []
        return [*own, *((record.name, _(record.plural), self._holders[record.name]) for record in self.records)]


def speaker_of(record: RecordType, told: CaseTold) -> Speaker:
    """Return who says what stands in the list of a record: of some it says more than of others."""
    if record.name == PERSON:
        return PeopleSpeaker(record, told)
    speaker = SPEAKERS.get(record.name, Speaker)(record, told.wording, told.authors, told.drafts.keys())
    speaker.uncounted = {row: uncounted_words(one) for row, one in told.workspace.uncounted.items()}
    return speaker


def _holder() -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    return holder
