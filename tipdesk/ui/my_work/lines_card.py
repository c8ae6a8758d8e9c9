"""A card with a short table: its heading, the lines, or a sentence where there are none.

Enter or a double click opens what a line is about. The table is as high as its lines, up to twelve, so that the page
scrolls and not the table.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.line_model import Line, LineModel
from tipdesk.ui.widgets.pill_delegate import PillDelegate
from tipdesk.ui.widgets.tables import plain_table

MOST_SEEN = 12


class LinesCard(Card):
    """The card; `opened` carries the subject of the line that was opened.

    `widest` is the column that takes what the others leave; with None all are equally wide.
    """

    opened = Signal(object)

    def __init__(
        self, name: str, heads: Sequence[str], nothing: str, widest: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self.model = LineModel(heads, self)
        self.table = plain_table(name)
        self.table.setModel(self.model)
        self.table.setItemDelegate(PillDelegate(self.table))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        if widest is not None:
            header.setStretchLastSection(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        self._nothing = muted(nothing)
        self.add(self._nothing)
        self.add(self.table)
        self.table.hide()
        self.table.activated.connect(lambda index: self.opened.emit(self.model.subject(index.row())))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines, with the first one marked, or the sentence for none."""
        self.model.show_lines(lines)
        self._nothing.setVisible(not lines)
        self.table.setVisible(bool(lines))
        seen = min(len(lines), MOST_SEEN)
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(row * seen + self.table.horizontalHeader().sizeHint().height() + 6)
        if lines:
            self.table.setCurrentIndex(self.model.index(0, 0))
