"""Ring now, from anywhere and at any hour: whom the roster names for what is needed, and under it the note of the call.

What is needed, where and in which language is chosen at the top; the numbers below it are those of this hour, the most
apt first, and a press writes one into the note. Where no case is in front there is nothing to note a call in, so the
way to write down what was seen stands in its place.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.ringing import Wanted
from tipdesk.services.directory.find_duty_numbers import DutyLine, find_duty_numbers
from tipdesk.ui.calls.call_form import CallForm
from tipdesk.ui.calls.ring_card import RingCard
from tipdesk.ui.plain import set_title
from tipdesk.ui.seat import Seat
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.choice import choices_of
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import muted, strong
from tipdesk.ui.widgets.room import keep_room
from tipdesk.ui.widgets.scrolled import scrolled

WIDTH, WIDTH_WITH_NOTE, NUMBERS_HEIGHT = 480, 900, 230
_LISTS = {"need": "duty_kind", "district": "district", "language": "languages"}


class RingNowDialog(QDialog):
    """The dialog.

    `noted` carries the answers of a call that is to be noted, `write_pressed` leads to the page of a worry, and
    `bed_pressed` to a stay in a safe place, which an answered call allows.
    """

    noted = Signal(object)
    write_pressed = Signal()
    bed_pressed = Signal()

    def __init__(self, seat: Seat, wanted: Wanted, reference: str, parent: QWidget) -> None:
        super().__init__(parent)
        set_title(self, _("Ring now"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH_WITH_NOTE if reference else WIDTH)
        self._seat, self._is_shown = seat, False
        labels = {
            "need": _("What is n&eeded"),
            "district": _("Distric&t, if not this post's"),
            "language": _("&Language"),
        }
        self.frames = {
            name: FieldFrame(
                name,
                labels[name],
                CodeCombo(choices_of(seat.codes.list_of(codes), seat.language)),
                can_be_missing=False,
            )
            for name, codes in _LISTS.items()
        }
        self.frames["need"].set_value(wanted.duty or None)
        self.frames["language"].set_value(wanted.language or None)
        self.card, self._none = RingCard(seat.codes, seat.language), muted()
        keep_room(self._none)
        self.form = CallForm(seat.codes, seat.language, seat.now) if reference else None
        self.bed = plain(_("&Begin a stay in a safe place"), icon="home", pressed=self.bed_pressed.emit)
        self._lay_out(reference)
        for frame in self.frames.values():
            frame.changed.connect(self.ask)
        if self.form is not None:
            self.card.picked.connect(self.form.ring)
            self.form.pressed.connect(lambda given, _seen: self.noted.emit(given))
        self.ask()

    def ask(self) -> None:
        """Ask for the numbers of this hour."""
        need, district, language = (self._chosen(name) for name in _LISTS)
        asked = partial(find_duty_numbers, district=district, language=language or "", need=need or "")
        self._seat.lanes.read(asked, then=self._show, key="ring-now", owner=self)

    def refuse(self, problem: TipdeskError) -> None:
        """Say why the call was not noted; what was typed stays."""
        if self.form is not None:
            self.form.refuse("  ".join(one.text(_) for one in problem.fields) or problem.text(_))

    def say_noted(self, *, is_bed: bool) -> None:
        """Empty the note for another call; one that may be enough for a bed offers the stay."""
        if self.form is not None:
            self.form.clear()
            self.bed.setEnabled(is_bed or self.bed.isEnabled())
            (self.bed if is_bed else self.form).setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, name: str) -> str | None:
        frame = self.frames[name]
        value = frame.value() if frame.check() else None
        return value if isinstance(value, str) else None

    def _show(self, lines: Sequence[DutyLine]) -> None:
        need, before = self._chosen("need"), self.card.buttons
        self.card.show_lines(lines)
        if self.card.buttons != before or not self._is_shown:
            self._put_in_order()
        lacks = bool(need) and all(line.kind != need for line in lines)
        self._none.setText(
            _("The roster names nobody for it at this hour: ring the next, and in danger the police, 911.")
            if lacks
            else ""
        )

    def _put_in_order(self) -> None:
        """Let Tab come from what is chosen to the numbers, which came later; the first has the focus at once."""
        before: QWidget = self.frames["language"].editor.faces[-1]
        for button in self.card.buttons:
            QWidget.setTabOrder(before, button)
            before = button
        if not self._is_shown:
            QTimer.singleShot(0, self, self._focus_first)  # once what came is laid out and can be seen
        self._is_shown = True

    def _focus_first(self) -> None:
        if self.card.buttons:
            self.card.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, reference: str) -> None:
        column, sides, foot = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        sides.setSpacing(16)
        sides.addLayout(self._whom(), 2)
        foot.addWidget(plain(_("Close"), pressed=self.reject))
        if self.form is not None:
            sides.addLayout(self._note(self.form, reference), 3)
            self.bed.setEnabled(False)
            foot.addWidget(self.bed)
        else:
            column.addWidget(muted(_("Open a case to note the call there, or write down what you saw.")))
            foot.addWidget(primary(_("Write &down what I saw"), icon="pencil", pressed=self.write_pressed.emit))
        column.addLayout(sides, 1)
        foot.addStretch(1)
        column.addLayout(foot)

    def _whom(self) -> QVBoxLayout:
        """Return the side with what is needed, and the numbers for it."""
        whom = QVBoxLayout()
        whom.setSpacing(4)
        for frame in self.frames.values():
            whom.addWidget(frame)
        whom.addWidget(self._none)
        numbers = scrolled(self.card)
        numbers.setMinimumHeight(current().pixels(NUMBERS_HEIGHT))
        whom.addWidget(numbers, 1)
        return whom

    def _note(self, form: CallForm, reference: str) -> QVBoxLayout:
        """Return the side with the note of the call."""
        note = QVBoxLayout()
        note.setSpacing(8)
        note.addWidget(strong(_("Read out the reference: {reference}").format(reference=reference)))
        note.addWidget(form)
        note.addStretch(1)
        return note
