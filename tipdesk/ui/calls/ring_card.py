"""Whom to ring at this hour, each number a button: one press writes whom and the number into the note of the call.

Promises: the numbers of the directory, or while there are none what anybody can ring. Leaves to others: the note.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.duty.numbers import number_of, packaged, words_of
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.lines import Lines


@dataclass(frozen=True)
class Ringing:
    """Whom a press on a number means. `number`: E.164, "" where the directory has none; `duty`: its kind, or ""."""

    whom: str
    number: str = ""
    duty: str = ""


class RingCard(Card):
    """The card. `picked` carries a `Ringing`."""

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
        button = plain(button_text(f"{ringing.whom}\n{number}"), icon="phone")
        button.setProperty("look", "number-button")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_tip(button, f"{ringing.whom}: {number}")
        set_name(button, _("I ring {whom}: {number}").format(whom=ringing.whom, number=number))
        button.clicked.connect(partial(self._pick, ringing))
        return button

    def _pick(self, ringing: Ringing, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's `clicked` passes it
        self.picked.emit(ringing)
