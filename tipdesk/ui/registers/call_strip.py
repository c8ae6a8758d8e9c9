"""Beside the calls of the hotline: what to do while somebody is on the telephone, and whom to ring. It never moves.

The rule and the numbers have their room from the start; an answer changes only words and ground.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.texts import _ as mark
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.duty.numbers import nearest_first, packaged, words_of
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import PlainLabel, body, number, strong
from tipdesk.ui.widgets.one_line import OneLine

MOST_NUMBERS, NUMBER_PIXELS, WORDS_PIXELS = 3, 168, 40
GRAVE = ("yes", "unsure")
"""The answers about danger that ask for a call at once."""
REST = (
    mark("While you listen"),
    mark("Let them speak, promise nothing. Ask whether it is safe to talk, and whether you may ring back."),
)
DANGER = (
    mark("In danger, or perhaps"),
    mark("Keep them on the line and ask where they are. Have a colleague ring the police now: 911. Then open a case."),
)


class CallStrip(QFrame):
    """The rule of the moment, and beside it the nearest numbers; `is_grave` says which rule it shows."""

    def __init__(self, codes: CodeBook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes, self._language = codes, language
        self._sign, self._head, self._words = PlainLabel(), strong(), body()
        self._who = [OneLine("small") for _number in range(MOST_NUMBERS)]
        self._phones = [number() for _number in range(MOST_NUMBERS)]
        self.is_grave = False
        self._lay_out()
        current().changed.connect(self._fit)
        self.show_danger(None)
        self.show_lines(())
        self._fit()

    def show_danger(self, answer: object) -> None:
        """Show the rule that follows from the answer about danger."""
        self.is_grave = answer in GRAVE
        head, words = (_(text) for text in (DANGER if self.is_grave else REST))
        self._head.setText(head)
        self._words.setText(words)
        set_name(self, f"{head}. {words}")
        dye(self, "tone", "danger" if self.is_grave else "rest")
        dye(self._head, "guise", "alarm" if self.is_grave else "calm")
        current().dress(self._sign, "hand-stop" if self.is_grave else "phone", "danger" if self.is_grave else "muted")

    def show_lines(self, lines: Sequence[DutyLine]) -> None:
        """Show the nearest of these numbers, or without any those that come with the program."""
        shown = nearest_first(lines) or packaged()
        for at, (who, phone) in enumerate(zip(self._who, self._phones, strict=True)):
            told = words_of(shown[at], self._codes, self._language) if at < len(shown) else None
            who.setText(told.who if told else "")
            phone.setText(told.number if told else "")
            set_name(phone, f"{told.who}: {told.number}" if told else "")

    def _lay_out(self) -> None:
        row, rule, head = QHBoxLayout(self), QVBoxLayout(), QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(18)
        rule.setSpacing(2)
        head.setSpacing(8)
        head.addWidget(self._sign)
        head.addWidget(self._head, 1)
        rule.addLayout(head)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        rule.addWidget(self._words, 1)
        row.addLayout(rule, 1)
        for who, phone in zip(self._who, self._phones, strict=True):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(who)
            column.addWidget(phone)
            column.addStretch(1)
            row.addLayout(column)

    def _fit(self) -> None:
        """Give words and numbers their room, so that no answer makes it higher or lower."""
        self._words.setMinimumHeight(current().pixels(WORDS_PIXELS))
        for one in (*self._who, *self._phones):
            one.setFixedWidth(current().pixels(NUMBER_PIXELS))
