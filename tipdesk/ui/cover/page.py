"""The neutral page over a covered screen.

It shows the time of day and a line for the PIN, and nothing that tells what lies under it. What is typed is hidden and
handed on, not kept, and nothing can be pressed twice while it is checked.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.cover.sheet import neutral_title
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.unlock.passphrase_edit import PassphraseEdit
from tipdesk.ui.unlock.view import TRAINING_KEY, training_offer
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import digits

CARD_PIXELS = 340
EVERY_MS = 5_000


class CoverPage(QWidget):
    """A window without a frame; `time` returns the time of day as it is shown.

    `entered` carries what was typed, and `lock_pressed` asks to lock.
    """

    entered = Signal(str)
    lock_pressed = Signal()

    def __init__(self, time: Callable[[], str]) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(neutral_title())
        self.setAccessibleName(neutral_title())
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setProperty("guise", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._time, self._is_over = time, False
        self._hours = digits()
        self._hours.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hours.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.edit = PassphraseEdit()
        self.field = FieldFrame("pin", _("&PIN or passphrase"), self.edit, can_be_missing=False)
        self._continue = primary(_("&Continue"), pressed=self._press)
        self._lay_out()
        self.edit.entered.connect(self._press)
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self._tell_time)

    def begin(self) -> None:
        """Show the page afresh, with an empty line that has the cursor."""
        self._is_over = False
        self.show_busy(is_busy=False)
        self.field.set_problem(None)
        self.edit.conceal()
        self._tell_time()
        self._clock.start()
        self.edit.line.setFocus()

    def offer_training(self, passphrase: str) -> None:
        """Offer the passphrase of a home for training by one key, as its unlock window does."""
        button = plain(training_offer(), icon="keyboard", pressed=partial(self._use, passphrase))
        button.setShortcut(TRAINING_KEY)
        self._column.addWidget(button)

    def end(self) -> None:
        """Hide the page, and forget what was typed."""
        self._is_over = True
        self._clock.stop()
        self.edit.conceal()
        self.hide()

    def show_busy(self, *, is_busy: bool) -> None:
        """Switch the page off while an answer is checked, so that nothing is pressed twice, or on again."""
        self._continue.setEnabled(not is_busy)
        self.edit.line.setReadOnly(is_busy)

    def show_refusal(self, sentence: str) -> None:
        """Say why the screen stays covered, and let the officer type again."""
        self.show_busy(is_busy=False)
        self.edit.conceal()
        self.field.refuse(sentence)
        self.edit.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lock on Ctrl+L; Escape and every other key do nothing."""
        if event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.lock_pressed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refuse to be closed while the screen is covered; whoever tries to locks."""
        event.setAccepted(self._is_over)
        if not self._is_over:
            self.lock_pressed.emit()

    def _lay_out(self) -> None:
        box = QWidget()
        box.setFixedWidth(current().pixels(CARD_PIXELS))
        self._column = column = QVBoxLayout(box)
        column.setSpacing(14)
        column.addWidget(self._hours)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(quiet(_("&Lock"), icon="lock", pressed=self.lock_pressed.emit))
        row.addStretch(1)
        row.addWidget(self._continue)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)

    def _tell_time(self) -> None:
        self._hours.setText(self._time())

    def _use(self, passphrase: str) -> None:
        if self._continue.isEnabled():
            self.edit.line.setText(passphrase)
            self._press()

    def _press(self) -> None:
        if self._continue.isEnabled() and self.edit.line.text():
            self.entered.emit(self.edit.line.text())
