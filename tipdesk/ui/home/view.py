"""What the home page shows: three buttons, the numbers of this hour, and what waits. No counts of cases, no charts."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.duty.numbers import NumbersCard
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.big_button import BigButton
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted, strong
from tipdesk.ui.widgets.visited_page import VisitedPage


class HomeView(VisitedPage):
    """The page. `worry_pressed`, `urgent_pressed`, `work_pressed` and `draft_pressed` lead to other pages.

    `shown` is emitted when the page comes to the front.
    """

    worry_pressed = Signal()
    urgent_pressed = Signal()
    work_pressed = Signal()
    draft_pressed = Signal()

    def __init__(self, codes: CodeBook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._draft = Banner(_("A worry you began is not saved yet."), "warn")
        self._draft.add_button(plain(_("Go on with it"), icon="pencil", pressed=self.draft_pressed.emit))
        self._draft.hide()
        self._draft.keep_room(1)
        column.addLayout(self._buttons())
        column.addWidget(self._draft)
        self.numbers = NumbersCard(_("Whom to ring at this hour"), codes, language)
        column.addWidget(self.numbers)
        self._link = Card(_("With headquarters"))
        self._waiting = strong(_("Asking…"))
        self._advice = muted(
            _("What you save is kept on this PC at once, encrypted. It is sent when there is a link, or by stick.")
        )
        self._unread = strong(" ")
        self._unread.setProperty("guise", "error")
        self._link.add(self._waiting)
        self._link.add(self._advice)
        self._link.add(self._unread)
        column.addWidget(self._link)
        column.addStretch(1)

    def show_numbers(self, lines: Sequence[DutyLine]) -> None:
        """Show whom to ring at this hour."""
        self.numbers.show_lines(lines)

    def show_headquarters(self) -> None:
        """Say that this is headquarters, which sends nothing."""
        self._waiting.setText(_("This is headquarters: posts send here."))
        self._advice.setText(_("What you save is kept on this PC at once, encrypted."))

    def show_waiting(self, sentence: str) -> None:
        """Show a sentence about what headquarters has not received."""
        self._waiting.setText(sentence)

    def show_unread(self, sentence: str) -> None:
        """Say which reports nobody has read; their line is there from the start, so that nothing moves."""
        self._unread.setText(sentence or " ")

    def show_draft(self, *, is_there: bool) -> None:
        """Offer to go on with an unsaved worry, or do not."""
        self._draft.setVisible(is_there)

    def focus_first(self) -> None:
        """Give the first button the focus."""
        self.worry.setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.worry = BigButton(
            _("I am worried about someone"), _("One page, ten questions. None must be answered."), "heart-handshake",
            "accent",
        )  # fmt: skip
        urgent = BigButton(
            _("Someone needs help now"), _("What to do, whom to ring, and a note of it."), "phone", "danger"
        )
        work = BigButton(_("My work"), _("My cases, what is due, what must be settled."), "list-check")
        self.worry.clicked.connect(lambda _checked=False: self.worry_pressed.emit())
        urgent.clicked.connect(lambda _checked=False: self.urgent_pressed.emit())
        work.clicked.connect(lambda _checked=False: self.work_pressed.emit())
        row = QHBoxLayout()
        row.setSpacing(14)
        for button in (self.worry, urgent, work):
            row.addWidget(button, 1)
        return row
