"""What the page of a worry shows: the sheet, what is known already of the same names, and what can be done with it.

It speaks the task's words. No answer is needed to save, and none is refused. F8 shows only what the person may read, F9
goes to the numbers, Ctrl+Enter sends. Keeping, saving and searching are the presenter's part.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.similar.strip import HintStrip
from tipdesk.ui.sync.words import at_once_words
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import icon_only, plain, primary, quiet
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.one_line import OneLine
from tipdesk.ui.widgets.visited_page import VisitedPage
from tipdesk.ui.worry.sheet import WorrySheet

UNBOUND = 16_777_215


class WorryView(VisitedPage):
    """The page on which a worry is written.

    `changed` is emitted when an answer changes. `send_pressed`, `only_pressed` and `stop_pressed` carry the answers,
    for sending to the duty officer, sending to some people only, and saving without asking to send. `empty_pressed` and
    `quiet_pressed` say that their buttons were pressed. `rang` carries a line and what came of the call, `turned` what
    the page should begin as. `shown` and `left` are emitted when the page comes to the front and goes out of sight.
    `hints` say who the person could be.
    """

    changed = Signal()
    send_pressed = Signal(object)
    only_pressed = Signal(object)
    stop_pressed = Signal(object)
    empty_pressed = Signal()
    quiet_pressed = Signal()
    rang = Signal(object, str)
    turned = Signal(object)

    def __init__(self, codes: CodeBook, language: str, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.hints = HintStrip(is_line=True, can_link=True)
        self._kept, self._closing = OneLine(), OneLine(large=2)
        foot = QFrame()
        self.sheet = WorrySheet(codes, language, now, foot=foot)
        self.sheet.changed.connect(self.changed)
        self.sheet.rang.connect(self.rang)
        self.questions, self.problems, self.ring = self.sheet.questions, self.sheet.problems, self.sheet.ring
        self._lay_foot(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.sheet, 1)
        self._order()
        for keys, deed in (
            ("Ctrl+Return", self._send),
            ("Ctrl+Enter", self._send),
            ("F8", self.quiet_pressed.emit),
            ("F9", self.ring.focus_first),
        ):
            pressed = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            pressed.activated.connect(deed)

    @property
    def is_urgent(self) -> bool:
        """Whether the page was begun as something urgent."""
        return self.sheet.is_urgent

    @property
    def is_quiet(self) -> bool:
        """Whether the page shows only what the person may read."""
        return self.sheet.is_quiet

    def turn_to(self, subject: object) -> None:
        """Ask to begin as something urgent, or as usual."""
        self.turned.emit(subject)

    def show_quiet(self, *, is_quiet: bool) -> None:
        """Show only what the person may read, or everything again; nothing moves."""
        self.sheet.show_quiet(is_quiet=is_quiet)
        for button, _loud, neutral in self._named:
            if is_quiet:
                button.setFixedSize(button.size())
                button.setText(neutral)
                set_name(button, neutral.replace("&", ""))
            else:
                button.setMinimumSize(0, 0)
                button.setMaximumSize(UNBOUND, UNBOUND)
        self._word()
        self._closing.setVisible(not is_quiet)
        self.hints.show_quiet(is_quiet=is_quiet)

    def show_kept(self, sentence: str) -> None:
        """Say when the page was kept."""
        self._kept.setText(sentence)

    def show_closing(self, count: int) -> None:
        """Say what sending at once would end: the time to withdraw `count` entries that were written before."""
        self._closing.setText(at_once_words(count) if count > 0 else "")

    def show_refusal(self, problem: TipdeskError) -> None:
        """Say why the worry could not be saved, and let the officer press again."""
        self.sheet.show_refusal(problem)
        self.show_saving(is_saving=False)

    def show_saving(self, *, is_saving: bool) -> None:
        """Switch the buttons off while the page is being saved, so that nothing is pressed twice, or on again."""
        for button in self._buttons:
            button.setEnabled(not is_saving)

    def go_on(self) -> None:
        """Go on with the page as it was, because the officer thought better of choosing people."""
        self.show_saving(is_saving=False)
        self._only.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, draft: Mapping[str, object], *, is_urgent: bool) -> None:
        """Show a draft, or an empty page where the draft is empty."""
        self.sheet.fill(draft, is_urgent=is_urgent)
        self.hints.show_hints((), is_sought=False)
        self.show_saving(is_saving=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose shorter words for the buttons where the window is narrow."""
        super().resizeEvent(event)
        self._word()

    def focus_first(self) -> None:
        """Give the first question the focus."""
        self.sheet.focus_first()

    def _lay_foot(self, foot: QFrame) -> None:
        column = QVBoxLayout(foot)
        column.setContentsMargins(14, 4, 12, 2)
        column.setSpacing(2)
        row = QHBoxLayout()
        box = QWidget()
        flow = Flow(box, gap=8)
        send, only, stop = _("Send to &duty officer"), _("Send to these people &only"), _("&Save and stop")
        self._send_button = primary(send, icon="upload", pressed=self._send)
        set_tip(self._send_button, _("Ctrl+Enter"))
        self._only = plain(only, icon="lock", pressed=lambda: self._press(self.only_pressed.emit))
        self._stop = plain(stop, icon="device-floppy", pressed=lambda: self._press(self.stop_pressed.emit))
        self._named = (
            (self._send_button, (send, send), _("&Done")),
            (self._only, (only, _("To these people &only")), _("D&one, for some")),
            (self._stop, (stop, stop), _("&Save")),
        )
        self._buttons = [self._send_button, self._only, self._stop]
        for button in self._buttons:
            flow.addWidget(button)
        row.addWidget(box, 1)
        self._empty = quiet(_("Empty"), icon="trash", pressed=self.empty_pressed.emit)
        self._empty.setAccessibleName(_("Empty the page"))
        set_tip(self._empty, _("Empty the page"))
        self._buttons.append(self._empty)
        self._hide = icon_only(
            _("Quiet: only what the person may read (F8)"), "eye-off", pressed=self.quiet_pressed.emit
        )
        column.addWidget(self.hints)
        row.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._hide, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        told = QHBoxLayout()
        for part, share in ((self._kept, 2), (self.problems, 4)):
            told.addWidget(part, share)
        column.addLayout(told)
        column.addWidget(self._closing)  # with room of its own: cut, it would not say what is ended
        policy = self._closing.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._closing.setSizePolicy(policy)

    def _word(self) -> None:
        if not self.is_quiet:
            is_tight = self.sheet.is_tight
            for button, (loud, short), _neutral in self._named:
                button.setText(short if is_tight else loud)
                set_name(button, loud.replace("&", ""))
            self._empty.setText("" if is_tight else _("Empty"))

    def _order(self) -> None:
        """Let Tab go from the questions to the buttons, and then to the numbers."""
        last: QWidget = self.questions.paper.editors["written_at"].line
        for button in self._buttons:
            self.setTabOrder(last, button)
            last = button
        for hinted in self.hints.buttons():
            self.setTabOrder(last, hinted)
            last = hinted
        self.setTabOrder(last, self._hide)
        last = self._hide
        for card in self.ring.cards:
            self.setTabOrder(last, card.rings)
            last = card.rings

    def _send(self) -> None:
        if self._send_button.isEnabled():
            self._press(self.send_pressed.emit)

    def _press(self, say: Callable[[dict[str, object]], object]) -> None:
        self.show_saving(is_saving=True)
        say(self.questions.answers())
