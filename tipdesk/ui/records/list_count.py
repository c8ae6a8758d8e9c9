"""The count of a list: the rows that it shows now, with the rule in words by which they are shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.rows import Row
from tipdesk.ui.counting import Counting, RowsSource
from tipdesk.ui.records.arranging import Arrangement, find_passing
from tipdesk.ui.records.board import RecordBoard
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _


class BoardCounts(QObject):
    """Counts the rows of boards that stand on one page; `get_case` returns the case they belong to, None for none."""

    def __init__(self, seat: Seat, page: QWidget, get_case: Callable[[], bytes | None]) -> None:
        super().__init__(page)
        self._get_case, self.counting = get_case, Counting(seat, page)

    def attach(self, board: RecordBoard) -> None:
        """Open the count where it is chosen from the menu of a list."""
        board.list.head.menu.count_asked.connect(self._open)

    def _open(self, rows: Sequence[Row], speaker: Speaker, chosen: Arrangement) -> None:
        passing, rule = find_passing(rows, chosen, speaker), rule_of(rows, speaker, chosen)
        self.counting.open(RowsSource(speaker.record, passing, rule, speaker.wording, self._get_case()))


def rule_of(rows: Sequence[Row], speaker: Speaker, chosen: Arrangement) -> str:
    """Return in words which rows a list shows, such as "All" or "Children   ·   with the words “blue shirt”"."""
    offers = [*speaker.chips(rows), *(offer for _label, found in speaker.filters(rows) for offer in found)]
    told = dict.fromkeys(offer.label for offer in offers if offer.key in chosen.passing)
    words = [_("with the words “{words}”").format(words=chosen.words)] if chosen.words else []
    return "   ·   ".join([*told, *words]) or _("All")
