"""A card with the rows of one record, each a line that opens it, and a button that adds one.

Every line is a button, so that Tab and Enter suffice. A conflict and hidden answers show on the line. Whoever hears the
signals edits and adds.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tipdesk.domain.rows import Row
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.widgets.row_button import RowButton


class RowsCard(Card):
    """The card of one record.

    `add` has the words of the adding button, "" for none; `empty` is the sentence of an empty card.

    `opened` is emitted with a row, and `add_pressed` when the button is pressed.
    """

    opened = Signal(object)
    add_pressed = Signal()

    def __init__(self, name: str, *, add: str = "", empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.column.setSpacing(4)
        self._lines: list[QPushButton] = []
        self._empty = muted(empty)
        if add:
            button = quiet(add, icon="plus", pressed=self.add_pressed.emit)
            self.add_beside(button)
        self.add(self._empty)

    def show_rows(self, rows: Sequence[tuple[Row, str]]) -> None:
        """Show these rows and no others, each with its words."""
        for line in self._lines:
            take_away(self.column, line)
        self._lines = []
        for row, words in rows:
            line = RowButton(words, is_in_conflict=row.in_conflict())
            line.clicked.connect(partial(self._open, row))
            self.add(line)
            self._lines.append(line)
        self._empty.setVisible(not rows and bool(self._empty.text()))

    def _open(self, row: Row, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's `clicked` passes it
        self.opened.emit(row)
