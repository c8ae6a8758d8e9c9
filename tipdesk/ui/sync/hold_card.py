"""The card for how long what is written stays before it goes by itself, in minutes, set by whoever may."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import UserError
from tipdesk.services.sync.push.holds import MOST_MINUTES
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.number_edit import NumberEdit


class HoldCard(Card):
    """A line for the minutes, or a sentence for whoever may not set them; `given` carries the minutes."""

    given = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Time to withdraw"), parent)
        self._now = muted()
        self.field = FieldFrame(
            "hold",
            _("&Minutes before an entry goes by itself"),
            NumberEdit(0, MOST_MINUTES),
            help_text=_("Until then its author may withdraw it. What is sent urgently does not wait."),
            can_be_missing=False,
        )
        self.add(self._now)
        self.add(self.field)
        bar = Flow()
        bar.addWidget(plain(_("Keep this t&ime"), icon="clock", pressed=self._give))
        self._bar = QWidget()
        self._bar.setLayout(bar)
        self.add(self._bar)
        self._shown = -1
        self.column.addStretch(1)

    def show_hold(self, minutes: int, *, may_set: bool) -> None:
        """Show the time that is kept; an officer who may not set it only reads it."""
        self._now.setText(
            plural("What is written stays {count} minute.", "What is written stays {count} minutes.", minutes)
            if minutes
            else _("What is written goes with the next link.")
        )
        self._now.setVisible(not may_set)
        for part in (self.field, self._bar):
            part.setVisible(may_set)
        if minutes != self._shown:  # what an officer is just typing stays
            self.field.set_value(minutes)
            self._shown = minutes

    def _give(self) -> None:
        try:
            minutes = self.field.value()
        except UserError as problem:
            self.field.refuse(problem.text(_))
            return
        self.field.refuse(None if isinstance(minutes, int) else _("This is needed."))
        if isinstance(minutes, int):
            self.given.emit(minutes)
