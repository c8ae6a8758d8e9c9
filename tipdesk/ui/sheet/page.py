"""The page that a sheet stands on: the sheet, the way back, and a foot that tells about the cell.

The foot has its room from the start: the keys, why a cell was refused or is in dispute, when a row was saved last.
Escape goes from what stands around to the sheet, and from the sheet to the way back.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tipdesk.ui.sheet.grid import Grid
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import icon_only, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import small


class SheetPage(QFrame):
    """The page; `way_back` names the button that leaves it.

    `turned` carries the id of what is to be shown. `came` and `hidden` say that the page comes into sight and goes.
    """

    left = Signal()
    turned = Signal(object)
    came = Signal()
    hidden = Signal()
    undo_pressed = Signal()

    def __init__(self, grid: Grid, way_back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.grid, self.title = grid, ElidedLabel("strong")
        self.back = icon_only(way_back, "chevron-left", pressed=self.left.emit)
        self.undo = quiet(_("Und&o"), icon="arrow-back-up", pressed=self.undo_pressed.emit)
        self.about, self.saved, self.problem = ElidedLabel("body"), small(), Banner("", "danger")
        self.problem.keep_room(1)
        self.problem.hide()
        self.show_saved("", can_undo=False)
        grid.escaped.connect(self._escape)
        self.add_key("Ctrl+Z", self.undo.click)

    def turn_to(self, subject: object) -> None:
        """Show the sheet of what is given by its id: whoever opens the page says which."""
        self.turned.emit(subject)

    def show_about(self, sentence: str, *, is_grave: bool = False) -> None:
        """Tell about the cell that has the cursor; what is wrong with it is spoken too."""
        self.about.setText(sentence)
        dye(self.about, "guise", "error" if is_grave else "body")
        if is_grave:
            speak(self.grid, sentence)

    def show_saved(self, words: str, *, can_undo: bool) -> None:
        """Say when a row was saved last."""
        self.saved.setText(words)
        self.undo.setEnabled(can_undo)

    def show_problem(self, sentence: str) -> None:
        """Say why the sheet or a row as a whole was refused; "" takes the sentence away."""
        if sentence:
            self.problem.say(sentence, "danger")
            speak(self.problem, sentence)
        self.problem.setVisible(bool(sentence))

    def add_key(self, keys: str, pressed: Callable[[], object]) -> None:
        """Bind a key that works anywhere on the page."""
        action = QAction(self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(pressed)
        self.addAction(action)

    def add_foot(self, card: Card, keys: str) -> None:
        """End a card with the sheet, what is told of a cell, the keys, and what was saved last."""
        line = ElidedLabel("small")
        line.setText(keys)
        card.add(self.grid, 1)
        card.add(self.about)
        foot = QHBoxLayout()
        foot.addWidget(line, 1)
        foot.addWidget(self.saved)
        foot.addWidget(self.undo)
        card.column.addLayout(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the sheet on Escape from whatever stands around it."""
        if event.key() == Qt.Key.Key_Escape:
            self.grid.enter()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the sheet the focus when the page comes to the front."""
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()
            self.grid.enter()

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `hidden`, so that the row that is being written is saved at once."""
        super().hideEvent(event)
        self.hidden.emit()

    def _escape(self, is_forwards: bool) -> None:  # noqa: FBT001 - what the signal carries
        (self.undo if is_forwards and self.undo.isEnabled() else self.back).setFocus(Qt.FocusReason.TabFocusReason)
