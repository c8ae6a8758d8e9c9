"""Answers to read: label and value, in one or two columns; what is hidden says so.

Long texts wrap, and values can be selected and copied. What the answers of a row are is decided in `ui/case/facts`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import body, muted, strong
from tipdesk.ui.widgets.pill import Pill

TWO_COLUMNS_FROM = 640
ABOVE_HEADING = 6
HIDDEN_DOTS = "••••••"
"""What stands for an answer that is there and not shown; an empty answer is counted below instead."""
HIDDEN, TAGS_ONLY = "hidden", "tags only"


class Fact(NamedTuple):
    """One answer to be read.

    `state` is "" for a plain answer, HIDDEN, TAGS_ONLY where the window hides names, or "conflict". `has_key` tells
    whether a hidden one can be asked for. The `value` of a conflict is the one to go by, and `answers` are all of them,
    where they are short. `section` is the heading under which the answer stands. One without a label is the sentence
    of a section in which nothing has been answered. `name` is that of the field, "" where it is none of a row's own.
    """

    label: str
    value: str
    state: str = ""
    is_long: bool = False
    has_key: bool = True
    answers: str = ""
    section: str = ""
    name: str = ""


class Facts(QFrame):
    """A grid of answers under the headings of their sections."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._facts: Sequence[Fact] = ()
        self._foot = ""
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)

    def show_facts(self, facts: Iterable[Fact], foot: str = "") -> None:
        """Show these answers and no others; `foot` is a muted line below them."""
        self._facts, self._foot = list(facts), foot
        self._arrange()

    def texts(self) -> list[str]:
        """Return what is shown, each answer with its label, for tests."""
        return [f"{fact.label}: {fact.value}" for fact in self._facts]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the answers in two columns when there is room for them, else in one."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= current().pixels(TWO_COLUMNS_FROM) else 1
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _arrange(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        row = column = 0
        section = ""
        for fact in self._facts:
            if fact.section not in ("", section):
                section = fact.section
                row, column = row + (1 if column else 0), 0
                heading = strong(section)
                heading.setContentsMargins(0, ABOVE_HEADING if row else 0, 0, 0)
                self._grid.addWidget(heading, row, 0, 1, self._columns * 2)
                row += 1
            width = self._columns if fact.is_long or not fact.label else 1
            if column + width > self._columns:
                row, column = row + 1, 0
            if fact.label:
                label = muted(fact.label)
                label.setMinimumWidth(current().pixels(130))
                self._grid.addWidget(label, row, column * 2, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(_shown(fact), row, column * 2 + 1, 1, width * 2 - 1)
            else:
                self._grid.addWidget(muted(fact.value), row, 0, 1, self._columns * 2)
            column += width
        if self._foot:
            self._grid.addWidget(muted(self._foot), row + 1, 0, 1, self._columns * 2)
        for number in range(4):
            self._grid.setColumnStretch(number, 0 if number % 2 == 0 else (1 if number < self._columns * 2 else 0))


def _shown(fact: Fact) -> QWidget:
    if fact.state in (HIDDEN, TAGS_ONLY):
        holder = QWidget()  # a pill is as wide as its word; the column must not be
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        dots = muted(HIDDEN_DOTS)
        dots.setWordWrap(False)
        row.addWidget(dots)
        row.addWidget(Pill(fact.value, "neutral"))
        row.addStretch(1)
        return holder
    value: QLabel = body(fact.value)
    value.setAlignment(Qt.AlignmentFlag.AlignTop)  # beside the first line of its label
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if fact.state == "conflict":
        told = _("Disputed: {answer}") if fact.answers else _("{answer}   (several answers: to settle)")
        value.setText(told.format(answer=fact.answers or fact.value))
        value.setProperty("guise", "error")
    return value
