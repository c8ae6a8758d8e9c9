"""The card on which an officer takes back what headquarters has not read: the entry, the reason that stays, one press.

Nothing is withdrawn without a reason, and a refusal stands beside it. Withdrawing itself, and deciding when it is
offered, are the presenter's part.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import danger, plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted, strong
from tipdesk.ui.widgets.text_edit import TextEdit


class WithdrawCard(Card):
    """The question why an entry is withdrawn, hidden until `ask`; `agreed` carries the reason."""

    agreed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Withdraw"), parent)
        self._what = strong()
        self._edit = TextEdit(_("Typed in the wrong case, the wrong person…"))
        self.reason = FieldFrame("reason", _("W&hy it is withdrawn"), self._edit, can_be_missing=False)
        self.add(self._what)
        self.add(
            muted(
                _("Its text goes for good; headquarters never reads it. Who withdrew it, and why, stays: name nobody.")
            )
        )
        self.add(self.reason)
        bar = Flow(gap=8)
        self._yes = danger(_("Withdraw it"), icon="arrow-back-up", pressed=self._agree)
        bar.addWidget(self._yes)
        bar.addWidget(plain(_("Keep it"), pressed=self.hide))
        self.column.addLayout(bar)
        self._edit.line.returnPressed.connect(self._agree)
        self.hide()

    def ask(self, what: str) -> None:
        """Show the card, and ask why the entry that these words name is withdrawn."""
        self._what.setText(what)
        self.reason.set_value(None)
        self.show()
        self.reason.setFocus()

    def show_refusal(self, sentence: str) -> None:
        """Say beside the reason why the entry cannot be withdrawn."""
        self.reason.refuse(sentence)

    def _agree(self) -> None:
        reason = str(self.reason.value() or "").strip()
        if reason:
            self.reason.set_problem(None)
            self.agreed.emit(reason)
            return
        self.show_refusal(_("Say why it is withdrawn. The reason stays."))
