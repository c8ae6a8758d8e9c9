"""The page of conflicts to settle: where they are on the left, the answers side by side on the right."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import muted, strong
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.sides import Sides

HEADS = (mark("Case"), mark("Record"), mark("Fields"), mark("Latest"))
WIDTHS = (95, 85, 0, 62)


class ConflictsPage(FrontPage):
    """The page; `case_pressed` asks to open the case of the chosen conflict."""

    case_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LineTable(
            _("Conflicts"),
            HEADS,
            WIDTHS,
            EmptyState("circle-check", _("No conflicts"), _("Two answers to one question show here.")),
            wide=2,
        )
        card = Card(_("To settle"))
        card.add(self.lines, 1)
        self.detail = Card(_("The answers"))
        self._title, self._help = strong(), muted(_("Choose a line. Opening it is noted in the audit."))
        self._fields = Lines(12)
        self._open = plain(_("Open the c&ase"), icon="folder", pressed=self.case_pressed.emit)
        for part in (self._title, self._help, self._fields):
            self.detail.add(part)
        bar = Flow()
        bar.addWidget(self._open)
        self.detail.column.addLayout(bar)
        self.detail.column.addStretch(1)
        self.column.addWidget(Sides(card, self.detail, (1, 1)), 1)
        self.show_conflict("", "", ())
        self.set_first(self.lines.table)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show where conflicts are, a line for each row in conflict."""
        self.lines.show_lines(lines)

    def show_conflict(self, title: str, advice: str, fields: Iterable[QWidget]) -> None:
        """Show one row in conflict, with a view for each field that has several answers. An empty title shows none."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._help.setText(advice or _("Choose a line. Opening it is noted in the audit."))
        self._fields.fill(fields)
        self._open.setVisible(bool(title))
