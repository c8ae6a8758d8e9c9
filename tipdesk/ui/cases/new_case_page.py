"""The page of a new case: the case, one person if one is known, and which cases may be about the same already.

Who the person could be stands below their answers, in a place that is there from the start. Nothing must be filled in
but a neutral title, which is suggested. `NewCasing` seeks, keeps the draft and saves.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.similar.strip import HintStrip
from tipdesk.ui.sync.words import at_once_words
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.below import Below
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import heading, muted
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

CASE_FIELDS = ("title", "case_type", "risk_level", "report_channel", "summary")
PERSON_FIELDS = (
    "given_names",
    "family_name",
    "document_type",
    "document_number",
    "phone",
    "phone_safe",
    "birth_date",
    "age_basis",
    "citizenships",
)
"""What is asked of a person; paper and telephone become rows of their own (`services/case/tell_now`)."""


class NewCasePage(QFrame):
    """Two forms on one page: that of the case and that of a person.

    `save_pressed`, `send_pressed` (save and send at once) and `throw_pressed` (the draft) are emitted when these
    buttons are pressed, and `left` when the officer goes back. `hints` say who the person could be.
    """

    save_pressed = Signal()
    send_pressed = Signal()
    left = Signal()
    throw_pressed = Signal()

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.case = RecordForm(BY_NAME["Case"], wording, names=CASE_FIELDS)
        self.person = RecordForm(BY_NAME["Person"], wording, names=PERSON_FIELDS)
        self._recovered = Banner(_("This is what you typed before and did not save."), "info")
        self._recovered.add_button(quiet(_("Throw it away"), icon="trash", pressed=self.throw_pressed.emit))
        self.hints = HintStrip(can_link=True)
        self._draft, self._closing = muted(), muted()
        self.save = primary(_("Save case"), icon="device-floppy", pressed=self.save_pressed.emit)
        self.send = plain(_("Save and send at once"), icon="upload", pressed=self.send_pressed.emit)
        self._lay_out()

    def show_draft(self, sentence: str) -> None:
        """Say how the draft stands: kept, or nothing to keep."""
        self._draft.setText(sentence)

    def show_recovered(self, *, is_recovered: bool) -> None:
        """Say, or stop saying, that what is shown was typed before and not saved."""
        self._recovered.setVisible(is_recovered)

    def show_sending(self, held: int | None) -> None:
        """Offer to send at once, and say what that ends: the hold of `held` entries.

        None means that there is nowhere to send to, so that nothing is offered.
        """
        self.send.setVisible(held is not None)
        self._closing.setText(at_once_words(held or 0))
        self._closing.setVisible(bool(held))

    def show_saving(self, *, is_saving: bool) -> None:
        """Disable the buttons that save while a save is under way, so that they cannot be pressed twice."""
        for button in (self.save, self.send):
            button.setEnabled(not is_saving)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape, and save on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save.click()  # not while one is on its way already
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        person, case = Card(_("A person, if one is known")), Card(_("Case"))
        person.add(self.person)
        person.add(self.hints)
        case.add(self.case)
        inner = QWidget()
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(12)
        for card in (person, case):
            middle.addWidget(card)
        middle.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(quiet(_("All cases"), icon="chevron-left", pressed=self.left.emit))
        top.addWidget(heading(_("New case")), 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._draft, 1)
        foot.addWidget(plain(_("Leave"), pressed=self.left.emit))
        foot.addWidget(self.send)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(scrolled(inner), 1)
        column.addWidget(Below(self.person.summary, self.case.summary, self._recovered, self._closing))
        column.addLayout(foot)
        self.show_sending(None)
        self._recovered.hide()
