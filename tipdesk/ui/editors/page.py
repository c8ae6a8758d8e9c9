"""The page on which one row is written: where one is, the form, what the draft says, and what can be done.

It emits what was pressed and shows what it is told. Escape goes back, and nothing typed is lost by it. `editing` sees
to drafts, saving and the trash.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.plain import set_name
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.below import Below
from tipdesk.ui.widgets.buttons import danger, plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import heading, muted
from tipdesk.ui.widgets.scrolled import scrolled


class EditorPage(QFrame):
    """The page with one form. `can_delete` says whether the row exists and may go to the trash.

    `save_pressed`, `trash_pressed` and `throw_pressed` (the draft) are emitted when these buttons are pressed, and
    `left` when the officer goes back.
    """

    save_pressed = Signal()
    left = Signal()
    trash_pressed = Signal()
    throw_pressed = Signal()

    def __init__(self, form: RecordForm, title: str, *, can_delete: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        set_name(self, title)
        self.form = form
        self._draft = muted()
        self._banner = Banner("", "info")
        self._banner.add_button(quiet(_("Throw it away"), icon="trash", pressed=self.throw_pressed.emit))
        self.save = primary(_("Save"), icon="device-floppy", pressed=self.save_pressed.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(quiet(_("Back"), icon="chevron-left", pressed=self.left.emit))
        top.addWidget(heading(title), 1)
        column.addLayout(top)
        card = Card()
        card.add(form)
        column.addWidget(scrolled(card), 1)
        self._banner.hide()
        column.addWidget(Below(self._banner, form.summary))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        if can_delete:
            foot.addWidget(danger(_("Move to trash"), icon="trash", pressed=self.trash_pressed.emit))
        foot.addWidget(self._draft, 1)
        foot.addWidget(plain(_("Leave"), pressed=self.left.emit))
        foot.addWidget(self.save)
        column.addLayout(foot)

    def show_draft(self, sentence: str) -> None:
        """Say how the draft stands: kept, or nothing to keep."""
        self._draft.setText(sentence)

    def show_recovered(self, sentence: str) -> None:
        """Say that what is shown was typed before and not saved; "" hides the sentence again."""
        self._banner.say(sentence, "info")
        self._banner.setVisible(bool(sentence))

    def show_saving(self, *, is_saving: bool) -> None:
        """Disable the Save button while a save is under way, so that it cannot be pressed twice."""
        self.save.setEnabled(not is_saving)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape, and save on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_pressed.emit()
        else:
            super().keyPressEvent(event)
