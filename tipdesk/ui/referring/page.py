"""The page *Refer* on the screen: what is asked at the left, what they will read at the right, and *Send* at the foot.

The rules have their place under the letter. The page emits what was pressed and shows what it is told; `Referring`
does the rest.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.gates.rules_panel import RulesPanel
from tipdesk.ui.plain import set_name
from tipdesk.ui.referring.answers import Frames
from tipdesk.ui.referring.asking_form import AskingForm
from tipdesk.ui.referring.basis_box import BasisBox
from tipdesk.ui.referring.fields_box import FieldsBox
from tipdesk.ui.referring.letter_view import LetterView
from tipdesk.ui.referring.recipients_box import RecipientsBox
from tipdesk.ui.round import Part
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.labels import heading, muted, small
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LEFT, RIGHT = 5, 4
RULES, LEAST_RULES = 260, 156
"""The most pixels of the rules, and the fewest with which all that can be done about one of them is seen."""


class ReferPage(QFrame):
    """The page. `left` is emitted when the officer goes back, and `hidden` when it goes out of sight by any way."""

    left = Signal()
    hidden = Signal()
    send_pressed = Signal()
    propose_pressed = Signal()

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        set_name(self, _("Refer"))
        self.back = quiet(_("Back"), icon="chevron-left", pressed=self.left.emit)
        self.asking, self.recipients, self.fields = AskingForm(wording), RecipientsBox(), FieldsBox()
        self.basis, self.letter = BasisBox(wording), LetterView()
        self.rules = RulesPanel(wording, keeps_room=False)
        self.send = primary(_("&Send"), icon="upload", pressed=self.send_pressed.emit)
        self.propose = plain(_("Pro&pose it to somebody who may send it"), pressed=self.propose_pressed.emit)
        self._draft, self._problem = small(""), Banner("", "danger")
        self._said = muted(_("One letter to one agency. They read what you see on the right, and nothing else."))
        self.stack, self._ask = QStackedWidget(), QWidget()
        self._over: QWidget | None = None
        self._before: QWidget | None = None
        self.rules.hide()
        self._lay_out()
        self.chain()

    @property
    def frames(self) -> Frames:
        """Return the questions that have a frame of their own, by the names of their fields."""
        return {**self.asking.frames, **self.basis.frames}

    def show_draft(self, words: str) -> None:
        """Say how the draft stands."""
        self._draft.setText(words)

    def show_over(self, page: QWidget) -> None:
        """Show something in the place of what is asked, until `close_over`."""
        self.close_over()
        self._over, self._before = page, self.window().focusWidget()
        self._said.hide()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def close_over(self) -> None:
        """Show again what is asked, with the focus where it was; what the rules said is asked anew by sending it."""
        over, self._over = self._over, None
        if over is not None:
            self.stack.removeWidget(over)
            over.hide()
            over.deleteLater()
            self.rules.hide()
        self._said.show()
        self.stack.setCurrentIndex(0)
        if over is not None:
            before = self._before
            is_there = before is not None and isValid(before) and before.isVisible() and self._ask.isAncestorOf(before)
            (before if is_there and before else self.send).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, problem: TipdeskError) -> None:
        """Say why it was not done: beside the answers that are named, else at the foot."""
        told = {one.path.rpartition(".")[2]: one.text(_) for one in problem.fields}
        frames = self.frames
        shown = [name for name in (*frames, "agency") if name in told]
        for name in reversed(shown):
            (frames[name].refuse if name in frames else self.recipients.refuse)(told[name])
        if not shown:
            self._problem.refuse(problem.text(_))

    def lead_to(self, names: Sequence[str], sentence: str) -> bool:
        """Lead to the first of these answers that is asked here, and say why; tell whether there is one."""
        frames = self.frames
        for name in names:
            if name in frames:
                frames[name].refuse(sentence)
            elif name == "agency":
                self.recipients.refuse(sentence)
            elif name == "fields_shared" and self.fields.boxes:
                next(iter(self.fields.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                continue
            return True
        return False

    def clear_problem(self) -> None:
        """Take away what was said at the foot."""
        self._problem.hide()

    def chain(self) -> None:
        """Let Tab go from the top down: what is asked, to whom, what they read, the basis, the letter, the foot."""
        for before, after in pairwise([*self.asking.faces(is_later=False), self.recipients.list]):
            self.setTabOrder(before, after)
        last, later = self.fields.chain_after(self.recipients.list), self.asking.faces(is_later=True)
        for before, after in pairwise([last, *self.basis.faces(), *later, self.letter, self.send, self.propose]):
            self.setTabOrder(before, after)
        self.rules.chain_after(self.send, self.propose)

    def focus_first(self) -> None:
        """Move the focus to the first question that has no answer yet."""
        answers: Mapping[str, object] = self.asking.answers()
        name = next((one for one in self.asking.frames if one in ("person", "service") and not answers.get(one)), None)
        (self.asking.frames[name] if name else self.recipients.list).setFocus(Qt.FocusReason.TabFocusReason)

    def parts(self) -> list[Part]:
        """Return the parts of the page, for the key that goes round them: what is asked, the letter, and the foot."""
        if self._over is not None:
            return [[self._over, self.back]]
        return [[self._left, self.back], [self.letter], [self.send, self.propose, self.rules]]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send on Ctrl+Enter, and go back on Escape; what is typed stays as a draft."""
        is_sending = event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_sending and self._over is None:
            self.send_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `hidden`."""
        super().hideEvent(event)
        self.hidden.emit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(heading(_("Refer")))
        top.addWidget(self._said, 1)
        top.addStretch(0)
        self._lay_asked()
        self.stack.addWidget(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.stack, 1)

    def _questions(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 12, 2)
        column.setSpacing(8)
        for words, widget in (
            (_("What is needed"), self.asking),
            (_("To whom"), self.recipients),
            (_("What they may read"), self.fields),
            (_("On which legal basis"), self.basis),
            (_("More"), self.asking.later),
        ):
            column.addWidget(heading(words))
            column.addWidget(widget)
        column.addStretch(1)
        return inner

    def _lay_asked(self) -> None:
        """Lay out what is asked beside what they will read, and under both the rules, a refusal, and the foot."""
        column, sides, reading, foot = QVBoxLayout(self._ask), QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        sides.setSpacing(14)
        reading.addWidget(heading(_("What they will read")))
        reading.addWidget(self.letter, 1)
        self._left = scrolled(self._questions(), is_low=True)
        sides.addWidget(self._left, LEFT)
        sides.addLayout(reading, RIGHT)
        self.rules.setMaximumHeight(current().pixels(RULES))
        self.rules.setMinimumHeight(current().pixels(LEAST_RULES))
        self._problem.keep_room(lines=1)
        self._problem.hide()
        for widget, share in ((self.send, 0), (self.propose, 0), (self._draft, 0), (self._problem, 1)):
            foot.addWidget(widget, share)
        column.addLayout(sides, 1)
        column.addWidget(self.rules)
        column.addLayout(foot)
