"""What the page shows: the questions, and at once what danger or youth ask for. It speaks the task's words.

Promises: "ring" appears the moment danger is yes or unsure, the rule for children the moment under 18 is yes or unsure;
no answer is needed to save. Leaves to others: keeping, saving, searching (the presenter).
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.case.find_words import Found
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.duty.numbers import CHILD, DUTY, NumbersCard
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import danger, plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted, small
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.worry.questions import Questions
from tipdesk.ui.worry.similar import SimilarCard

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


class WorryView(QWidget):
    """The page. `ring_pressed`, `send_pressed`, `only_pressed` and `stop_pressed` carry the answers."""

    changed = Signal()
    ring_pressed = Signal(object)
    send_pressed = Signal(object)
    only_pressed = Signal(object)
    stop_pressed = Signal(object)
    empty_pressed = Signal()
    similar_pressed = Signal(object)
    left = Signal()
    turned = Signal(object)
    shown = Signal()

    def __init__(self, codes: CodeBook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions = Questions(codes, language)
        self.problems = ErrorSummary()
        self.child = Banner(
            _("Do not question. Do not let the companion speak for them. Ring child protection."), "danger"
        )
        self.ring = NumbersCard(_("Ring now"), codes, language)
        self._numbers: Sequence[DutyLine] = ()
        self.is_urgent = False
        self._similar = SimilarCard()
        self._similar.pressed.connect(self.similar_pressed)
        self._kept = small()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        advice = muted(_("Answer what you know. Everything is kept as you type, and no answer is needed."))
        for part in (advice, self.problems, self.child, self.ring, self._page(), self._similar):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        area = scrolled(inner)  # its own, so that the buttons stay in sight
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        area.setMinimumHeight(current().pixels(LEAST_PIXELS))
        whole.addWidget(area, 1)
        whole.addWidget(self._foot())
        self.questions.on_change(self._hear)
        self._show_alarms()
        self._similar.hide()

    def turn_to(self, subject: object) -> None:
        """Begin as something urgent, or as usual."""
        self.turned.emit(subject)

    def show_numbers(self, lines: Sequence[DutyLine]) -> None:
        """Know whom to ring."""
        self._numbers = lines
        self._show_alarms()

    def show_kept(self, sentence: str) -> None:
        """Say when the page was kept."""
        self._kept.setText(sentence)

    def show_similar(self, found: Sequence[Found]) -> None:
        """Show what is already known of the same name or number."""
        self._similar.show_found(found)

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
        self.show_saving(is_saving=False)

    def show_saving(self, *, is_saving: bool) -> None:
        """While it is being saved nothing can be pressed twice."""
        for button in self._buttons:
            button.setEnabled(not is_saving)

    def go_on(self) -> None:
        """The officer thought better of choosing people: the page is as it was."""
        self.show_saving(is_saving=False)
        self._only.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, draft: Mapping[str, object], *, is_urgent: bool) -> None:
        """Show a draft, or an empty page."""
        self.is_urgent = is_urgent
        self.questions.fill(draft)
        self.problems.show_problems([])
        self._similar.show_found(())
        self.show_saving(is_saving=False)
        self._show_alarms()

    def showEvent(self, event: QShowEvent) -> None:
        """The first question has the focus."""
        super().showEvent(event)
        self.questions.fields["where_now"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves, by whatever way, leaves a kept page."""
        super().hideEvent(event)
        self.left.emit()

    def _hear(self) -> None:
        self._show_alarms()
        self.changed.emit()

    def _show_alarms(self) -> None:
        is_child = self.questions.value("under_18") in ALARMING
        is_danger = self.is_urgent or self.questions.value("danger_now") in ALARMING
        self.child.setVisible(is_child)
        self.ring.setVisible(is_danger or is_child)
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

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        box = QWidget()
        flow = Flow(box, gap=8)
        only = _("Send to these people &only")
        self._only = plain(only, icon="lock", pressed=lambda: self._press(self.only_pressed.emit))
        self._buttons = [
            danger(_("&Ring now"), icon="phone", pressed=lambda: self._press(self.ring_pressed.emit)),
            primary(_("Send to &duty officer"), icon="upload", pressed=lambda: self._press(self.send_pressed.emit)),
            self._only,
            plain(_("&Save and stop"), icon="device-floppy", pressed=lambda: self._press(self.stop_pressed.emit)),
            quiet(_("Empty the page"), icon="trash", pressed=self.empty_pressed.emit),
        ]
        for button in self._buttons:
            flow.addWidget(button)
        row.addWidget(box, 1)
        row.addWidget(self._kept, 0, Qt.AlignmentFlag.AlignRight)
        return foot

    def _press(self, say: Callable[[dict[str, object]], object]) -> None:
        if self.problems.check(list(self.questions.fields.values())):
            self.show_saving(is_saving=True)
            say(self.questions.answers())
