"""The card for a headquarters that shows another key: both rows of digits, the telephone, and a supervisor's decision.

Nothing is accepted without the digits typed from headquarters' voice, and the digits on the card cannot be selected or
copied: whoever copied them would compare nothing. Deciding is the presenter's part.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import danger, plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import PlainLabel, body, muted, strong
from tipdesk.ui.widgets.text_edit import TextEdit

DIGITS_TYPED = 60


class ChangedKeysCard(Card):
    """The card, hidden until `show_keys`.

    `accepted` carries the digits that were typed; `refused` says that headquarters does not know the key.
    """

    accepted = Signal(str)
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Headquarters' key has changed"), parent)
        self._pinned, self._shown = PlainLabel(), PlainLabel()
        for label in (self._pinned, self._shown):
            label.setFont(current().font(14, is_strong=True, has_figures=True))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            label.setWordWrap(True)
        self._digits = TextEdit("12345 12345 12345 12345 12345 12345", DIGITS_TYPED)
        self.digits = FieldFrame(
            "digits",
            _("Thirty &digits that headquarters reads out"),
            self._digits,
            help_text=_("Only a supervisor decides. Ring a number that you knew before, not one from a message."),
            can_be_missing=False,
        )
        self.add(strong(_("Nothing is sent or taken until this is settled. What you record is safe on this PC.")))
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for row, (words, label) in enumerate(((_("Compared before"), self._pinned), (_("Shown now"), self._shown))):
            grid.addWidget(muted(words), row, 0)
            grid.addWidget(label, row, 1)
        self.add(rows)
        self.add(
            body(_("Headquarters tells you of new cards before it happens. If nobody there knows, it is a stranger."))
        )
        self.add(self.digits)
        bar = Flow(gap=8)
        bar.addWidget(plain(_("&Accept: these are the digits I heard"), icon="check", pressed=self._accept))
        bar.addWidget(danger(_("&Refuse: headquarters does not know it"), icon="x", pressed=self.refused.emit))
        self.column.addLayout(bar)
        self.hide()

    def show_keys(self, pinned: str, shown: str) -> None:
        """Show the digits of the key that is pinned and of the one that was shown now."""
        self._pinned.setText(pinned)
        self._shown.setText(shown)
        self.show()

    def show_decided(self) -> None:
        """Forget what was typed and hide the card, since it is decided."""
        self._digits.line.clear()
        self.digits.set_problem(None)
        self.hide()

    def show_refusal(self, sentence: str) -> None:
        """Say beside the digits why nothing was changed."""
        self.digits.refuse(sentence)

    def _accept(self) -> None:
        typed = str(self.digits.value() or "")
        if not typed:
            self.show_refusal(_("Type the digits that you hear."))
            return
        self.digits.set_problem(None)
        self.accepted.emit(typed)
