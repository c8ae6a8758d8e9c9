"""A card with the rows of one record, each a line that opens it, and a button that adds one.

Every line is a button, so that Tab and Enter suffice. A conflict and hidden answers show on the line. Whoever hears the
signals edits and adds.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from tipdesk.domain.rows import Row
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.push_button import PushButton


class RowButton(PushButton):
    """One row as a button over the whole width of the card; one in conflict has a sign and says so."""

    def __init__(self, text: str, *, is_in_conflict: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(button_text(text), parent)
        self.setProperty("guise", "line")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_tip(self, text)
        if is_in_conflict:
            current().dress(self, "alert-triangle", "danger")
            set_name(self, _("{row}, to settle").format(row=text))
        else:
            current().dress(self, "chevron-right", "muted")
            set_name(self, text)


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
            self.column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for row, words in rows:
            line = RowButton(words, is_in_conflict=row.in_conflict())
            line.clicked.connect(partial(self._open, row))
            self.add(line)
            self._lines.append(line)
        self._empty.setVisible(not rows and bool(self._empty.text()))

    def _open(self, row: Row, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's `clicked` passes it
        self.opened.emit(row)
