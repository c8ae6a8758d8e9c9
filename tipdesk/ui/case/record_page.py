"""A page of a case that shows the records which name it in their declarations: a list for each, one of them in front.

Chips above the lists say which records there are and how many rows each has; they stand there from the start, so that
nothing moves when a first row comes. A page with a widget made for it gets the same chips as soon as a record names it
that the widget does not know.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.domain.schema import RecordType
from tipdesk.services.look import CaseView
from tipdesk.ui.records.record_list import RecordList
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import chip
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.wording import Wording


class RecordPage(QFrame):
    """The lists of one page, and the chips that choose among them.

    `first` is the label and the widget that stand before the lists, where the page has a widget of its own.
    `read_asked` is emitted with a row, and `add_asked` with the name of a record and what is known of its new row.
    """

    read_asked = Signal(object)
    add_asked = Signal(str, object)

    def __init__(
        self, records: Sequence[RecordType], first: tuple[str, QWidget] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._records, self._first = records, first
        self.lists = {record.name: RecordList(record) for record in records}
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self.chips: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = QWidget()
        flow = Flow(row)
        for name, label, widget in self._parts():
            self._stack.addWidget(widget)
            made = self.chips[name] = chip(label)
            made.clicked.connect(lambda _checked=False, one=widget: self._stack.setCurrentWidget(one))
            self._group.addButton(made)
            flow.addWidget(made)
        next(iter(self.chips.values())).setChecked(True)
        column.addWidget(row)
        row.setVisible(len(self.chips) > 1)
        column.addWidget(self._stack, 1)
        for one in self.lists.values():
            one.read_asked.connect(self.read_asked)
            one.add_asked.connect(self.add_asked)

    def count(self) -> int:
        """Return how many rows the lists of the page have together."""
        return sum(one.count() for one in self.lists.values())

    def show_case(self, view: CaseView, wording: Wording) -> None:
        """Show the rows of a case, and how many there are of each record."""
        for record in self._records:
            one = self.lists[record.name]
            one.show_rows(view.of(record.name), wording)
            label, count = _(record.plural), one.count()
            self.chips[record.name].setText(f"{label}  {count}" if count else label)

    def choose(self, record: str, row: bytes) -> None:
        """Bring the list of a record to the front, with the cursor on a row."""
        self.chips[record].setChecked(True)
        self._stack.setCurrentWidget(self.lists[record])
        self.lists[record].page.choose(row)

    def is_list_in_front(self) -> bool:
        """Tell whether a list is in front, and not the widget that was made for the page."""
        return isinstance(self._stack.currentWidget(), RecordList)

    def focus_list(self) -> None:
        """Move the focus to the list in front, or to its button where the list is empty."""
        one = self._stack.currentWidget()
        if isinstance(one, RecordList):
            (one.page.table if one.count() else one.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _parts(self) -> list[tuple[str, str, QWidget]]:
        own = [("", *self._first)] if self._first is not None else []
        return [*own, *((record.name, _(record.plural), self.lists[record.name]) for record in self._records)]
