"""Whom to ring, in large figures: used on the home page, beside a worry and after it is saved.

Promises: while headquarters has sent no numbers, it says so plainly and shows what anybody can ring. Leaves to others:
which numbers are on duty (services).
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.texts import _ as mark
from tipdesk.domain.values import phone_text
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets import labels
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import body, muted, strong

PACKAGED = (
    (mark("Your supervisor"), mark("the number on your duty roster")),
    (mark("Police, in danger"), "911"),
)
CHILD, DUTY = "child_protection", "duty_officer"


class NumbersCard(Card):
    """The numbers of this hour, one a line."""

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
        """Show numbers, those of the kind `first` before the others."""
        shown = (tuple(lines), first)
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        ordered = sorted(lines, key=lambda line: line.kind != first) if first else list(lines)
        for line in ordered:
            kind = self._codes.label_of("duty_kind", line.kind, self._language)
            district = self._codes.label_of("district", line.district, self._language) if line.district else ""
            spoken = ", ".join(self._codes.label_of("languages", one, self._language) for one in sorted(line.languages))
            self._add(line.label or kind, phone_text(line.phone), kind if line.label else "", district, spoken)
        for who, number in () if lines else PACKAGED:
            self._add(_(who), _(number))
        has_none = not lines
        self._note.setText(_("Headquarters has not sent its duty numbers yet.") if has_none else "")
        self._note.setVisible(has_none)

    def _add(self, who: str, number: str, *details: str) -> None:
        row, self._rows = self._rows, self._rows + 1
        words = strong(who)
        phone = labels.number(number)
        set_name(phone, f"{who}: {number}")
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(phone, row, 1)
        under = " · ".join(part for part in details if part)
        if under:
            self._grid.addWidget(body(under), row, 2)

    def _clear(self) -> None:
        self._rows = 0
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if isinstance(widget, QLabel):
                widget.hide()
                widget.deleteLater()
