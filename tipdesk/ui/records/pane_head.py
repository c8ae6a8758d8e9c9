"""The head of the reading pane: what the row is, what must be seen of it at once, and where one can go from here.

It never scrolls, and has its height from the start; of a new row it says less and is lower. The title keeps its room:
pills that have none beside it are counted, and named in the tooltip of that count. A row that stands for good says so
here, and how it is corrected.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.domain.rules.closing import is_closed
from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.records.row_delegate import fitting
from tipdesk.ui.records.speaker import RowWords
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import icon_only, plain, quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import figures
from tipdesk.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from tipdesk.ui.records.pane_body import Reading

HEIGHT, HEIGHT_NEW, PILLS, LETTERS = 84, 44, 6, 18
GAP, LEFT, RIGHT = 8, 16, 12


class PaneHead(QFrame):
    """The head; `trash_pressed`, `restore_pressed` and `correct_pressed` are what its menu offers.

    `section_chosen` carries the place of a section chosen under *Go to*.
    """

    trash_pressed = Signal()
    restore_pressed = Signal()
    correct_pressed = Signal()
    section_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "pane-head")
        self._tag, self._title, self._told = figures(), ElidedLabel("pane-title"), ElidedLabel("muted")
        self._pills = [Pill() for _place in range(PILLS)]
        self.back = quiet(_("Back"), icon="chevron-left")
        self.before = icon_only(_("The one before (Alt+Up)"), "chevron-up")
        self.after = icon_only(_("The next one (Alt+Down)"), "chevron-down")
        self.correct = plain(_("Correct it beside"), icon="pencil", pressed=self.correct_pressed.emit)
        self.more = icon_only(_("More"), "dots")
        self._menu = QMenu(self.more)
        self._trash = self._menu.addAction(_("Move to trash"), self.trash_pressed.emit)
        self._restore = self._menu.addAction(_("Take out of the trash"), self.restore_pressed.emit)
        self.more.setMenu(self._menu)
        self._go = plain(_("Go to"), icon="list-check")
        self._sections = QMenu(self._go)
        self._go.setMenu(self._sections)
        self._has_steps, self._words = True, RowWords("")
        self._lay_out()
        self.show_back(is_shown=False)

    def show_row(self, reading: "Reading", *, can_correct: bool) -> None:
        """Show what a row is."""
        row, words = reading.row, reading.words
        self._tag.setText(words.tag)
        self._tag.setVisible(bool(words.tag))
        self._title.setText(words.title)
        self._words = words
        is_shut = is_closed(row)
        stands = _("It can no longer be changed.") if is_shut else ""
        family = _("Family {letter}").format(letter=words.family) if words.family else ""
        is_told = not reading.authored or reading.authored in words.below  # a note tells it already
        author = "" if is_told else _("Added {when_and_by}").format(when_and_by=reading.authored)
        self._told.show()
        self.setMinimumHeight(current().pixels(HEIGHT))
        self._told.setText("   ·   ".join(part for part in (stands, words.below, family, author) if part))
        can_write = reading.can_write and reading.can_put_away
        self._trash.setVisible(can_write and not is_shut and not row.deleted)
        self._restore.setVisible(can_write and row.deleted)
        self.more.setVisible(self._trash.isVisible() or self._restore.isVisible())
        self.correct.setVisible(reading.can_write and can_correct)
        self._show_steps(is_shown=True)
        self._fit()

    def show_new(self, title: str) -> None:
        """Show that a new row is being written."""
        self._tag.hide()
        self._title.setText(title)
        self._told.hide()
        self.setMinimumHeight(current().pixels(HEIGHT_NEW))
        self._words = RowWords(title)
        for part in (*self._pills, self.more, self.correct):
            part.hide()
        self._show_steps(is_shown=False)

    def show_back(self, *, is_shown: bool) -> None:
        """Offer the way back to the list, where the list is not beside the pane."""
        self.back.setVisible(is_shown)

    def offer_steps(self, *, is_offered: bool) -> None:
        """Offer the way to the row before and after, which only a row of a list has."""
        self._has_steps = is_offered
        self._show_steps(is_shown=True)

    def show_sections(self, names: Sequence[str]) -> None:
        """Offer a way to each of these sections, where there is no room for the index; none hides the offer."""
        self._sections.clear()
        for at, name in enumerate(names):
            self._sections.addAction(button_text(name), partial(self.section_chosen.emit, at))
        self._go.setVisible(bool(names))

    def first_button(self) -> QWidget:
        """Return what the focus goes to in the head: the way to the row before, or where there is none back."""
        return self.before if self._has_steps else self.back

    @property
    def last(self) -> QWidget:
        """What Tab comes to last in the head."""
        return self._go

    def words(self) -> str:
        """Return the title, and what stands below it."""
        return f"{self._title.text()}   ·   {self._told.text()}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many pills as leave the title its room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        others = (self.back, self._tag, self.correct, self.more, self.before, self.after)
        taken = sum(one.sizeHint().width() + GAP for one in others if not one.isHidden())
        shown = fitting(self._words, self.contentsRect().width() - LEFT - RIGHT - taken, LETTERS)
        rest = (
            "" if shown == self._words.pills else ", ".join(word for word, _tone in self._words.pills[len(shown) - 1 :])
        )
        for at, pill in enumerate(self._pills):
            word, tone = shown[at] if at < len(shown) else ("", "neutral")
            pill.show_state(word, tone)  # type: ignore[arg-type] # a tone, as every speaker gives it
            pill.setVisible(bool(word))
            told = rest if at == len(shown) - 1 else ""
            set_tip(pill, told)
            set_name(pill, told or word)

    def _show_steps(self, *, is_shown: bool) -> None:
        for button in (self.before, self.after):
            button.setVisible(is_shown and self._has_steps)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(GAP)
        first.addWidget(self.back)
        first.addWidget(self._tag)
        first.addWidget(self._title, 1)
        for pill in self._pills:
            first.addWidget(pill)
        for button in (self.correct, self.more, self.before, self.after):
            first.addWidget(button)
        second.addWidget(self._told, 1)
        second.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT, 5, RIGHT, 5)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
        self.setMinimumHeight(current().pixels(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # its pills widen no pane
