"""What belongs to somebody who is not in the case any more: below the people, each row with whose it was.

It takes no room while there is nothing of the kind, and never so much that the people lose theirs.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.services.case.open_case import LooseRow
from tipdesk.ui.case.rows_card import RowsCard
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.records.lines import line_of
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

MOST = 68


class LooseRows(QFrame):
    """The card with these rows; `opened` is emitted with a row."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.card = RowsCard(_("Belongs to somebody no longer here"))
        self.card.opened.connect(self.opened)
        self._room = scrolled(self.card)
        self._room.setMaximumHeight(current().pixels(MOST))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._room)
        self._room.hide()

    def show_case(self, told: CaseTold) -> None:
        """Show the rows of a case whose parent is not here."""
        loose = told.workspace.loose
        self.card.show_rows([(one.row, _line(one, told.wording)) for one in loose])
        self._room.setVisible(bool(loose))


def _line(one: LooseRow, wording: Wording) -> str:
    """Return what a row says that belongs to nobody here, and whose it was, where that may be known."""
    told = line_of(one.row, wording, (one.row.record.parent,))
    if one.parent is None:
        return _("Of a record that is not here   ·   {row}").format(row=told)
    return _("Of {whose}, in the trash   ·   {row}").format(row=told, whose=wording.title(one.parent))
