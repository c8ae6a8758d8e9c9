"""What the rules say about a step: each that does not hold, in a sentence, with buttons that do something about it.

Where words are needed (for asking somebody, or for going past a rule) they are typed under the list, in room that is
there from the start where the panel `keeps_room`. The panel does nothing itself: it tells what was pressed and typed,
and everything stays as typed until it is told that it was done.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.gates.gate import Failed
from tipdesk.services.access.act_now import GROUNDS
from tipdesk.ui.access.questions import GROUND, chosen_field, reason_field
from tipdesk.ui.gates.offers import Offer, Step, label_of, offers_of, sentence_of, things_of
from tipdesk.ui.gates.told_line import told_line, topped
from tipdesk.ui.plain import set_name
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.choice import choices_of
from tipdesk.ui.widgets.labels import body, strong
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.room import keep_room
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.widgets.sign_line import SignLine
from tipdesk.ui.wording import Wording

LIST_HEIGHT, LEAST_HEIGHT, SIGHT = 210, 92, 12
"""The pixels of the list where its room is kept, and the fewest with which two or three lines can be read,
and how far from the edge of the page the panel stands when it is scrolled to."""


class RulesPanel(QFrame):
    """The list, and under it the words.

    `opened` is emitted with an offer that leads elsewhere (to fields or rows), `asked` with an offer and the words for
    an approval, and `passed` with an offer, the ground ("" for none) and the reason for going past a rule.
    """

    opened = Signal(object)
    asked = Signal(object, str)
    passed = Signal(object, str, str)

    def __init__(self, wording: Wording, *, keeps_room: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._offer: Offer | None = None
        self._wording = wording
        self._is_sent = False  # a button that is switched off would drop the focus
        self._before: Sequence[QWidget] = ()
        self._shown: list[tuple[Failed, str, bool]] | None = None
        self.lines, self.buttons = Lines(8), dict[tuple[str, Step], QPushButton]()
        self._ways = dict[tuple[str, str], QPushButton]()
        self._head, self._area = strong(_("What the rules say")), scrolled(topped(self.lines), is_low=True)
        self.words = reason_field("")
        grounds = choices_of(wording.codes.list_of("review_ground"), wording.language)
        self.ground = chosen_field(GROUND, _("&Ground"), [one for one in grounds if one.code in GROUNDS])
        self.go, self._not_now = primary("", pressed=self._send), quiet(_("Not now"), pressed=self.close_words)
        self._problem = Banner("", "danger")
        self._form = self._made_form()
        if keeps_room:
            keep_room(self._form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part, stretch in ((self._head, 0), (self._area, 1), (self._form, 0)):
            column.addWidget(part, stretch)
        self._area.setMinimumHeight(current().pixels(LIST_HEIGHT if keeps_room else LEAST_HEIGHT))
        self._form.hide()
        self.show_failed(())

    def show_failed(
        self, failed: Sequence[Failed], told: Mapping[str, str] | None = None, *, waiting: Collection[str] = ()
    ) -> None:
        """Show which gates do not hold; `told` says, by gate, how it stands with what was asked already.

        Of the gates in `waiting` an answer is waited for, so that nothing is offered for them.
        """
        asked = [(one, (told or {}).get(one.gate, ""), one.gate in waiting) for one in failed]
        if asked == self._shown:
            return  # what has the focus keeps it
        held = next((key for key, button in self._ways.items() if button.hasFocus()), None)
        self.buttons, self._ways, self._shown = {}, {}, asked
        shown = [self._line(one, words, is_waiting=is_waiting) for one, words, is_waiting in asked]
        self.lines.fill(shown or [SignLine("circle-check", _("Nothing stands in the way."), "ok")])
        set_name(self, ". ".join([self._head.text(), *(sentence_of(one) for one in failed)]))
        self._chain()
        if held in self._ways:
            self._ways[held].setFocus()
        elif held is not None:
            self.take_focus()

    def show_unknown(self) -> None:
        """Say that the rules are being asked."""
        self.buttons, self._ways, self._shown = {}, {}, None
        self.lines.fill([body(_("One moment…"))])

    def chain_after(self, *parts: QWidget) -> None:
        """Let Tab come here from the last of these: to what can be done about each rule, and then to the words.

        The focus goes back to them where nothing can be done here any more.
        """
        self._before = parts
        self._chain()

    def take_focus(self) -> None:
        """Give the focus to the first thing that can be done, else to what stands before; speak what does not hold."""
        first = next(iter(self.buttons.values()), None) or self._found_before()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        speak(self, self.accessibleName())
        QTimer.singleShot(0, self, self._come_in_sight)  # once a dialog that asked before has closed

    def _come_in_sight(self) -> None:
        """Stand in sight, with the focus on what can be done where the window gave it to something else."""
        self._scroll_to(self)
        first = next(iter(self.buttons.values()), None)
        if first is not None and not self.isAncestorOf(QApplication.focusWidget() or self.window()):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _scroll_to(self, part: QWidget) -> None:
        """Scroll what the rules stand in until a part of them is in sight."""
        room = self.parentWidget()
        while room is not None and not isinstance(room, QScrollArea):
            room = room.parentWidget()
        if room is not None and part.isVisible():
            room.ensureWidgetVisible(part, 0, SIGHT)

    def ask_words(self, offer: Offer) -> None:
        """Open the words for an offer: what is asked, or why the rule is passed."""
        self._offer = offer
        is_ask, is_review = offer.step is Step.ASK, offer.step is Step.REVIEW
        self.words.label.setText(_("What do you ask, and why?") if is_ask else _("Why must it be so?"))
        self.words.label.show()
        self.go.setText(_("Ask") if is_ask else _("Go on, it is reviewed") if is_review else _("Go on"))
        self.ground.setVisible(is_review)
        self._problem.hide()
        self.allow()
        self._form.show()
        (self.ground if is_review else self.words).setFocus()
        QTimer.singleShot(0, self, partial(self._scroll_to, self._form))  # once it has its place

    def close_words(self) -> None:
        """Put the words away; what was typed is emptied."""
        self._offer = None
        self.words.set_value(None)
        self._form.hide()
        self.take_focus()

    def allow(self) -> None:
        """Let the words be sent, or sent again."""
        self._is_sent = False

    def refuse(self, problem: TipdeskError) -> None:
        """Say why what was asked or passed was not done; the words stay as typed."""
        self.allow()
        if problem.code == "reason-needed":
            self.words.refuse(problem.text(_))
        elif problem.code == "bad-ground":
            self.ground.refuse(problem.text(_))
        else:
            self._problem.refuse(problem.text(_))

    def _line(self, failed: Failed, told: str, *, is_waiting: bool) -> QFrame:
        icon, tone = ("clock", "warn") if is_waiting else ("alert-triangle", "danger")
        things = things_of(failed, self._wording)
        line, row = told_line((icon, tone), label_of(failed), sentence_of(failed), things, told)
        column = QVBoxLayout()
        column.setSpacing(4)
        row.addLayout(column)
        for offer in [] if is_waiting else offers_of(failed):
            made = plain if offer.past is None else quiet
            button = made(offer.words, pressed=partial(self._press, offer))
            set_name(button, ": ".join(part for part in (offer.words, label_of(failed), things) if part))
            self.buttons.setdefault((failed.gate, offer.step), button)
            self._ways[failed.gate, offer.words] = button
            column.addWidget(button)
        column.addStretch(1)
        return line

    def _press(self, offer: Offer) -> None:
        if offer.step in (Step.ASK, Step.REASON, Step.REVIEW):
            self.ask_words(offer)
        else:
            self.opened.emit(offer)

    def _send(self) -> None:
        offer = self._offer
        if offer is None or self._is_sent or not self.words.check():
            return
        words, ground = str(self.words.value() or ""), str(self.ground.value() or "")
        if offer.step is Step.REVIEW and not ground:
            self.ground.refuse(_("Say whether it is danger, a child, or medical need. Otherwise ask first."))
            return
        self._problem.hide()
        self._is_sent = True
        if offer.step is Step.ASK:
            self.asked.emit(offer, words)
        else:
            self.passed.emit(offer, ground if offer.step is Step.REVIEW else "", words)

    def _chain(self) -> None:
        last = self._before[-1] if self._before else None
        for part in (
            *self._ways.values(),
            *self.ground.editor.faces,
            *self.words.editor.faces,
            self.go,
            self._not_now,
        ):
            if last is not None:
                self.setTabOrder(last, part)
            last = part

    def _found_before(self) -> QWidget | None:
        """Return what Tab would come to last before the panel, where that is known."""
        return next((one for one in reversed(self._before) if one.isVisible() and one.isEnabled()), None)

    def _made_form(self) -> QFrame:
        form = QFrame()
        form.setProperty("guise", "plain")
        column, row = QVBoxLayout(form), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.ground, self.words, self._problem):
            column.addWidget(part)
        for button in (self.go, self._not_now):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._problem.hide()
        self.ground.hide()
        return form
