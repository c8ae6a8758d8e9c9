"""The note of one call: whom, the number, the answer, when and what was said; or the correction of one noted before.

It works by keyboard alone. A call without an answer asks for it once and is noted at the second press. What the form
says of itself has its room from the start, so that nothing moves. Writing the call is up to the page.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.when import Lies
from tipdesk.ui.calls.ring_card import Ringing
from tipdesk.ui.editors.drafted import draft_of, half_typed
from tipdesk.ui.editors.moment_edit import MomentEdit
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import choices_of
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.phone_edit import PhoneEdit
from tipdesk.ui.widgets.room import keep_room
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure

MOST_WHOM = 200
NOT_KNOWN = "unknown"
"""The answer with which a call is noted when none was told, though it was asked for once."""


class CallForm(Card):
    """The form.

    `pressed` carries the answers by the field names of Call, and the row that they correct or None. `changed` is
    emitted when the officer changes an answer.
    """

    pressed = Signal(object, object)
    changed = Signal()

    def __init__(
        self, codes: CodeBook, language: str, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("I rang"), parent)
        self._edit, self._duty = TextEdit(_("Duty officer, a name…"), most=MOST_WHOM), ""
        answers = choices_of(codes.list_of("call_answer"), language)
        self.frames = {
            "whom": FieldFrame("whom", _("&Whom I rang"), self._edit, can_be_missing=False),
            "number": FieldFrame("number", _("N&umber"), PhoneEdit(), can_be_missing=False),
            "answer": FieldFrame("answer", _("&Answer"), YesNoUnsure(answers), can_be_missing=False),
            "at": FieldFrame("at", _("When, &if not now"), MomentEdit(now, Lies.BEHIND), can_be_missing=False),
            "words": FieldFrame("words", _("What was &said"), LongText(2, grows=False), can_be_missing=False),
        }
        self._corrects: Row | None = None
        self._has_asked = False
        self._said = small()
        self._said.setProperty("guise", "error")
        self._said.setMinimumHeight(current().pixels(34))
        self._said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.button = primary("", icon="phone", pressed=self._press)
        self._stop = quiet(_("Do not correct it"), pressed=self.clear)
        keep_room(self._stop)
        self._lay_out()
        self.setFocusProxy(self.frames["whom"])
        for frame in self.frames.values():
            frame.changed.connect(self.changed)
        self._edit.line.returnPressed.connect(self._press)
        self.clear()

    def ring(self, ringing: Ringing) -> None:
        """Write down whom and which number, and go to the answer."""
        self.clear()
        self._duty = ringing.duty
        self.frames["whom"].set_value(ringing.whom)
        self.frames["number"].set_value(ringing.number or None)
        self.frames["answer"].setFocus(Qt.FocusReason.OtherFocusReason)

    def correct(self, call: Row) -> None:
        """Show a call as it was noted, so that it can be noted better."""
        self.clear()
        self._corrects = call
        for name, frame in self.frames.items():
            frame.set_value(call[name])
        self._show_deed()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Empty the form for another call."""
        self._corrects, self._duty, self._has_asked = None, "", False
        for frame in self.frames.values():
            frame.set_value(None)
        self._say("")
        self._show_deed()

    def refuse(self, sentence: str) -> None:
        """Say why the call was not noted, and let the officer press again; what was typed stays."""
        self._say(sentence)
        self.button.setEnabled(True)

    def draft(self) -> dict[str, object]:
        """Return what is typed and not noted, in the form in which a draft of a new call holds it."""
        kept: dict[str, object] = {}
        for name, frame in self.frames.items():
            field = BY_NAME["Call"].by_name[name]
            try:
                value = field.read(frame.value())
            except UserError:
                kept[name] = half_typed(frame.editor)
                continue
            if value is not None:
                kept[name] = field.to_json(value)
        return draft_of("", kept)

    @property
    def said(self) -> str:
        """What the form says of itself at its foot, "" for nothing."""
        return self._said.text()

    def _press(self) -> None:
        wrong = [frame for frame in self.frames.values() if not frame.check()]
        if wrong:
            self._ask(wrong[0], wrong[0].problem())
        elif not self.frames["whom"].value():
            self._ask(self.frames["whom"], _("Say whom you rang."))
        elif not self.frames["answer"].value() and not self._has_asked:
            self._has_asked = True
            self._ask(self.frames["answer"], _("What came of it? Choose, or press again to note it without an answer."))
        else:
            self._say("")
            self.pressed.emit(self._given(), self._corrects)

    def _given(self) -> dict[str, object]:
        told = {name: frame.value() for name, frame in self.frames.items()}
        given: dict[str, object] = {**told, "answer": told["answer"] or NOT_KNOWN}
        if self._duty and self._corrects is None:
            given["duty"] = self._duty
        if self._corrects is None:
            return {name: value for name, value in given.items() if value not in (None, "")}
        at = given["at"]
        return {**given, "at": at if isinstance(at, datetime) else self._corrects["at"]}

    def _ask(self, frame: FieldFrame, sentence: str) -> None:
        self._say(sentence)
        frame.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        set_name(self._said, sentence)

    def _show_deed(self) -> None:
        is_new = self._corrects is None
        self.button.setText(_("&Note the call") if is_new else _("&Note the correction"))
        self.button.setEnabled(True)
        self._stop.setVisible(not is_new)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.frames["whom"], 3)
        first.addWidget(self.frames["number"], 2)
        self.column.addLayout(first)
        self.add(self.frames["answer"])
        last = QHBoxLayout()
        last.setSpacing(12)
        last.addWidget(self.frames["words"], 3)
        last.addWidget(self.frames["at"], 2)
        self.column.addLayout(last)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.button)
        foot.addWidget(self._stop)
        foot.addWidget(self._said, 1)
        self.column.addLayout(foot)
