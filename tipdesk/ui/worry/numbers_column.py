"""The column beside the questions: the rule of the moment, whom to ring, and what to do meanwhile. It never moves.

The rule and the cards are there from the start and keep their order: child protection, duty officer, safe place, then
the others. Which is to be rung first is said on its card. Which numbers are on duty is told by services.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.texts import _ as mark
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.duty.numbers import nearest_first, number_of, packaged, words_of
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import choices_of
from tipdesk.ui.widgets.labels import PlainLabel, body, heading, small
from tipdesk.ui.widgets.one_line import OneLine
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.worry.number_card import NumberCard
from tipdesk.ui.worry.rule_slot import Rule, RuleSlot

WIDE, NARROW, NOTE_PIXELS = 316, 264, 34
FEWEST = 3
MEANWHILE = (
    ("check", "ok", mark("Private room, water, toilet, apart from the companion")),
    ("check", "ok", mark("One officer stays; a woman for a girl")),
    ("x", "muted", mark("No promise, no accusation, no consulate")),
    ("x", "muted", mark("Do not use the companion as interpreter")),
)


class NumbersColumn(QWidget):
    """The column of numbers.

    `rang` carries the line that was rung and the code of what came of the call. `notes_calls` says whether *I rang* is
    offered.
    """

    rang = Signal(object, str)

    def __init__(self, codes: CodeBook, language: str, *, notes_calls: bool = True) -> None:
        super().__init__()
        self._codes, self._language = codes, language
        self._answers = list(choices_of(codes.list_of("call_answer"), language)) if notes_calls else []
        self.slot, self.cards = RuleSlot(), [NumberCard(self._answers) for _number in range(FEWEST)]
        self._note, self._head, self._hour = small(), heading(_("Ring now")), OneLine()
        self._hour.setText(_("numbers of this hour"))
        self._lines: list[DutyLine] = []
        self.first = ""
        self._meanwhile = _meanwhile()
        self._inner, self._is_quiet, self._fitted = QWidget(), False, (False, 0)
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._head, 2)
        head.addWidget(self._hour, 3)
        self._hour.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._note.setMinimumHeight(current().pixels(NOTE_PIXELS))
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self.slot)
        self._column.addLayout(head)
        for number, card in enumerate(self.cards):
            self._plug(card, number)
        self._column.addWidget(self._note)
        self._column.addWidget(self._meanwhile)
        self._column.addStretch(1)
        self._area = scrolled(self._inner)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self.show_lines(())

    def show_lines(self, lines: Sequence[DutyLine]) -> None:
        """Show the numbers to ring; without any, show those that come with the program and say so."""
        self._lines = nearest_first(lines)
        while len(self.cards) < len(self._lines):
            card = NumberCard(self._answers)
            self._column.insertWidget(self._column.indexOf(self.cards[-1]) + 1, card)
            self.cards.append(card)
            self._plug(card, len(self.cards) - 1, is_placed=True)
        shown = self._lines or packaged()
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(shown))  # the first three keep their room all the same
            line = shown[number] if number < len(shown) else None
            neutral = _("Number {number}").format(number=number + 1)
            card.show_number(*(self._words_of(line) if line else ("", "", "")), neutral)
        self._note.setText("" if lines else _("Headquarters has not sent its duty numbers yet."))
        self._fit_width()
        self.show_first(self.first)

    def show_first(self, kind: str) -> None:
        """Say on its card which kind is to be rung first; "" for none."""
        self.first = kind
        shown = self._lines or packaged()
        first = next((at for at, line in enumerate(shown) if line.kind == kind), 0) if kind else -1
        for at, card in enumerate(self.cards):
            card.show_first(is_first=at == first)

    def show_rule(self, rule: Rule) -> None:
        """Show the rule that holds, or nothing of it while the page is quiet."""
        self.slot.show_rule(Rule.QUIET if self._is_quiet else rule)

    def show_calls(self, calls: Iterable[tuple[str, str]]) -> None:
        """Say on each card when its number was rung.

        `calls` are pairs of a number, or of who was rung where there is none, and the words for the time.
        """
        told: dict[str, list[str]] = {}
        for phone, words in calls:
            told.setdefault(phone, []).append(words)
        for line, card in zip(self._lines or packaged(), self.cards, strict=False):
            known = number_of(line) or f"{line.label}, {line.phone}"
            hours = ", ".join(told.get(known, []))
            card.show_told(_("Rang {when}").format(when=hours) if hours else "")

    def show_quiet(self, *, is_quiet: bool) -> None:
        """Say nothing that the person should not read, or say everything again; nothing moves."""
        self._is_quiet = is_quiet
        self._head.setText(_("Numbers") if is_quiet else _("Ring now"))
        for card in self.cards:
            card.show_quiet(is_quiet=is_quiet)
        self._fit_meanwhile()

    def fit(self, *, is_tight: bool, most: int) -> None:
        """Take the width that suits the window's size, but at most `most` pixels."""
        self._fitted = (is_tight, most)
        self._fit_width()

    def _fit_width(self) -> None:
        """Be as wide as the page allows, and at least as wide as the longest number needs."""
        is_tight, most = self._fitted
        bar = self._area.verticalScrollBar().sizeHint().width()
        needed = max(card.minimumSizeHint().width() for card in self.cards) + bar
        width = min(max(current().pixels(NARROW if is_tight else WIDE), needed), most)
        if most:
            self.setFixedWidth(width)
            self.slot.fit(width - bar)

    def focus_first(self) -> None:
        """Give the focus to the number that is to be rung first."""
        first = next((at for at, card in enumerate(self.cards) if card.property("tone") == "danger"), 0)
        self.cards[first].rings.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what to do meanwhile only where there is room for all of it."""
        super().resizeEvent(event)
        self._fit_meanwhile()

    def _fit_meanwhile(self) -> None:
        above = self.slot.height() + self._head.sizeHint().height() + self._note.sizeHint().height()
        seen = max(len(self._lines), FEWEST)
        taken = above + sum(card.sizeHint().height() + 8 for card in self.cards[:seen]) + 40
        has_room = self.height() - taken >= self._meanwhile.heightForWidth(self.width())
        policy = self._meanwhile.sizePolicy()
        policy.setRetainSizeWhenHidden(has_room)
        self._meanwhile.setSizePolicy(policy)
        self._meanwhile.setVisible(has_room and not self._is_quiet)

    def _plug(self, card: NumberCard, number: int, *, is_placed: bool = False) -> None:
        if not is_placed:
            self._column.addWidget(card)
        card.rang.connect(partial(self._tell, number))

    def _tell(self, number: int, answer: str) -> None:
        shown = self._lines or packaged()
        if number < len(shown):
            self.rang.emit(shown[number], answer)

    def _words_of(self, line: DutyLine) -> tuple[str, str, str]:
        """Return who answers, the number in figures, and the rest.

        Words that stand in place of a number go to the rest, which is in small letters.
        """
        told = words_of(line, self._codes, self._language)
        has_figures = any(sign.isdecimal() for sign in told.number)
        return told if has_figures else (told.who, "", " · ".join(filter(None, (told.number, told.details))))


def _meanwhile() -> Card:
    card = Card()
    card.column.setContentsMargins(14, 8, 14, 8)
    card.column.setSpacing(4)
    words = small(_("Meanwhile"))
    words.setProperty("guise", "strong")
    card.add(words)
    for icon, colour, text in MEANWHILE:
        row, sign = QFrame(), PlainLabel()
        row.setProperty("guise", "plain")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        current().dress(sign, icon, colour, 14)
        told = body(_(text))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(told, 1)
        card.add(row)
    return card
