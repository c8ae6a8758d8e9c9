"""The page *Rules and clocks* at headquarters: every rule with what counts now, and beside it where that comes from.

Changing one writes a new row of RuleSetting, with a reason, who decided it and from which day on; what was set before
stands below. C changes the chosen one.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.counted_list import lay_out_list
from tipdesk.ui.widgets.entry_delegate import Entry
from tipdesk.ui.widgets.entry_list import EntryList, Group
from tipdesk.ui.widgets.facts import Fact, Facts
from tipdesk.ui.widgets.labels import heading, muted
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.widgets.visited_page import VisitedPage

LIST, LIST_NARROW, NARROW, LIST_PERCENT = 480, 380, 1080, 48
CHANGE = "C"


class RulesPage(VisitedPage):
    """The page. `chosen` carries the entry under the cursor; `change_pressed` and `holidays_pressed` are buttons."""

    chosen = Signal(object)
    change_pressed = Signal()
    holidays_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = EntryList(_("Rules and clocks"), CHANGE)
        self._name, self._under, self._facts = heading(), muted(""), Facts()
        self._count, self._more = heading(), muted("")
        self.change = primary(_("&Change…"), icon="pencil", pressed=self.change_pressed.emit)
        self.holidays = plain(_("&Holidays"), icon="calendar", pressed=self.holidays_pressed.emit)
        self._left, self._pane = QFrame(), QFrame()
        self._lay_out()
        self.list.chosen.connect(self.chosen)
        self.list.lettered.connect(lambda _letter: self.change.click())
        self.list.opened.connect(lambda _entry: self.change.click())

    def show_groups(self, groups: Sequence[Group], holidays: int, *, can_change: bool) -> None:
        """Show all rules; the cursor stays where it was."""
        before = self.list.current()
        self.list.entry_model.show_groups(groups)
        self.list.choose(before.key if before is not None else None)
        count = sum(len(group.entries) for group in groups)
        self._count.setText(plural("{count} rule or clock", "{count} rules and clocks", count))
        self.change.setEnabled(can_change)
        only = "" if can_change else _("Only an administrator or a coordinator at headquarters can change them.")
        listed = plural("{count} holiday is listed.", "{count} holidays are listed.", holidays)
        days = listed if holidays else _("No holiday is listed yet.")
        self._more.setText(only or days)

    def show_rule(self, entry: Entry, facts: Sequence[Fact]) -> None:
        """Show what is known of one rule."""
        self._name.setText(entry.what)
        self._under.setText(entry.below)
        self._facts.show_facts(facts)

    def focus_first(self) -> None:
        """Give the list the focus."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the list narrower in a narrow window, and with large letters never wider than about half of it."""
        super().resizeEvent(event)
        theme = current()
        width = theme.pixels(LIST if self.width() >= theme.pixels(NARROW) else LIST_NARROW)
        self._left.setFixedWidth(min(width, self.width() * LIST_PERCENT // 100))

    def _lay_out(self) -> None:
        lay_out_list(self._left, self._count, self._more, self.list)
        self._pane.setProperty("guise", "card")
        inner = QFrame()
        read = QVBoxLayout(inner)
        read.setContentsMargins(0, 0, 0, 0)
        read.addWidget(self._facts)
        read.addStretch(1)
        column = QVBoxLayout(self._pane)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._under)
        column.addWidget(scrolled(inner), 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.change)
        foot.addWidget(self.holidays)
        foot.addStretch(1)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._left)
        row.addWidget(self._pane, 1)
