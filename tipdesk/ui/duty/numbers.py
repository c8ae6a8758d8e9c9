"""Whom to ring: the words of a duty number, the same on every page, and the card that shows them in large figures.

While headquarters has sent no numbers, the card says so plainly and shows what anybody can ring. Which numbers are on
duty is told by services.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.phone import parse_phone, phone_text
from tipdesk.domain.texts import _ as mark
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets import labels
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import body, muted, strong

_PACKAGED = (
    (mark("Your supervisor"), mark("the number on your duty roster")),
    (mark("Police, in danger"), "911"),
)
CHILD, DUTY = "child_protection", "duty_officer"
NEAREST = (CHILD, DUTY, "safe_place")
"""The kinds of which one number each stands first where there is room for few."""


class NumberWords(NamedTuple):
    """How a duty number is shown.

    `who` is named by the duty, else by headquarters' label; `number` is in groups of figures; `details` is the rest.
    """

    who: str
    number: str
    details: str


def words_of(line: DutyLine, codes: CodeBook, language: str) -> NumberWords:
    """Return how a duty number is shown in a language."""
    kind = codes.label_of("duty_kind", line.kind, language) if line.kind else ""
    district = codes.label_of("district", line.district, language) if line.district else ""
    spoken = ", ".join(codes.label_of("languages", one, language) for one in sorted(line.languages))
    who = kind or line.label
    details = " · ".join(part for part in (line.label, district, spoken) if part and part != who)
    return NumberWords(who, phone_text(line.phone), details)


def number_of(line: DutyLine) -> str:
    """Return the number of a line as a call keeps it, or "" where it is no number with a country code."""
    try:
        return parse_phone(line.phone)
    except UserError:
        return ""


def packaged() -> list[DutyLine]:
    """Return what anybody can ring while headquarters has sent no numbers."""
    return [DutyLine("", _(who), _(phone), "", frozenset()) for who, phone in _PACKAGED]


def in_order(lines: Sequence[DutyLine], first: str) -> list[DutyLine]:
    """Return the numbers with those of the kind `first` before the others; "" changes nothing."""
    return sorted(lines, key=lambda line: line.kind != first) if first else list(lines)


def nearest_first(lines: Sequence[DutyLine]) -> list[DutyLine]:
    """Return the first number of each of the nearest kinds, then the others in their own order."""
    first = [next((line for line in lines if line.kind == kind), None) for kind in NEAREST]
    nearest = [line for line in first if line is not None]
    return nearest + [line for line in lines if line not in nearest]


class NumbersCard(Card):
    """A card with the numbers of this hour, one on each line."""

    def __init__(self, name: str, codes: CodeBook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._codes, self._language = codes, language
        self._note = muted()
        self._shown: tuple[tuple[DutyLine, ...], str] | None = None
        self._rows = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self.column.addLayout(self._grid)
        self.add(self._note)
        self.show_lines(())

    def show_lines(self, lines: Sequence[DutyLine], first: str = "") -> None:
        """Show these numbers, those of the kind `first` before the others; without any, show what anybody can ring."""
        shown = (tuple(lines), first)
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        for line in in_order(lines, first) or packaged():
            self._add(words_of(line, self._codes, self._language))
        has_none = not lines
        self._note.setText(_("Headquarters has not sent its duty numbers yet.") if has_none else "")
        self._note.setVisible(has_none)

    def _add(self, told: NumberWords) -> None:
        row, self._rows = self._rows, self._rows + 1
        phone = labels.number(told.number)
        set_name(phone, f"{told.who}: {told.number}")
        self._grid.addWidget(strong(told.who), row, 0)
        self._grid.addWidget(phone, row, 1)
        if told.details:
            self._grid.addWidget(body(told.details), row, 2)

    def _clear(self) -> None:
        self._rows = 0
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if isinstance(widget, QLabel):
                widget.hide()
                widget.deleteLater()
