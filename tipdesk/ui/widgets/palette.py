"""The list that Ctrl+K opens: type what to do or whom to find.

What can be done here, on the page in front and with what is chosen there, comes first as one types; then other actions,
then whatever `finder` replies for the same words, then help. An answer for words that have changed meanwhile is
dropped. Up and Down move, Enter runs, Escape closes and gives the focus back to where it was. Finding cases and people,
and deciding whether the officer may see them, is the finder's part.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from tipdesk.domain.characters import visible
from tipdesk.ui.actions import Action, Actions, Finder, Result, matching
from tipdesk.ui.at_hand import find_at_hand
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.search_box import SearchBox

RUN = Qt.ItemDataRole.UserRole + 1
MOST_HERE = 14
"""How much of what can be done here is listed before anything is typed."""


class Palette(QFrame):
    """A floating list over its window, with a line to type in."""

    def __init__(self, window: QWidget, actions: Actions, finder: Finder | None = None) -> None:
        super().__init__(window)
        self._window, self._actions, self._finder = window, actions, finder
        self._at_hand: Sequence[Action] = ()
        self._came_from: QWidget | None = None
        self._wants_first = False
        self.setProperty("guise", "floating")
        self.setAccessibleName(_("Commands and search"))
        self._line = SearchBox(_("Type a command, a case number, a name, a passport number…"))
        self._list = QListWidget()
        self._list.setAccessibleName(_("What was found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setProperty("guise", "bare")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        column.addWidget(self._line)
        column.addWidget(self._list, 1)
        column.addWidget(small(_("↑↓ move   ·   Enter run   ·   Esc close")))
        self._line.textChanged.connect(self._show_actions)
        self._line.asked.connect(self._ask)
        self._line.installEventFilter(self)
        self._list.itemClicked.connect(self._run)
        self.hide()

    def open_with(self, words: str = "") -> None:
        """Open the palette with `words` typed already, and remember where the focus was."""
        if not self.isVisible():
            self._came_from = QApplication.focusWidget()
            page = self._actions.front
            self._at_hand = () if page is None else find_at_hand(page)  # while it is as the officer left it
        self.stand()
        self._line.setText(words)
        self._show_actions(words)
        self._ask(words)
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stay(self) -> None:
        """Move to the middle of the window again after it was resized, if the palette is open."""
        if self.isVisible():
            self.stand()

    def stand(self) -> None:
        """Take the place in the middle of the window, under its top bar."""
        theme = current()
        width = min(theme.pixels(620), self._window.width() - 40)
        height = min(theme.pixels(400), self._window.height() - 120)
        self._list.setIconSize(QSize(theme.pixels(18), theme.pixels(18)))
        self.setGeometry((self._window.width() - width) // 2, theme.pixels(84), width, height)

    def close_quietly(self) -> None:
        """Close the palette and give the focus back to where it was."""
        self.hide()
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def texts(self) -> list[str]:
        """Return the lines that can be run, for tests and screen readers."""
        return [item.text() for item in self._items() if item.data(RUN)]

    def headings(self) -> list[str]:
        """Return the headings between them."""
        return [item.text() for item in self._items() if not item.data(RUN)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the line's keys move in the list while the line keeps the focus.

        When another widget of the window takes the focus, the palette closes.
        """
        if event.type() == QEvent.Type.FocusOut and not self.isActiveWindow():
            return False
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event.key())
        return super().eventFilter(watched, event)

    def _take_key(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        step = steps.get(Qt.Key(key))
        if step is not None:
            self._move(step)
        elif key == Qt.Key.Key_Escape:
            self.close_quietly()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            return False
        return True

    def _enter(self) -> None:
        """Run the line that is marked; where there is none yet, run the first that is found."""
        if self._list.currentItem() is not None:
            self._run(self._list.currentItem())
        else:
            self._wants_first = True
            self._ask(self._line.text().strip())

    def _show_actions(self, words: str) -> None:
        self._wants_first = False
        self._fill(words, ())

    def _ask(self, words: str) -> None:
        if self._finder is not None and words:
            self._finder(words, lambda results: self._show_results(words, results))

    def _show_results(self, words: str, results: Sequence[Result]) -> None:
        if words != self._line.text().strip():
            return
        row = self._list.currentRow()
        text, is_first = (self._list.item(row).text() if row >= 0 else ""), row <= 1
        self._fill(words, results)
        if words and not self._list.count():
            told = _("Nothing is found. Type fewer words, or only how one begins.")
            self._add_heading(told)
            speak(self._list, told)
        if not is_first:  # whoever has moved on already stays on their line
            self._choose(text)
        if self._wants_first and self.isVisible():
            self._wants_first = False
            self._run(self._list.currentItem())

    def _fill(self, words: str, results: Sequence[Result]) -> None:
        """Show what fits the words: what can be done here, other actions, what was found, help."""
        offered = self._actions.find_offered(words)
        here = [*(one for one in offered if one.page), *matching(self._at_hand, words)]
        self._list.clear()
        self._add_actions(
            _("Here: {page}").format(page=self._actions.names.get(self._actions.page, "")),
            here if words else here[:MOST_HERE],
        )
        self._add_actions(_("Actions"), [one for one in offered if not one.page and not one.is_help])
        group = ""
        for result in results:
            if result.group != group:
                group = result.group
                self._add_heading(group)
            self._add(f"{result.text}     {result.detail}", result.icon, result.run)
        self._add_actions(_("Help"), [one for one in offered if not one.page and one.is_help])
        self._move(1)

    def _add_actions(self, heading: str, actions: Sequence[Action]) -> None:
        if actions:
            self._add_heading(heading)
        for action in actions:
            text = _(action.text) + (f"     {action.shortcut}" if action.shortcut else "")
            self._add(text, action.icon, action.run)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(visible(words))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(current().font(12, is_strong=True))
        item.setForeground(current().colour("muted"))
        self._list.addItem(item)

    def _add(self, text: str, icon: str, run: Callable[[], object]) -> None:
        item = QListWidgetItem(current().icon(icon, "muted"), visible(text))
        item.setData(RUN, run)
        self._list.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _move(self, step: int) -> None:
        """Move by so many lines that can be run, over the headings between them."""
        rows = [row for row, item in enumerate(self._items()) if item.data(RUN)]
        if not rows:
            return
        here = self._list.currentRow()
        at = rows.index(here) + step if here in rows else 0
        row = rows[min(max(at, 0), len(rows) - 1)]
        self._list.setCurrentRow(row)
        if row == rows[0]:
            self._list.scrollToTop()

    def _choose(self, text: str) -> None:
        for row, item in enumerate(self._items()):
            if item.data(RUN) and item.text() == text:
                self._list.setCurrentRow(row)
                return

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(RUN):
            self.close_quietly()
            item.data(RUN)()
