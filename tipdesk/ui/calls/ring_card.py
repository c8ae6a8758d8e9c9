"""Whom to ring at this hour, each number a button that writes whom and the number into the note of the call.

It shows the numbers of the directory, or while there are none what anybody can ring.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.duty.numbers import number_of, packaged, words_of
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.push_button import PushButton

BESIDE_WORDS = 34
"""What a number's button needs beside its icon and its words, in pixels."""


@dataclass(frozen=True)
class Ringing:
    """Whom a press on a number means.

    `number` is in E.164 form, "" where the directory has none; `duty` is the kind of duty, or "".
    """

    whom: str
    number: str = ""
    duty: str = ""


class _Dial(PushButton):
    """A button of two lines, whom and the number.

    A line that does not fit ends in "…", and the tooltip has all of it.
    """

    def __init__(self, lines: tuple[str, str]) -> None:
        super().__init__(button_text("\n".join(lines)))
        self._told = lines
        self.setProperty("guise", "number-button")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        current().dress(self, "phone")
        set_tip(self, ": ".join(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of each line as fits beside the icon."""
        super().resizeEvent(event)
        room = self.width() - self.iconSize().width() - current().pixels(BESIDE_WORDS)
        letters, end = self.fontMetrics(), Qt.TextElideMode.ElideRight
        self.setText(button_text("\n".join(letters.elidedText(line, end, room) for line in self._told)))


class RingCard(Card):
    """The card with the numbers; `picked` carries the `Ringing` of the number that was pressed."""

    picked = Signal(object)

    def __init__(self, codes: CodeBook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Ring now"), parent)
        self._codes, self._language = codes, language
        self._shown: tuple[DutyLine, ...] | None = None
        self._note = muted(_("One press writes it into the note of the call."))
        self._lines = Lines(6)
        self.add(self._note)
        self.add(self._lines)
        self.show_lines(())

    @property
    def buttons(self) -> list[QWidget]:
        """The numbers as they stand, each a button."""
        return self._lines.widgets

    def show_lines(self, lines: Sequence[DutyLine]) -> None:
        """Show the numbers of this hour; what is shown already stays as it is, with its focus."""
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        self._lines.fill(map(self._line, lines or packaged()))

    def _line(self, line: DutyLine) -> QWidget:
        told = words_of(line, self._codes, self._language)
        return self._button(Ringing(told.who, number_of(line), line.kind), told.number)

    def _button(self, ringing: Ringing, number: str) -> QWidget:
        button = _Dial((ringing.whom, number))
        set_name(button, _("I ring {whom}: {number}").format(whom=ringing.whom, number=number))
        button.clicked.connect(partial(self._pick, ringing))
        return button

    def _pick(self, ringing: Ringing, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's `clicked` passes it
        self.picked.emit(ringing)
