"""The calls that were noted, one below the other, each with a button beside it to correct it.

A corrected call stays to be read. Nothing above the list moves when a call is added, for it grows downwards.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.services.case.calls import CallLine, uncorrected_calls
from tipdesk.ui.calls.wording import details, headline
from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted, small, strong
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.wording import Wording


class CallsList(Card):
    """The card with the list; `correct_pressed` carries the row of the call that is to be corrected."""

    correct_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Calls noted"), parent)
        self._empty = muted(_("None yet. Press a number, or write whom you rang."))
        self._lines = Lines(8)
        self.add(self._empty)
        self.add(self._lines)

    def show_calls(self, lines: Sequence[CallLine], wording: Wording) -> None:
        """Show these calls in their order, with their number in the heading."""
        self._lines.fill(self._line(line, wording) for line in lines)
        count = len(uncorrected_calls(lines))
        self.set_title(_("Calls noted") if not count else _("Calls noted: {count}").format(count=count))
        self._empty.setVisible(not lines)

    def show_none(self) -> None:
        """Take the calls away, because another report is coming."""
        self._lines.fill(())
        self.set_title(_("Calls noted"))
        self._empty.hide()

    def texts(self) -> list[str]:
        """Return what each line says, for tests."""
        return [widget.accessibleName() for widget in self._lines.widgets]

    def _line(self, line: CallLine, wording: Wording) -> QWidget:
        box = QFrame()
        box.setProperty("guise", "plain")
        head, more = headline(line, wording), details(line, wording)
        set_name(box, ". ".join(part for part in (head, more) if part))
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        words = muted(head) if line.is_corrected else strong(head)
        row.addWidget(words, 1)
        if not line.is_told_earlier and not line.is_corrected:
            correct = quiet(_("Correct"), icon="pencil", pressed=partial(self.correct_pressed.emit, line.row))
            set_name(correct, _("Correct: {call}").format(call=head))
            row.addWidget(correct)
        column.addLayout(row)
        if more:
            column.addWidget(small(more))
        return box
