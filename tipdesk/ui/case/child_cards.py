"""What belongs to one row: a card for each record that is declared a repeated group of it, whatever its page.

A record whose page has no place of its own in every case shows its card once there is something on it, and is added
through one button until then, so that forty records do not leave forty empty cards.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.pages import page_of
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.look import CaseView
from tipdesk.ui.case.add_menu import AddMenu
from tipdesk.ui.case.rows_card import RowsCard
from tipdesk.ui.records.lines import line_of
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording


class ChildCards(QFrame):
    """The cards below one row.

    `opened` is emitted with a row, and `add_asked` with the name of a record and the field that says to what the new
    row belongs. With `hides_empty`, a record whose page is not kept in every case has no card while there is nothing on
    it.
    """

    opened = Signal(object)
    add_asked = Signal(str, object)

    def __init__(
        self, records: Sequence[RecordType], *, hides_empty: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._records = records
        self._row: Row | None = None
        self.cards = {
            record.name: RowsCard(_(record.plural), add=_("Add"), empty=_("Nothing has been recorded."))
            for record in records
        }
        self._rare = [record for record in records if hides_empty and not page_of(record).is_kept]
        self.more = AddMenu(_("Add something else"), self._rare)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for record in records:
            card = self.cards[record.name]
            card.opened.connect(self.opened)
            card.add_pressed.connect(partial(self._add, record.name))
            column.addWidget(card)
        column.addWidget(self.more)
        self.more.setVisible(bool(self._rare))
        self.more.chosen.connect(self._add)

    def show_of(self, row: Row, view: CaseView, wording: Wording) -> None:
        """Show the rows that belong to this one."""
        self._row = row
        for record in self._records:
            own = [one for one in view.of(record.name) if one.parent == row.id]
            card = self.cards[record.name]
            card.show_rows([(one, line_of(one, wording, (record.parent,))) for one in own])
            card.setVisible(bool(own) or record not in self._rare)

    def _add(self, name: str) -> None:
        if self._row is not None:
            record = next(record for record in self._records if record.name == name)
            parent = record.by_name[record.parent]
            self.add_asked.emit(name, {parent.name: parent.naming(self._row.record.number, self._row.id)})
