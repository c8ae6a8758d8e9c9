"""What the page Search shows: a line to type in, how much was found, and the results by group.

Down leads from the line to the results and Up back again, Ctrl with an arrow goes from group to group, Enter on a
result opens the very row. Enter in the line searches in earnest. Escape empties the line, and then leads back.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from tipdesk.ui.spoken import speak
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.entry_list import EntryList, Group
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.search_box import SearchBox
from tipdesk.ui.widgets.visited_page import VisitedPage

LIST, NOTHING_ASKED, NOTHING_FOUND = range(3)


class SearchView(VisitedPage):
    """The page.

    `asked` carries words as they are typed, `entered` those of a search in earnest, `opened` an `Entry`. `back_pressed`
    asks for the page from which one came.
    """

    asked = Signal(str)
    entered = Signal(str)
    opened = Signal(object)
    back_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = SearchBox(_("Search: name, passport, telephone, reference, words of a note…"))
        self.list = EntryList(_("What was found"))
        self._told = muted()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(
            EmptyState(
                "search",
                _("Type what you are looking for."),
                _("Cases come first, then people, then what is written in notes and records, then registers."),
            )
        )
        self._stack.addWidget(
            EmptyState(
                "search",
                _("Nothing was found"),
                _("Try fewer letters, another spelling, a telephone or passport number."),
            )
        )
        self._lay_out()
        self.line.textChanged.connect(lambda text: self.asked.emit(text.strip()))  # the presenter never piles up
        self.line.returnPressed.connect(lambda: self.entered.emit(self.line.text().strip()))
        self.line.left_downwards.connect(self.enter_list)
        self.list.opened.connect(self.opened)
        self.list.left_upwards.connect(self.focus_first)
        self.show_found((), "", "")

    def turn_to(self, subject: object) -> None:
        """Search for these words in earnest."""
        if isinstance(subject, str):
            self.line.setText(subject)
            self.entered.emit(subject.strip())

    def show_found(self, groups: Sequence[Group], words: str, told: str) -> None:
        """Show what was found for these words; `told` says how much, and whether anything was left out."""
        before = self.list.current()
        self.list.entry_model.show_groups(groups)
        self._told.setText(told)
        if not words:
            self._stack.setCurrentIndex(NOTHING_ASKED)
        else:
            self._stack.setCurrentIndex(LIST if self.list.entry_model.rows else NOTHING_FOUND)
            speak(self.list, told)
        if before is not None:
            self.list.choose(before.key)

    def enter_list(self) -> None:
        """Move the focus to the results, and the cursor to the first where it is on none."""
        if self.list.entry_model.rows:
            if self.list.current() is None:
                self.list.choose(None)
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_first(self) -> None:
        """Give the focus to the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("guise", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self._told)
        column.addWidget(card, 1)
