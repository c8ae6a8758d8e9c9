"""The dialog that shows who may see a case: who is excluded, to whom it was served, when it was opened in an emergency.

It shows what stands and says what was pressed. Asking why, and doing it, is the part of `people`.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name, set_title
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import body, heading, muted, small
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.scrolled import scrolled

WIDTH, HEIGHT = 620, 520


class PersonLine(NamedTuple):
    """One officer in the dialog: the id of the row that stands for it, the name, and since when, why and up to what."""

    row: bytes
    name: str
    detail: str


class AccessDialog(QDialog):
    """The dialog. `exclude_pressed` and `serve_pressed` ask for another officer.

    `lift_pressed` and `end_pressed` carry the id of the row of an exclusion or of a service that is to end.
    """

    exclude_pressed = Signal()
    serve_pressed = Signal()
    lift_pressed = Signal(object)
    end_pressed = Signal(object)

    def __init__(self, reference: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = _("Who may see {reference}").format(reference=reference)
        set_title(self, title)
        set_name(self, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(current().pixels(WIDTH), current().pixels(HEIGHT))
        self._problem = Banner("", "danger")
        self._excluded, self._served, self._emergencies = Lines(), Lines(), Lines()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            _card(
                _("Not these officers"),
                _("They find nothing of the case: not in lists, not in search, not in hints."),
                self._excluded,
                plain(_("&Exclude an officer"), icon="eye-off", pressed=self.exclude_pressed.emit),
            )
        )
        self._serve = plain(_("&Serve to somebody"), icon="upload", pressed=self.serve_pressed.emit)
        served = _("They read the case up to a level, although they do not work on it: a prosecutor, a partner.")
        column.addWidget(_card(_("Served to"), served, self._served, self._serve))
        column.addWidget(_card(_("Opened in an emergency"), "", self._emergencies))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(heading(title))
        whole.addWidget(scrolled(inner), 1)
        whole.addWidget(self._problem)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(plain(_("Close"), pressed=self.accept))
        whole.addLayout(row)
        self._problem.hide()

    def show_people(
        self, excluded: Sequence[PersonLine], served: Sequence[PersonLine], emergencies: Sequence[PersonLine]
    ) -> None:
        """Show who is excluded, to whom the case was served, and who opened it in an emergency."""
        self._problem.hide()
        self._excluded.fill(
            [_line(one, quiet(_("Lift"), pressed=partial(self.lift_pressed.emit, one.row))) for one in excluded]
            or [muted(_("Nobody is excluded."))]
        )
        self._served.fill(
            [_line(one, quiet(_("End"), pressed=partial(self.end_pressed.emit, one.row))) for one in served]
            or [muted(_("It was served to nobody."))]
        )
        self._emergencies.fill([_line(one) for one in emergencies] or [muted(_("Never."))])

    def show_problem(self, sentence: str) -> None:
        """Say at the foot of the dialog why something was not done."""
        self._problem.refuse(sentence)


def _card(name: str, explanation: str, lines: Lines, *buttons: QPushButton) -> Card:
    card = Card(name)
    if explanation:
        card.add(small(explanation))
    card.add(lines)
    for button in buttons:
        card.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _line(line: PersonLine, *buttons: QPushButton) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(body(line.name))
    words.addWidget(small(line.detail))
    row.addLayout(words, 1)
    for button in buttons:
        set_name(button, f"{button.text()}: {line.name}")
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return holder
