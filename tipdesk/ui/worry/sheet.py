"""The sheet of a worry: the eight questions, and at once what danger or youth ask for. With or without login.

Promises: "ring" appears the moment danger is yes or unsure, the rule for children the moment under 18 is yes or unsure;
no answer is needed. Leaves to others: what can be pressed below it, keeping and saving.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.duty.numbers import CHILD, DUTY, NumbersCard
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.worry.questions import Questions

LEAST_PIXELS = 220
ALARMING = ("yes", "unsure")
PLACES = {
    "where_now": (0, 0, 2),
    "danger_now": (1, 0, 1),
    "under_18": (1, 1, 1),
    "persons_count": (2, 0, 1),
    "travel": (2, 1, 1),
    "passport": (3, 0, 2),
    "who_is_with_them": (4, 0, 2),
    "what_seen": (5, 0, 2),
    "own_words": (6, 0, 2),
}
"""Row, column and width of each question."""


class WorrySheet(QWidget):
    """`changed` when an answer does. `rings_always`: the numbers stay in sight, since nobody else will be told."""

    changed = Signal()

    def __init__(
        self,
        codes: CodeBook,
        language: str,
        above: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
        *,
        rings_always: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.questions = Questions(codes, language)
        self.problems = ErrorSummary()
        self.child = Banner(
            _("Do not question. Do not let the companion speak for them. Ring child protection."), "danger"
        )
        self.ring = NumbersCard(_("Ring now"), codes, language)
        self.is_urgent, self._rings_always = False, rings_always
        self._numbers: Sequence[DutyLine] = ()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for part in (*above, self.problems, self.child, self.ring, self._page(), *below):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = scrolled(inner)  # its own, so that the buttons stay in sight
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        area.setMinimumHeight(current().pixels(LEAST_PIXELS))
        whole.addWidget(area)
        self.questions.on_change(self._hear)
        self._show_alarms()

    def show_numbers(self, lines: Sequence[DutyLine]) -> None:
        """Know whom to ring."""
        self._numbers = lines
        self._show_alarms()

    def show_refusal(self, problem: TipdeskError) -> None:
        """Show refused answers beside their fields and in the summary."""
        others = [] if problem.fields else [problem.text(_)]
        for field in self.questions.fields.values():
            field.set_problem(None)
        for one in problem.fields:
            known = self.questions.fields.get(one.path.rpartition(".")[2])
            if known is None:
                others.append(one.text(_))
            else:
                known.set_problem(one.text(_))
        self.problems.show_problems(list(self.questions.fields.values()), others)

    def fill(self, draft: Mapping[str, object], *, is_urgent: bool) -> None:
        """Show a draft, or an empty page."""
        self.is_urgent = is_urgent
        self.questions.fill(draft)
        self.problems.show_problems([])
        self._show_alarms()

    def is_readable(self) -> bool:
        """Tell whether every answer can be read; what cannot is named in the summary."""
        return self.problems.check(list(self.questions.fields.values()))

    def focus_first(self) -> None:
        """Go to the first question."""
        self.questions.fields["where_now"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _hear(self) -> None:
        self._show_alarms()
        self.changed.emit()

    def _show_alarms(self) -> None:
        is_child = self.questions.value("under_18") in ALARMING
        is_danger = self.is_urgent or self.questions.value("danger_now") in ALARMING
        self.child.setVisible(is_child)
        self.ring.setVisible(self._rings_always or is_danger or is_child)
        self.ring.show_lines(self._numbers, CHILD if is_child else DUTY)

    def _page(self) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for name, (row, place, width) in PLACES.items():
            grid.addWidget(self.questions.fields[name], row, place, 1, width)
        card.column.addLayout(grid)
        return card
