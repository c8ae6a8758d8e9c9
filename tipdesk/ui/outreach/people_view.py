"""The participants of a session on the screen: what it came to, the sheet, and a foot that tells about the cell.

The foot has its room from the start: the keys, why a cell was refused, when a row was saved last. The page emits what
was pressed and shows what it is told.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.outreach.people_model import PeopleModel, people_shape
from tipdesk.ui.sheet.grid import Grid
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import icon_only, plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, small
from tipdesk.ui.widgets.progress_card import ProgressCard


class PeopleView(QFrame):
    """The page; `turned` carries the id of the session to show, `came` and `hidden` that it comes and goes."""

    left = Signal()
    turned = Signal(object)
    came = Signal()
    hidden = Signal()
    paste_pressed = Signal()
    certificates_pressed = Signal()
    print_pressed = Signal()
    undo_pressed = Signal()

    def __init__(self, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.model, self.grid = model, Grid(model, people_shape())
        self.title, self.figures = ElidedLabel("strong"), body("")
        self.back = icon_only(_("Back to the sessions"), "chevron-left", pressed=self.left.emit)
        self.paste = plain(_("&Paste…"), icon="note", pressed=self.paste_pressed.emit)
        self.certificates = primary(_("&Certificates…"), icon="circle-check", pressed=self.certificates_pressed.emit)
        self.print = plain(_("P&rint the session…"), icon="printer", pressed=self.print_pressed.emit)
        self.undo = quiet(_("Und&o"), icon="arrow-back-up", pressed=self.undo_pressed.emit)
        self.about, self.saved, self.problem = ElidedLabel("body"), small(), Banner("", "danger")
        self.progress = ProgressCard(_("Paper"))
        self._lay_out()
        for keys, pressed in (("Ctrl+Z", self.undo.click), ("F6", self._go_round)):
            action = QAction(self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(pressed)
            self.addAction(action)
        self.grid.escaped.connect(lambda _forwards: self.back.setFocus(Qt.FocusReason.TabFocusReason))

    def turn_to(self, subject: object) -> None:
        """Show the participants of a session, given by its id: whoever opens the page says which."""
        self.turned.emit(subject)

    def show_title(self, title: str, *, can_write: bool, can_give: bool) -> None:
        """Name the session, and offer what the officer may do."""
        self.title.setText(title)
        self.paste.setEnabled(can_write)
        self.certificates.setEnabled(can_give)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the page on Escape from what stands around the sheet."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
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

    def _go_round(self) -> None:
        """Go from the sheet to what stands above it, and back."""
        if self.grid.has_focus():
            self.back.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.grid.enter()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        card = Card()
        card.column.setContentsMargins(12, 10, 12, 8)
        card.column.setSpacing(8)
        bar = Flow(gap=8)
        for button in (self.certificates, self.paste, self.print):
            bar.addWidget(button)
        card.column.addLayout(bar)
        card.add(self.figures)
        card.add(self.grid, 1)
        card.add(self.about)
        foot = QHBoxLayout()
        foot.addWidget(_keys(), 1)
        foot.addWidget(self.saved)
        foot.addWidget(self.undo)
        card.column.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(card, 1)
        column.addWidget(self.progress)
        column.addWidget(self.problem)
        self.problem.keep_room(1)
        self.problem.hide()
        self.show_saved("", can_undo=False)


def _keys() -> ElidedLabel:
    """Return the line that names the keys."""
    line = ElidedLabel("small")
    line.setText(_("Enter next person · Tab next cell · Space, Y, N tick · Ctrl+D as above · Ctrl+V pastes rows"))
    return line
