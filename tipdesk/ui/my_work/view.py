"""What the page My work shows: reviews owed, what is due, what must be settled, open cases, what became of reports.

Fetching all of it is the presenter's part.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.my_work.lines_card import LinesCard
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.visited_page import VisitedPage


class Work(NamedTuple):
    """The lines of each card, in the order in which the cards stand."""

    reviews: Sequence[Line] = ()
    tasks: Sequence[Line] = ()
    conflicts: Sequence[Line] = ()
    cases: Sequence[Line] = ()
    reports: Sequence[Line] = ()


class MyWorkView(VisitedPage):
    """The page. `opened` carries the id of a case, and `review_opened` that of a review.

    `worry_pressed` leads to the page of a worry, and `shown` is emitted when the page comes to the front.
    """

    opened = Signal(object)
    review_opened = Signal(object)
    worry_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = LinesCard(
            _("To do"),
            (mark("Due"), mark("What"), mark("Case"), mark("State")),
            _("Nothing is due. Your tasks stand here, and those that nobody has in cases of yours."),
            widest=1,
        )
        self.reviews = LinesCard(
            _("Reviews you owe"),
            (mark("Due"), mark("What was done"), mark("Case"), mark("Ground")),
            _("Nothing to review. What others did without asking stands here."),
        )
        self.conflicts = LinesCard(
            _("To settle"),
            (mark("Case"), mark("What"), mark("Answers that differ")),
            _("Nothing to settle. Where two posts answer differently, it stands here."),
        )
        self.cases = LinesCard(
            _("My open cases"),
            (mark("Reference"), mark("Title"), mark("Stage"), mark("Risk"), mark("Updated")),
            _("You have no open case."),
        )
        self.reports = LinesCard(
            _("What became of my reports"),
            (mark("Sent"), mark("Case"), mark("Read by"), mark("What came of it")),
            _("You have sent no report."),
        )
        self._empty = EmptyState(
            "list-check",
            _("Nothing waits for you."),
            _("Cases you open and tasks given to you will stand here."),
            plain(_("I am worried about someone"), icon="heart-handshake", pressed=self.worry_pressed.emit),
        )
        self._lay_out()

    def show_work(self, work: Work) -> None:
        """Show everything; reviews and reports only where there are some, since most officers have none."""
        for card, lines in zip(self._cards(), work, strict=True):
            card.show_lines(lines)
        has_none = not any(work)
        for card in self._cards():
            card.setVisible(not has_none)
        self.reviews.setVisible(bool(work.reviews))
        self.reports.setVisible(bool(work.reports))
        self._empty.setVisible(has_none)

    def focus_first(self) -> None:
        """Give the focus to the first list that has lines."""
        for card in self._cards():
            if card.table.isVisibleTo(self):
                card.table.setFocus()
                return

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for card in self._cards():
            column.addWidget(card)
            card.opened.connect(self.review_opened if card is self.reviews else self.opened)
        column.addWidget(self._empty)
        self._empty.hide()
        column.addStretch(1)

    def _cards(self) -> tuple[LinesCard, ...]:
        return self.reviews, self.tasks, self.conflicts, self.cases, self.reports
