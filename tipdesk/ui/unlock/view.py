"""What the unlock window shows. It emits `unlock_pressed` and knows neither keys nor store.

The passphrase has the focus from the start. A refusal stands beside the line, which keeps the focus with its text
selected. Unlocking is the presenter's part.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_title
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.typed_ahead import TypedAhead
from tipdesk.ui.unlock.passphrase_edit import PassphraseEdit
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import PlainLabel, muted, small, title
from tipdesk.ui.widgets.scrolled import centred, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QPushButton

CARD_PIXELS, ROW_PIXELS, FOOT_PIXELS = 440, 44, 22
ROW_PLACE = 2
"""Where the deeds without login stand in the column: under the card."""
TRAINING_KEY = "F2"
PAGE_PIXELS = (1000, 680)
"""What a page in place of the passphrase needs at least."""


def training_words(passphrase: str) -> str:
    """Return the banner of a store for training: what it is, and the passphrase that opens it."""
    return _("Training: every person here is invented. The passphrase is “{words}”.").format(words=passphrase)


def training_offer() -> str:
    """Return the words of the button that answers with the passphrase of a home for training."""
    return _("Use the training passphrase · {key}").format(key=TRAINING_KEY)


class UnlockView(QWidget):
    """The window with the line for the passphrase.

    `unlock_pressed` and `send_pressed` carry the login ("" for the only officer) and the passphrase; `help_pressed`
    says that the officer cannot unlock, and `version_pressed` asks what program this is. `foot` is the row at the lower
    edge, with the version last.
    """

    unlock_pressed = Signal(str, str)
    send_pressed = Signal(str, str)
    help_pressed = Signal()
    version_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Unlock · TIPdesk"))
        self.setMinimumSize(560, 480)
        self.resize(760, 600)
        self.setProperty("guise", "page")
        self.edit = PassphraseEdit()
        self.passphrase = FieldFrame("passphrase", _("&Passphrase"), self.edit, can_be_missing=False)
        self._button = primary(_("&Unlock"), icon="lock", pressed=self._press)
        self._offered: dict[str, QPushButton] = {}
        page = QWidget()
        self._lay_out(page)
        self._door = scrolled(page)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._door)
        self._page: QWidget | None = None
        self._typed_ahead = TypedAhead(self)
        self.edit.line.textEdited.connect(lambda _text: self._typed_ahead.forget())
        self.edit.entered.connect(self._press)

    @cached_property
    def officer(self) -> FieldFrame:
        """The field for the login, made when it is first needed: hardly any PC has several officers at once."""
        from tipdesk.ui.widgets.text_edit import TextEdit

        frame = FieldFrame("officer", _("&Officer"), TextEdit(most=40), can_be_missing=False)
        self._inner.insertWidget(self._inner.indexOf(self.passphrase), frame)
        frame.hide()
        self.setTabOrder(frame.editor.faces[0], self.edit.line)
        return frame

    def complete(self) -> None:
        """Add what need not be there when the window is first painted: the hint of Caps Lock and the line for notes."""
        self._caps, self._note = small(_("Caps Lock seems to be on.")), muted()
        for part, below in ((self._caps, self.passphrase), (self._note, self._button)):
            self._inner.insertWidget(self._inner.indexOf(below) + 1, part)
            part.hide()
        self.edit.caps_seen.connect(self._caps.setVisible)

    def show_deeds(self, row: QWidget) -> None:
        """Put what can be done without login where room was kept for it, and the way to help at the foot."""
        room = self._outer.takeAt(ROW_PLACE)
        row.setFixedHeight(room.sizeHint().height() if room else row.sizeHint().height())
        self._outer.insertWidget(ROW_PLACE, row)
        row.show()
        from tipdesk.ui.widgets.buttons import quiet

        way = quiet(_("&Cannot unlock?"), icon="help", pressed=self.help_pressed.emit)
        way.setProperty("guise", "foot")
        self.foot.insertWidget(0, way)
        way.show()

    def bring(self, page: QWidget) -> None:
        """Show a page in place of the passphrase, and give the window the title of the page."""
        if page is not self._page:
            self.bring_back()
            self._page = page
            self._column.addWidget(page)
        from tipdesk.ui.screen_fit import fit

        self._door.hide()
        self.resize(self.size().expandedTo(QSize(*PAGE_PIXELS)))
        fit(self)
        set_title(self, page.windowTitle())
        page.show()

    def bring_back(self) -> None:
        """Show the passphrase again in place of a page."""
        if self._page is not None:
            self._page.hide()
            self._column.removeWidget(self._page)
            self._page = None
        self._door.show()
        self.setWindowTitle(_("Unlock · TIPdesk"))
        self.edit.line.setFocus()

    def _lay_out(self, page: QWidget) -> None:
        self._card = card = Card()
        card.setFixedWidth(current().pixels(CARD_PIXELS))
        self._inner = card.column
        self._inner.setContentsMargins(28, 24, 28, 24)
        self._inner.setSpacing(14)
        brand = QHBoxLayout()
        sign = PlainLabel()
        current().dress(sign, "shield", "accent", 34)
        brand.addWidget(sign)
        brand.addWidget(title("TIPdesk"), 1)
        self._inner.addLayout(brand)
        self._told = muted(_("This PC holds records of people at risk. Unlock it with your passphrase."))
        card.add(self._told)
        card.add(self.passphrase)
        card.add(self._button)
        self._outer = outer = QVBoxLayout(page)
        outer.setContentsMargins(24, 24, 24, 16)
        outer.addStretch(1)
        outer.addLayout(centred(card))
        outer.addSpacing(current().pixels(ROW_PIXELS))
        outer.addStretch(2)
        self.foot = foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addStrut(current().pixels(FOOT_PIXELS))  # what comes into it later moves nothing above it
        outer.addLayout(foot)

    def ask_officer(self) -> None:
        """Ask which officer unlocks, because this PC has several."""
        self.officer.show()
        if not self.edit.line.text():
            self.officer.setFocus()

    def show_banner(self, sentence: str, passphrase: str = "") -> None:
        """Say above the passphrase something that is to be known before it is typed.

        `passphrase` is that of a home for training, and is offered by one key; no other home has one that is known.
        """
        from tipdesk.ui.widgets.banner import Banner

        self._inner.insertWidget(1, Banner(sentence, "info"))
        if passphrase:
            self._told.setText(_("Nothing in these records is real. Unlock them with the passphrase above."))
            self._offer("training", training_offer(), "keyboard", partial(self._use, passphrase))
            self._offered["training"].setShortcut(TRAINING_KEY)

    def _use(self, passphrase: str) -> None:
        """Unlock with the passphrase of a training home, as if it had been typed."""
        if self._button.isEnabled():
            self.edit.line.setText(passphrase)
            self._press()

    def show_busy(self, *, is_busy: bool) -> None:
        """Switch the window off while the key is computed, so that nothing is pressed twice, or on again.

        A shortcut that is pressed meanwhile, or just before, is for the window that comes.
        """
        self._button.setEnabled(not is_busy)
        self._button.setText(_("Unlocking…") if is_busy else _("&Unlock"))
        self.edit.line.setReadOnly(is_busy)
        if is_busy:
            self.passphrase.set_problem(None)
        else:
            self._typed_ahead.forget()

    def show_checking(self, number: int, count: int) -> None:
        """Say which check of how many is made.

        After a crash or a power cut every check is made, which may take some seconds.
        """
        self._button.setText(_("Checking the records: {number} of {count}…").format(number=number, count=count))

    def show_refusal(self, sentence: str, *, is_helpless: bool = False) -> None:
        """Say beside the line why it did not open, and let the passphrase be typed again.

        `is_helpless` means that another try may not do, so that help is offered too.
        """
        self.show_busy(is_busy=False)
        self.passphrase.refuse(sentence)
        if is_helpless:
            self._offer_help()
        self.edit.line.selectAll()
        self.edit.line.setFocus()

    def show_wait(self, seconds: int) -> None:
        """Let nothing be tried for so many seconds, and count them down."""
        from tipdesk.ui.unlock.waiting import Waiting

        self.show_busy(is_busy=False)
        self._button.setEnabled(False)
        Waiting(seconds, self._tell_wait, self)

    def _tell_wait(self, seconds: int) -> None:
        left = f"{seconds // 60}:{seconds % 60:02d}"
        self.passphrase.set_problem(
            _("Too many wrong passphrases. The next try is in {left}.").format(left=left) if seconds else None
        )
        self._button.setText(_("Wait {left}").format(left=left) if seconds else _("&Unlock"))
        self._button.setEnabled(not seconds)

    def show_version(self, version: str) -> None:
        """Say which version this is, once the window is there, and lead from there to all that is to know of it."""
        from tipdesk.ui.widgets.buttons import quiet

        way = quiet(_("&Version {version}").format(version=version), pressed=self.version_pressed.emit)
        way.setProperty("guise", "foot")
        self.foot.addWidget(way)
        way.show()

    def show_note(self, sentence: str) -> None:
        """Say something that is no refusal, and let the officer go on."""
        self.show_busy(is_busy=False)
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def offer_send(self) -> None:
        """Let an officer who may not come in send what waits here all the same."""
        self._offer("send", _("&Send what waits here"), "upload", self._press_send)

    def _offer_help(self) -> None:
        """Show beside a refusal a button that leads to help."""
        self._offer("help", _("What can &I do?"), "help", self.help_pressed.emit)

    def _offer(self, deed: str, text: str, icon: str, pressed: Callable[[], object]) -> None:
        if deed not in self._offered:
            from tipdesk.ui.widgets.buttons import plain

            button = self._offered[deed] = plain(text, icon=icon, pressed=pressed)
            self._inner.addWidget(button)
            button.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the line of the passphrase the focus, since typing it is the first thing to do."""
        super().showEvent(event)
        self.edit.line.setFocus()

    def _press(self) -> None:
        given = self._given()
        if given is not None:
            self.unlock_pressed.emit(*given)

    def _press_send(self) -> None:
        given = self._given()
        if given is not None:
            self.send_pressed.emit(*given)

    def _given(self) -> tuple[str, str] | None:
        """Return login and passphrase, or None where one is missing, which is said beside its field."""
        if not self._button.isEnabled():
            return None
        login = str(self.officer.value() or "")
        if self.officer.isVisible() and not login:
            self.officer.refuse(_("Say which officer unlocks."))
            self.officer.setFocus()
            return None
        self.officer.set_problem(None)
        passphrase = self.edit.line.text()
        if not passphrase:
            self.show_refusal(_("Type your passphrase."))
            return None
        return login, passphrase
