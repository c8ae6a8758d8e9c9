"""The list of those whose training is to be refreshed, for the trainer: the longest overdue first."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from tipdesk.domain.moments import day_shown
from tipdesk.domain.texts import _ as mark
from tipdesk.services.outreach.courses import Refresher
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.titled_dialog import TitledDialog

WIDTH, HEIGHT, SOON_DAYS = 720, 360, 14
HEADS = (mark("Due"), mark("Name"), mark("Training"))


class RefreshersDialog(TitledDialog):
    """The dialog; `today` tells what is overdue, and what is due soon."""

    def __init__(self, found: Sequence[Refresher], today: date, parent: QWidget | None = None) -> None:
        title = _("Refreshers due")
        super().__init__(title, title, current().pixels(WIDTH), parent)
        words = _("Everybody who attended a training that is to be refreshed, until they come again.")
        self.column.addWidget(body(words))
        empty = EmptyState("circle-check", _("Nobody's training is to be refreshed"))
        self.table = LineTable(title, [_(head) for head in HEADS], (140, 220, 300), empty, wide=2)
        self.table.setMinimumHeight(current().pixels(HEIGHT))
        self.table.show_lines([_line(one, today) for one in found])
        self.column.addWidget(self.table)
        close = plain(_("C&lose"), pressed=self.accept)
        self.add_buttons(close)
        self.table.table.setFocus()


def _line(one: Refresher, today: date) -> Line:
    left = (one.due - today).days
    shown = day_shown(one.due, _)
    if left < 0:
        shown = _("{day}, overdue").format(day=shown)
    tones = {0: "danger"} if left < 0 else {0: "warn"} if left <= SOON_DAYS else {}
    return Line((shown, one.name, str(one.training["title"] or "")), one.person.id, tones)
