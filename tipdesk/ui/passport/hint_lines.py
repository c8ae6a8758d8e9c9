"""What is said about the lines of a passport, a sentence each, with a button where another reading is proposed.

It scrolls in room that is there from the start. A proposal is read only when its button is pressed.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.mrz.hints import Hint
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.widgets.scrolled import scrolled

HEIGHT = 58


class HintLines(QFrame):
    """The sentences; `proposed` carries the lines of a proposal whose button was pressed.

    Tab comes to the buttons from the widget `after`.
    """

    proposed = Signal(object)

    def __init__(self, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._after = after
        self._buttons: list[QWidget] = []
        self.setProperty("guise", "plain")
        self._inner = QWidget()
        self._lines = QVBoxLayout(self._inner)
        self._lines.setContentsMargins(2, 2, 2, 2)
        self._lines.setSpacing(2)
        self._lines.addStretch(1)
        self._shown: list[QWidget] = []
        self._hints: tuple[Hint, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(self._inner, is_low=True))
        self.setFixedHeight(current().pixels(HEIGHT))

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show other sentences; those that stay are not made anew, so that the focus stays too."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        for widget in self._shown:
            take_away(self._lines, widget)
        self._buttons = []
        self._shown = [self._made(one) for one in hints]
        for at, widget in enumerate(self._shown):
            self._lines.insertWidget(at, widget)
            widget.show()
        last = self._after
        for button in self._buttons:
            self.setTabOrder(last, button)
            last = button

    def _made(self, hint: Hint) -> QWidget:
        line, words = QFrame(), hint.text(_)
        line.setProperty("guise", "plain")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(small(words), 1)
        if hint.instead:
            button = quiet(_("Read it so"), pressed=partial(self.proposed.emit, hint.instead))
            button.setProperty("guise", "foot-link")
            set_name(button, _("Read it so: {words}").format(words=words))
            row.addWidget(button)
            self._buttons.append(button)
        return line
