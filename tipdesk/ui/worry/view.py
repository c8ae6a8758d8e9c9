"""What the page shows: the sheet, what is known already of the same names, and what can be done with it.

It speaks the task's words. Promises: no answer is needed to save. Leaves to others: keeping, saving, searching (the
presenter).
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import TipdeskError
from tipdesk.services.case.find_words import Found
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.sync.words import at_once_words
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import danger, plain, primary, quiet
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted, small
from tipdesk.ui.worry.sheet import WorrySheet
from tipdesk.ui.worry.similar import SimilarCard


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
        self._similar = SimilarCard()
        self._similar.pressed.connect(self.similar_pressed)
        self._kept, self._closing = small(), small()
        advice = muted(_("Answer what you know. Everything is kept as you type, and no answer is needed."))
        self._sheet = WorrySheet(codes, language, (advice,), (self._similar,))
        self._sheet.changed.connect(self.changed)
        self.questions, self.problems = self._sheet.questions, self._sheet.problems
        self.child, self.ring = self._sheet.child, self._sheet.ring
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self._sheet, 1)
        whole.addWidget(self._foot())
        whole.addWidget(self._closing)
        self._closing.hide()
        self._similar.hide()

    @property
    def is_urgent(self) -> bool:
        """Tell whether the page was begun as something urgent."""
        return self._sheet.is_urgent

    def turn_to(self, subject: object) -> None:
        """Begin as something urgent, or as usual."""
        self.turned.emit(subject)

    def show_numbers(self, lines: Sequence[DutyLine]) -> None:
        """Know whom to ring."""
        self._sheet.show_numbers(lines)

    def show_kept(self, sentence: str) -> None:
        """Say when the page was kept."""
        self._kept.setText(sentence)

    def show_closing(self, count: int) -> None:
        """Say what sending at once would end: the time to withdraw what was written before."""
        self._closing.setText(at_once_words(count))
        self._closing.setVisible(count > 0)

    def show_similar(self, found: Sequence[Found]) -> None:
        """Show what is already known of the same name or number."""
        self._similar.show_found(found)

    def show_refusal(self, problem: TipdeskError) -> None:
        """Show refused answers beside their fields and in the summary."""
        self._sheet.show_refusal(problem)
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
        self._sheet.fill(draft, is_urgent=is_urgent)
        self._similar.show_found(())
        self.show_saving(is_saving=False)

    def showEvent(self, event: QShowEvent) -> None:
        """The first question has the focus."""
        super().showEvent(event)
        self._sheet.focus_first()
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves, by whatever way, leaves a kept page."""
        super().hideEvent(event)
        self.left.emit()

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
        if self._sheet.is_readable():
            self.show_saving(is_saving=True)
            say(self.questions.answers())
