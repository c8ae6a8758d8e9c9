"""What the page My work shows: a list by time, the chosen line beside it, and how much waits above.

The list is never sorted anew while somebody reads it: what came meanwhile is offered, and shown when asked for. In the
list the letters of `actions.DEEDS` do what the buttons of the pane do. Fetching is the presenter's part.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from tipdesk.ui.my_work.actions import DEEDS
from tipdesk.ui.my_work.pane import WorkPane
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.counted_list import lay_out_list
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.entry_list import EntryList, Group
from tipdesk.ui.widgets.labels import heading
from tipdesk.ui.widgets.room import keep_room
from tipdesk.ui.widgets.visited_page import VisitedPage

LIST, LIST_NARROW, NARROW, LIST_PERCENT = 540, 420, 1080, 56
"""Pixels of the list, wide and narrow, from which width of the page, and the most of that width in per cent."""
UNBOUND = 16_777_215
"""No bound is Qt's largest number."""
LETTERS = {deed.letter: name for name, deed in DEEDS.items()}


class MyWorkView(VisitedPage):
    """The page. `more_pressed` asks to show what came meanwhile, and `worry_pressed` leads to the page of a worry."""

    more_pressed = Signal()
    worry_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = EntryList(_("What waits for you"), "".join(LETTERS))
        self.pane = WorkPane()
        self._count = heading()
        self.more = quiet("", icon="refresh", pressed=self.more_pressed.emit)
        keep_room(self.more)
        self._left, self._stack = QFrame(), QStackedWidget()
        worry = _("I am worried about someone")
        self._begin = plain(worry, icon="heart-handshake", pressed=self.worry_pressed.emit)
        self._empty = EmptyState(
            "list-check",
            _("Nothing waits for you."),
            _("Cases you open and tasks given to you will stand here."),
            self._begin,
        )
        self._lay_out()
        self.offer_more(0)
        self.list.lettered.connect(self._press)
        self.pane.answered.connect(self.focus_first)
        self.list.opened.connect(self._open)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show the list anew; the cursor stays on its line while that is there, else it goes to the first."""
        before = self.list.current()
        self.list.entry_model.show_groups(groups)
        rows = bool(self.list.entry_model.rows)
        had_focus = self.list.hasFocus() or self._begin.hasFocus()
        self._stack.setCurrentIndex(0 if rows else 1)
        self.pane.setVisible(rows)
        self._fit()
        if rows:
            self.list.choose(before.key if before else None)
        if had_focus or (self.isVisible() and self.focusWidget() is None):
            self.focus_first()

    def show_count(self, words: str) -> None:
        """Say how much waits."""
        self._count.setText(words)

    def count_shown(self) -> str:
        """Return how much waits, as it is said."""
        return self._count.text()

    def offer_more(self, count: int) -> None:
        """Say how much has come that the list does not show yet."""
        self.more.setText(plural("{count} new: show", "{count} new: show", count))
        self.more.setVisible(count > 0)

    def press(self, deed: str) -> None:
        """Do a deed with the chosen line, as its button does; where the button is off, nothing is done."""
        self.pane.buttons[deed].click()

    def can_press(self, deed: str) -> bool:
        """Tell whether a deed can be done with the chosen line."""
        return self.pane.buttons[deed].isEnabled()

    def focus_first(self) -> None:
        """Give the focus to the list, or to what can be begun where it is known that there is none."""
        first = self._begin if self._stack.currentWidget() is self._empty else self.list
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the list narrower in a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Share the width between list and pane; the sentence of an empty list has all of it."""
        width = current().pixels(LIST if self.width() >= current().pixels(NARROW) else LIST_NARROW)
        most = min(width, self.width() * LIST_PERCENT // 100)
        is_empty = not self.list.entry_model.rows
        self._left.setMinimumWidth(0 if is_empty else most)
        self._left.setMaximumWidth(UNBOUND if is_empty else most)

    def _open(self, entry: Entry) -> None:
        """Open a line; one that was answered a moment ago stays, since Enter may have meant the answer."""
        if entry.is_gone:
            self.pane.show_state(_("This waits no more. “Open” leads to its case."))
        else:
            self.press("open")

    def _press(self, letter: str) -> None:
        self.press(LETTERS[letter])

    def _lay_out(self) -> None:
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        lay_out_list(self._left, self._count, self.more, self._stack)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._left)
        row.addWidget(self.pane, 1)
        self.setTabOrder(self.more, self.list)
