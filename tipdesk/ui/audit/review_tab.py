"""The tab of what stands out and waits for somebody's words: emergencies, refusals, names looked at outside own cases.

What is chosen shows in full beside the list. A review needs words. What stands out, and saving a review, is the
presenter's part.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.sides import Sides

BOX = 96
HEADS = (mark("What"), mark("Officer"), mark("Looks"), mark("When"))
WIDTHS = (0, 112, 62, 92)


class ReviewTab(QFrame):
    """The tab. `said` carries the subject of the chosen line and the words that were typed.

    `case_pressed` carries the subject whose case is to be opened.
    """

    said = Signal(object, str)
    case_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.lines = LineTable(
            _("To review"),
            HEADS,
            WIDTHS,
            EmptyState("circle-check", _("Nothing stands out"), _("What does, of the last 30 days, is listed here.")),
        )
        card = Card(_("What stands out"))
        card.add(self.lines, 1)
        self._title, self._told = strong(), body()
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._help = muted(_("Choose a line. Your words stay in the audit and cannot be taken back."))
        self.words = FieldFrame("words", _("&What did the review come to?"), LongText(3), can_be_missing=False)
        self.words.editor.setMaximumHeight(current().pixels(BOX))
        self._save = primary(_("&Reviewed"), icon="check", pressed=self._press)
        self._open = plain(_("Open the c&ase"), icon="folder", pressed=self._press_case)
        self._detail = Card(_("Review"))
        for part in (self._title, self._told, self._help, self.words):
            self._detail.add(part)
        row = QWidget()
        flow = Flow(row)
        flow.addWidget(self._save)
        flow.addWidget(self._open)
        self._detail.add(row)
        self._detail.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addWidget(Sides(card, self._detail, (3, 2)), 1)
        self.show_chosen("", "", "", can_open=False)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show what stands out."""
        self.lines.show_lines(lines)

    def show_chosen(self, title: str, told: str, deed: str, *, can_open: bool) -> None:
        """Show one line in full; an empty title shows none.

        `deed` is on the button, and empty where somebody else answers. `can_open` offers to open the case.
        """
        self._title.setText(title)
        self._told.setText(told)
        self._save.setText(deed)
        for label in (self._title, self._told):
            label.setVisible(bool(title))
        self.words.setVisible(bool(deed))
        self._save.setVisible(bool(deed))
        self._help.setVisible(not title or bool(deed))
        self._open.setVisible(can_open)
        self.words.set_value(None)
        self.words.set_problem(None)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the words, which stay as typed, and let the officer press again."""
        self._save.setEnabled(True)
        self.words.refuse(sentence)

    def done(self) -> None:
        """Empty the words because they were saved, and let the officer press again."""
        self._save.setEnabled(True)
        self.words.set_value(None)

    def _press(self) -> None:
        subject = self.lines.subject()
        if subject is not None and self._save.isEnabled():
            self._save.setEnabled(False)
            self.words.set_problem(None)
            self.said.emit(subject, str(self.words.value() or ""))

    def _press_case(self) -> None:
        self.case_pressed.emit(self.lines.subject())
