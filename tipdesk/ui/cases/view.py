"""The list of cases on the screen: filters, a line to find with, the table, and a sentence where there is nothing.

It emits what was asked and shows what it is given; the presenter asks and answers. Enter or a double click opens a
case, and Down leads from the line to the table.
"""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.cases.model import COLUMNS, PEOPLE, POST, RISK, STAGE, TITLE, CasesModel
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import chip, plain, primary
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.pill_delegate import PillDelegate
from tipdesk.ui.widgets.search_box import SearchBox
from tipdesk.ui.widgets.shrinking_stack import ShrinkingStack
from tipdesk.ui.widgets.table_model import SubjectRole
from tipdesk.ui.widgets.tables import column_width, plain_table

FILTERS = (
    ("mine", mark("My cases")),
    ("open", mark("All open")),
    ("closed", mark("Closed")),
    ("all", mark("All")),
)
EMPTY = {
    "mine": (mark("You have no cases"), mark("A case stands here when you are in charge of it or have a task in it.")),
    "open": (mark("There is no open case"), mark("“New case” begins one. It looks first whether it is here already.")),
    "closed": (mark("No case has been closed"), mark("A case is closed in its summary, with a reason.")),
    "all": (mark("There is no case on this PC"), mark("“New case” begins one, or it comes from headquarters.")),
    "found": (mark("Nothing was found"), mark("Try fewer letters, another spelling, a telephone or passport number.")),
}
WITH_MATCHES = 230
WITH_DISPUTES = {STAGE: 172, RISK: 140}
CHIP = 170


class CasesView(QFrame):
    """The screen with the list, over the `model` of its presenter.

    `filter_chosen` is emitted with the name of a filter, `asked` with the words being typed, `entered` with the words
    when Enter is pressed, `case_opened` with the id of a case, and `new_pressed` when a new case is asked for.
    """

    filter_chosen = Signal(str)
    asked = Signal(str)
    entered = Signal(str)
    case_opened = Signal(bytes)
    new_pressed = Signal()

    def __init__(self, model: CasesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.model = model
        self.search = SearchBox(_("Find a case: name, passport, telephone, reference, words…"))
        self.table = plain_table(_("Cases"))
        self.problem = Banner("", "danger")
        self._count = muted()
        self.sought = chip("", pressed=self._close_search)
        self._chips = QButtonGroup(self)
        self._stack = ShrinkingStack()
        self._empty: dict[str, int] = {}
        self._set_up_table()
        self._lay_out()
        self.search.textChanged.connect(lambda text: self.asked.emit(text.strip()))  # the presenter never piles up
        self.search.returnPressed.connect(lambda: self.entered.emit(self.search.text().strip()))
        self.search.left_downwards.connect(self.enter_table)
        current().changed.connect(self._fit)

    def enter_table(self) -> None:
        """Move the focus to the table, and to its first row if none is chosen."""
        if self.model.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_filter(self, name: str) -> None:
        """Mark the filter in use; none is marked while searching."""
        self._chips.setExclusive(False)
        for button in self._chips.buttons():
            button.setChecked(button.objectName() == name)
        self._chips.setExclusive(True)

    def show_sought(self, words: str) -> None:
        """Show the words for which the list was searched, as a chip that one press closes; "" hides it."""
        self.sought.setChecked(True)
        name = _("Close the search for {words}").format(words=words)
        shown = self.sought.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self._chip_room())
        self.sought.setText(button_text(shown))
        set_name(self.sought, name)
        set_tip(self.sought, name)
        self.sought.setVisible(bool(words))

    def open_first(self) -> None:
        """Open the case that stands first."""
        self._open(self.model.index(0, 0))

    def show_count(self, sentence: str, *, empty: str | None) -> None:
        """Say how many cases there are.

        `empty` names the sentence of an empty list, and is None when there are cases.
        """
        self._count.setText(sentence)
        self._stack.setCurrentIndex(0 if empty is None else self._empty[empty])

    def show_problem(self, sentence: str) -> None:
        """Show why the list could not be read; "" hides the sentence."""
        self.problem.say(sentence, "danger")
        self.problem.setVisible(bool(sentence))
        speak(self.problem, sentence)

    def choose(self, row: int) -> None:
        """Put the cursor on a row, without opening it; -1 changes nothing."""
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the case under the cursor on Enter, and lead from the first row up to the line that finds.

        When the table is resized, the title gets the rest of the width.
        """
        if watched is self.table.viewport():
            if event.type() == QEvent.Type.Resize:
                self._share_width()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.table.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Up and self.table.currentIndex().row() <= 0:
                self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _close_search(self) -> None:
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chip_room(self) -> int:
        return current().pixels(CHIP) - current().pixels(50)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.case_opened.emit(index.data(SubjectRole))

    def _set_up_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegate(PillDelegate(self.table))
        self.table.doubleClicked.connect(self._open)
        self.model.modelReset.connect(self._share_width)
        self.model.dataChanged.connect(self._share_width)
        for watched in (self.table, self.table.viewport()):
            watched.installEventFilter(self)
        self._fit()

    def _fit(self) -> None:
        theme = current()
        self.sought.setFixedWidth(theme.pixels(CHIP))
        for number, column in enumerate(COLUMNS):
            self.table.setColumnWidth(number, column_width(self.table, number, column.width))
        self.table.verticalHeader().setDefaultSectionSize(theme.pixels(36))
        self._share_width()

    def _share_width(self) -> None:
        """Give the title what the other columns leave, so that the last one ends where the table ends.

        What is in dispute has longer words, and its column gets the room for them.
        """
        theme = current()
        widths = [column_width(self.table, number, column.width) for number, column in enumerate(COLUMNS)]
        for number, width in WITH_DISPUTES.items():
            if self.model.has_disputes():
                widths[number] = theme.pixels(width)
            self.table.setColumnWidth(number, widths[number])
        if self.model.has_matches():
            widths[TITLE] = theme.pixels(WITH_MATCHES)
        room = self.table.viewport().width() - sum(widths) + widths[TITLE]
        is_narrow = room < widths[TITLE]
        for number in (PEOPLE, POST):
            self.table.setColumnHidden(number, is_narrow)
        room += widths[PEOPLE] + widths[POST] if is_narrow else 0
        self.table.setColumnWidth(TITLE, max(widths[TITLE], room))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(8)
        filters = QWidget()
        flow = Flow(filters)
        for name, text in FILTERS:
            button = chip(_(text), pressed=partial(self.filter_chosen.emit, name))
            button.setObjectName(name)
            self._chips.addButton(button)
            flow.addWidget(button)
        top.addWidget(filters, 1)
        top.addWidget(primary(_("New case"), icon="plus", pressed=self.new_pressed.emit), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.search, 1)
        line.addWidget(self.sought)
        column.addLayout(line)
        policy = self.sought.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.sought.setSizePolicy(policy)
        current().dress(self.sought, "x", "muted", 14)
        self.sought.hide()
        self.problem.hide()
        self._stack.addWidget(self.table)
        for name, (sentence, advice) in EMPTY.items():
            offer = plain(_("New case"), icon="plus", pressed=self.new_pressed.emit) if name != "closed" else None
            self._empty[name] = self._stack.addWidget(EmptyState("folders", _(sentence), _(advice), offer))
        column.addWidget(self._stack, 1)
        column.addWidget(self.problem)  # from below: the table gets shorter, no row moves
        column.addWidget(self._count)
