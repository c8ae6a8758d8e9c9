"""Answers below each other: what was asked in a column of its own, what was answered beside it, at one place for all.

The rows are kept and filled anew, so that going from one person to the next builds nothing. A hidden answer shows dots
and a way to ask for it; an answer in dispute stands with all its values, side by side.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.records.facts import HIDDEN, HIDDEN_DOTS, Fact
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.field_frame import BESIDE_LABEL
from tipdesk.ui.widgets.labels import body, muted

LABELS = 172
"""The width of the column of labels, the same in reading and in editing, so that opening a section moves nothing."""
SHORT = 7


class FactRow(QFrame):
    """One answer with its label. `show_pressed` is emitted when a hidden answer is asked for."""

    show_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._label, self._value = muted(), body()
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._show = quiet(_("Show"), pressed=self.show_pressed.emit)
        self._show.setProperty("guise", "foot-link")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BESIDE_LABEL)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._value, 1)
        row.addWidget(self._show, 0, Qt.AlignmentFlag.AlignTop)
        self._label.setFixedWidth(current().pixels(LABELS))

    def show_fact(self, fact: Fact, *, can_show: bool) -> None:
        """Show an answer; `can_show` says whether a hidden one may be asked for."""
        is_hidden = fact.state == HIDDEN
        self._label.setText(fact.label)
        self._label.setFixedWidth(current().pixels(LABELS))
        self._value.setText(f"{HIDDEN_DOTS}   {fact.value}" if is_hidden else fact.value)
        dye(self._value, "guise", "muted" if is_hidden or not fact.label else "body")
        self._label.setVisible(bool(fact.label))
        self._show.setVisible(is_hidden and fact.has_key and can_show)
        set_name(self._show, _("{field}: show the hidden answer").format(field=fact.label))


class FactRows(QFrame):
    """A column of answers. `show_pressed` is emitted when a hidden one is asked for.

    `make_dispute` returns what stands below the answer of a field in dispute, or None where nothing does.
    """

    show_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._rows: list[FactRow] = []
        self._others: list[QWidget] = []
        self._told: Sequence[Fact] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SHORT)

    def show_facts(
        self, facts: Sequence[Fact], *, can_show: bool = True, dispute: Callable[[str], QWidget | None] | None = None
    ) -> None:
        """Show these answers and no others."""
        for gone in self._others:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._others, self._told = [], facts
        for at, fact in enumerate(facts):
            row = self._row(at)
            row.show_fact(fact, can_show=can_show)
            row.show()
            apart = dispute(fact.name) if dispute is not None and fact.state == "conflict" and fact.name else None
            if apart is not None:
                self._others.append(apart)
                self._column.insertWidget(self._column.indexOf(row) + 1, apart)
        for row in self._rows[len(facts) :]:
            row.hide()

    def texts(self) -> list[str]:
        """Return what is shown, each answer with its label."""
        return [f"{fact.label}: {fact.value}" for fact in self._told]

    def _row(self, at: int) -> FactRow:
        if at == len(self._rows):
            made = FactRow()
            made.show_pressed.connect(self.show_pressed)
            self._rows.append(made)
            self._column.addWidget(made)
        return self._rows[at]
