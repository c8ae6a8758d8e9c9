"""Missing and due on the summary of a case: the worst first, with why, and one button that does something about it.

What is met stays in its place with a green sign until the case is opened again, and from then on for a day. What has
come since the case was opened takes free room below the others; where there is none it is told in a number, and shown
when that is pressed, or when the page is turned to and it is graver. So nothing moves under the pointer.
"""

from collections.abc import Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.case.missing_items import Item, Severity
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import PlainLabel, muted
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.widgets.room import keep_room, take_away

LEAST, MOST = 2, 5
"""For how many lines there is room on the summary, and how many stand there."""
LINE, SIGN, BUTTON = 66, 18, 76
_SIGNS = {
    Severity.OVERDUE: ("alert-triangle", "danger"),
    Severity.MISSING: ("alert-triangle", "warn"),
    Severity.WARNED: ("clock", "warn"),
    Severity.RUNNING: ("clock", "muted"),
    Severity.MET: ("circle-check", "ok"),
}


class MissingCard(Card):
    """The card; `pressed` carries the subject of the item whose button was pressed."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Missing and due"), parent)
        self._items: list[Item] = []
        self._shown: list[Hashable] = []
        self._lines: dict[Hashable, MissingLine] = {}
        self._room, self._most, self._has_ended = 0, MOST, False
        self.pill = Pill("", "danger")
        self.more = quiet("", icon="refresh", pressed=self._show_more)
        self._none, self._ground = muted(_("Nothing is missing, and nothing is due.")), QWidget()
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        for one in (self.more, self.pill):
            keep_room(one)
            one.hide()
        self.add_beside(self.more)
        self.add_beside(self.pill)
        self.add(self._ground)

    def begin(self) -> None:
        """Choose anew what stands here when the case is shown next, because another case is coming."""
        for one in list(self._shown):
            self._drop(one)
        self._room, self._most = 0, MOST

    def show_items(self, items: Sequence[Item], *, has_ended: bool = False) -> None:
        """Show these items, given in their order; those that stand here already stay in their places.

        Those that are gone read as done, or where the case `has_ended` as asked for no more.
        """
        self._items, self._has_ended = list(items), has_ended
        found = {one.key: one for one in items}
        self._room = self._room or min(max(len(items), LEAST), self._most)
        came = [one for one in items if one.key not in self._shown]
        fitting = came[: max(self._room - len(self._shown), 0)]
        for item in fitting:
            self._shown.append(item.key)
            line = self._lines[item.key] = MissingLine()
            line.pressed.connect(self.pressed)
            self._column.insertWidget(self._column.count() - 1, line)
        for key in self._shown:
            line = self._lines[key]
            line.show_item(found[key] if key in found else line.met(has_ended=has_ended))
        self._say(len(came) - len(fitting))

    def showEvent(self, event: QShowEvent) -> None:
        """Let what is graver than a line that stands here take its place, while nobody has seen the page yet."""
        super().showEvent(event)
        hidden = [one.severity for one in self._items if one.key not in self._shown]
        shown = [item.severity for line in self._lines.values() if (item := line.item) is not None]
        if not event.spontaneous() and hidden and shown and min(hidden) < max(shown):
            items, most = self._items, self._most
            self.begin()
            self._most = most
            self.show_items(items, has_ended=self._has_ended)

    def line(self, place: int) -> "MissingLine":
        """Return the line that stands at a place."""
        return self._lines[self._shown[place]]

    def _say(self, hidden: int) -> None:
        over = sum(one.severity is Severity.OVERDUE for one in self._items)
        self.pill.setText(plural("{count} overdue", "{count} overdue", over))
        self.pill.setVisible(over > 0)
        self.more.setText(plural("{count} more: show", "{count} more: show", hidden))
        self.more.setVisible(hidden > 0)
        self._none.setVisible(not self._shown)
        self._ground.setMinimumHeight(current().pixels(LINE) * self._room)

    def _show_more(self) -> None:
        items, most = self._items, len(self._items)
        self.begin()
        self._most = max(most, MOST)
        self.show_items(items, has_ended=self._has_ended)

    def _drop(self, key: Hashable) -> None:
        self._shown.remove(key)
        take_away(self._column, self._lines.pop(key))


class MissingLine(QFrame):
    """One line: a sign, what is missing or due, why, and the button; `pressed` carries the subject of its item."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.item: Item | None = None
        self._sign, self._sentence, self._why = PlainLabel(), ElidedLabel("strong", 2), ElidedLabel("small")
        self.button = plain("", pressed=self._press)
        keep_room(self.button)
        self.button.setMinimumWidth(current().pixels(BUTTON))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._sentence)
        words.addWidget(self._why)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(current().pixels(LINE - 8))

    def show_item(self, item: Item) -> None:
        """Show an item as it stands now."""
        self.item = item
        current().dress(self._sign, *_SIGNS[item.severity], SIGN)
        self._sentence.setText(item.sentence)
        self._why.setText(item.why)
        self.button.setText(button_text(item.button))
        set_name(self.button, _("{button}: {what}").format(button=item.button, what=item.sentence))
        set_tip(self.button, item.sentence)
        if not item.button and self.button.hasFocus():
            self.focusNextChild()
        self.button.setVisible(bool(item.button))
        set_name(self, ". ".join(part for part in (item.sentence, item.why) if part))

    def met(self, *, has_ended: bool) -> Item:
        """Return the item of this line as it stands once it is missing or due no more, as where the case has ended."""
        item = self.item
        if item is None or item.severity is Severity.MET:
            return item or Item("", "", "", Severity.MET)
        why, about = _("No longer asked for: the case is closed") if has_ended else _("Done"), item.about
        return replace(item, sentence=about or item.sentence, why=why, severity=Severity.MET, button="", subject=None)

    def _press(self) -> None:
        if self.item is not None and self.item.subject is not None:
            self.pressed.emit(self.item.subject)
