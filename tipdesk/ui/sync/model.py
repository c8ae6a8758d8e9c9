"""The queue as a table: when it was written, in which case, what it touches, how large it is.

Rows are frozen; a refresh replaces them all. References and kinds of records alone: the queue names nobody.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tipdesk.domain.texts import _ as mark
from tipdesk.services.sync.see_link import Waiting
from tipdesk.ui.sync.words import kinds_words, size_words
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _

HEADS = (mark("Written"), mark("Case"), mark("What"), mark("Size"))
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class QueueModel(QAbstractTableModel):
    """What waits, oldest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Waiting] = ()
        self._now_ms = 0

    def show_lines(self, lines: Sequence[Waiting], now_ms: int) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines, self._now_ms = lines, now_ms
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        line = self._lines[index.row()]
        cells = (
            time_text(line.at, line.offset, self._now_ms),
            line.reference or _("(none)"),
            kinds_words(line),
            size_words(line.size),
        )
        return cells[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return _(HEADS[section])
