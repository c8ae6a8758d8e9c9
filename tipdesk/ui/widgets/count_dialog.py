"""The dialog that counts any list by one or two of its columns, and says by which rule.

Whatever can be counted is handed in as a `CountSource`. The numbers are marked: they are figures of real people. The
dialog neither copies nor prints; whoever opens it does that through the services, which write it into the audit first.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from tipdesk.services.documents.counted import MARKING, Counted
from tipdesk.ui.plain import set_name
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import muted, strong
from tipdesk.ui.widgets.line_model import Line, LineModel
from tipdesk.ui.widgets.tables import plain_table
from tipdesk.ui.widgets.titled_dialog import TitledDialog

WIDTH, HEIGHT = 720, 300
FIRST, NUMBER, LINE, HUNDRED = 150, 78, 29, 100


class CountSource(Protocol):
    """A list that can be counted."""

    @property
    def title(self) -> str:
        """Return what is counted, as the heading of the dialog says it."""

    @property
    def columns(self) -> Sequence[Choice]:
        """Return the columns by which the list can be counted, each with its name and heading."""

    def ask(self, by: tuple[str, ...], then: Callable[[Counted], object]) -> None:
        """Count by one or two columns and call `then` with the answer, now or later."""


class CountDialog(TitledDialog):
    """The dialog over one list. `copied` and `printed` carry the count that is shown, when it is to leave."""

    copied = Signal(object)
    printed = Signal(object)

    def __init__(self, source: CountSource, parent: QWidget | None = None) -> None:
        super().__init__(source.title, source.title, current().pixels(WIDTH), parent)
        self._source = source
        if isinstance(source, QObject):
            source.setParent(self)  # it goes with the dialog: no answer of its comes to one that is closed
        self._asked: tuple[str, ...] = ()
        self.counted: Counted | None = None
        first, *_others = source.columns
        self.first = FieldFrame("first", _("Count &by"), CodeCombo(source.columns), can_be_missing=False)
        self.second = FieldFrame("second", _("&And by"), CodeCombo(source.columns), can_be_missing=False)
        self.first.set_value(first.code)
        self.table, self._rules, self._name = plain_table(source.title), muted(), strong()
        grown = current().pixels(HUNDRED) - HUNDRED
        self.table.setFixedHeight(
            HEIGHT - 2 * grown
        )  # larger letters around it must not push the buttons off the screen
        self.table.verticalHeader().setDefaultSectionSize(current().pixels(LINE))
        self.said = muted()
        self._copy = plain(_("&Copy"), icon="file-text", pressed=self._take_copy)
        self._print = plain(_("&Print…"), icon="printer", pressed=self._take_print)
        self._lay_out()
        for frame in (self.first, self.second):
            frame.changed.connect(self._ask)
        self.first.setFocus()
        self._ask()

    def lines(self) -> list[list[str]]:
        """Return the table that is shown, for tests."""
        return self.counted.table() if self.counted else []

    def say(self, sentence: str) -> None:
        """Say what became of the count, in room that is kept for it."""
        self.said.setText(sentence)
        set_name(self.said, sentence)
        speak(self.said, sentence)

    def _ask(self) -> None:
        frames = [frame for frame in (self.first, self.second) if frame.check()]
        chosen = [one for one in (frame.value() for frame in frames) if isinstance(one, str) and one]
        by = tuple(dict.fromkeys(chosen))
        if by:
            self._asked = by
            self._source.ask(by, self._show)

    def _show(self, counted: Counted) -> None:
        if counted.by != self._asked:
            return  # another column was chosen since
        self.counted = counted
        head, *lines = counted.table()
        model = LineModel(head, self)
        model.show_lines([Line(tuple(line)) for line in lines])
        before = self.table.model()
        self.table.setModel(model)
        if isinstance(before, LineModel):
            before.deleteLater()
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number in range(len(head)):
            wanted = header.sectionSizeHint(number)
            self.table.setColumnWidth(number, max(wanted, current().pixels(NUMBER if number else FIRST)))
        self._name.setText(counted.title())
        self._rules.setText("\n".join(counted.rules()))

    def _take_copy(self) -> None:
        if self.counted is not None:
            self.copied.emit(self.counted)

    def _take_print(self) -> None:
        if self.counted is not None:
            self.printed.emit(self.counted)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.first)
        row.addWidget(self.second)
        self.column.addLayout(row)
        self.column.addWidget(Banner(_(MARKING), "warn"))
        self.column.addWidget(self._name)
        self.column.addWidget(self.table)
        self._rules.setMinimumHeight(current().pixels(72))
        self.column.addWidget(self._rules)
        self.said.setMinimumHeight(current().pixels(20))
        self.column.addWidget(self.said)
        self.add_buttons(self._copy, self._print, plain(_("C&lose"), pressed=self.reject))
