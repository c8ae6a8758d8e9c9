"""Answers below each other: what was asked in a column of its own, what was answered beside it, at one place for all.

The rows are kept and filled anew, so that going from one person to the next builds nothing. A hidden answer shows dots
and a way to ask for it; an answer in dispute stands with all its values, side by side.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.facts import HIDDEN, HIDDEN_DOTS, Fact
from tipdesk.ui.widgets.field_frame import BESIDE_LABEL
from tipdesk.ui.widgets.labels import body, muted
from tipdesk.ui.widgets.room import take_away

LABELS = 172
"""The width of the column of labels, the same in reading and in editing, so that opening a section moves nothing."""
SHORT, SHOW = 7, 22
WHOLE = 36
"""A word that is longer, as a line that machines read, is written smaller: it breaks nowhere, and widens no pane."""


@dataclass
class FactLine:
    """The widgets of one answer: its label, its value, a way to ask for it where that was needed, and its dispute."""

    label: QLabel
    value: QLabel
    show: QPushButton | None = None
    apart: QWidget | None = None


class FactRows(QFrame):
    """A column of answers; `show_pressed` is emitted when a hidden one is asked for."""

    show_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.lines: list[FactLine] = []
        self._told: Sequence[Fact] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BESIDE_LABEL)
        self._grid.setVerticalSpacing(SHORT)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[Fact], dispute: Callable[[str], QWidget | None] | None = None) -> None:
        """Show these answers and no others.

        `dispute` returns what stands below the answer of a field in dispute, by its name, or None for nothing.
        """
        self._told = facts
        for at, fact in enumerate(facts):
            self._show(at, fact, dispute)
        for line in self.lines[len(facts) :]:
            self._drop_apart(line)
            for part in (line.label, line.value, line.show):
                if part is not None:
                    part.hide()

    def texts(self) -> list[str]:
        """Return what is shown, each answer with its label."""
        return [f"{fact.label}: {fact.value}" for fact in self._told]

    def _show(self, at: int, fact: Fact, dispute: Callable[[str], QWidget | None] | None) -> None:
        line = self.lines[at] if at < len(self.lines) else self._made(at)
        is_hidden = fact.state == HIDDEN
        line.label.setText(fact.label)
        line.label.setFixedWidth(current().pixels(LABELS))
        line.value.setText(f"{HIDDEN_DOTS}   {fact.value}" if is_hidden else fact.value)
        line.value.setMinimumHeight(current().pixels(SHOW) if is_hidden else 0)  # sealed or not, with its button or not
        is_whole = any(len(word) > WHOLE for word in fact.value.split())
        dye(line.value, "guise", "muted" if is_hidden or not fact.label else "small" if is_whole else "body")
        line.label.show()
        line.value.show()
        self._offer_show(at, line, fact, is_offered=is_hidden and fact.has_key)
        self._drop_apart(line)
        apart = dispute(fact.name) if dispute is not None and fact.state == "conflict" and fact.name else None
        if apart is not None:
            line.apart = apart
            self._grid.addWidget(apart, 2 * at + 1, 0, 1, 3)

    def _offer_show(self, at: int, line: FactLine, fact: Fact, *, is_offered: bool) -> None:
        if is_offered and line.show is None:
            line.show = quiet(_("Show"), pressed=self.show_pressed.emit)
            line.show.setProperty("guise", "foot-link")
            self._grid.addWidget(line.show, 2 * at, 2, Qt.AlignmentFlag.AlignTop)
        if line.show is not None:
            line.show.setVisible(is_offered)
            set_name(line.show, _("{field}: show the hidden answer").format(field=fact.label))

    def _drop_apart(self, line: FactLine) -> None:
        apart, line.apart = line.apart, None
        if apart is not None:
            take_away(self._grid, apart)

    def _made(self, at: int) -> FactLine:
        line = FactLine(muted(), body())
        line.value.setMinimumWidth(1)
        line.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(line.label, 2 * at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(line.value, 2 * at, 1)
        self.lines.append(line)
        return line
