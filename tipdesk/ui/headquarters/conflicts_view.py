"""Conflicts to settle: where they are on the left, the answers side by side on the right."""

from collections.abc import Iterable, Sequence
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.line_model import Line
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import muted, strong
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.lines import Lines

HEADS = (mark("Case"), mark("Record"), mark("Fields"), mark("Latest"))
WIDTHS = (95, 85, 0, 62)


class ConflictsPage(FrontPage):
    """`case_pressed`: the case of the chosen conflict shall be opened."""

    case_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner("", "info")
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
        self._open = plain(_("&Open the case"), icon="folder", pressed=self.case_pressed.emit)
        for part in (self._title, self._help, self._fields):
            self.detail.add(part)
        bar = Flow()
        bar.addWidget(self._open)
        self.detail.column.addLayout(bar)
        self.detail.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(card, 1)
        row.addWidget(self.detail, 1)
        column.addLayout(row, 1)
        self.banner.hide()
        self.show_conflict("", "", ())
        self.set_first(self.lines.table)

    def say(self, sentence: str, tone: Literal["info", "ok", "warn", "danger"]) -> None:
        """Show a sentence on top; an empty one takes it away."""
        if sentence:
            self.banner.say(sentence, tone)
        self.banner.setVisible(bool(sentence))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show where conflicts are."""
        self.lines.show_lines(lines)

    def show_conflict(self, title: str, advice: str, fields: Iterable[QWidget]) -> None:
        """Show one row in conflict: a view for each field. An empty title shows none."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._help.setText(advice or _("Choose a line. Opening it is noted in the audit."))
        self._fields.fill(fields)
        self._open.setVisible(bool(title))
