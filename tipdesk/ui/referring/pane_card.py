"""The card in the pane of a person, a need or a referral that leads to the page *Refer*."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import is_closed
from tipdesk.domain.texts import _ as mark
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.referring.course_view import is_overdue
from tipdesk.ui.theme import dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.labels import body, heading
from tipdesk.ui.wording import Wording

PERSON, NEED, REFERRAL, REVOKED = "Person", "Need", "Referral", "revoked"
_SAID = {
    PERSON: mark("Ask an agency for help: a letter, with what they may know and nothing else."),
    NEED: mark("Ask an agency for this: a letter, with what they may know and nothing else."),
}


class PaneCard(QFrame):
    """The card. `pressed` carries the row that the pane reads."""

    pressed = Signal(object)

    def __init__(self, record: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "section")
        self._record = record
        self._row: Row | None = None
        self._said = body(_(_SAID.get(record, "")))
        words = _("&Go on with it…") if record == REFERRAL else _("Re&fer…")
        self.go = plain(words, icon="heart-handshake", pressed=self._press)
        set_name(self, _("Refer"))
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 10, 13, 10)
        row.setSpacing(10)
        row.addWidget(heading(_("Refer")))
        row.addWidget(self._said, 1)
        row.addWidget(self.go)

    def show_row(self, reading: Reading, wording: Wording) -> None:
        """Know what the pane reads, and say how a referral stands."""
        row = self._row = reading.row
        if self._record == REFERRAL:
            words, is_late = _stands(row, wording)
            self._said.setText(words)
            dye(self._said, "guise", "error" if is_late else "body")
        comes_in = self._record == REFERRAL and row["direction"] != "out"
        self.go.setVisible(not row.deleted and not comes_in and (reading.can_write or is_closed(row)))

    def _press(self) -> None:
        if self._row is not None:
            self.pressed.emit(self._row)


def _stands(row: Row, wording: Wording) -> tuple[str, bool]:
    """Return how a referral stands in words, and whether an answer is overdue."""
    if row["direction"] != "out":
        return _("This referral came to us. Note how it goes in its form."), False
    if row["status"] == REVOKED:
        return _("Taken back. Open it to see why, and what they were sent."), False
    if not is_closed(row):
        return _("Not sent yet. Open it to go on."), False
    due = wording.value(row.record.by_name["reply_due"], row["reply_due"])
    if is_overdue(row, wording.now()):
        return _("No answer since {day}: ring them.").format(day=due), True
    return _("Sent. Open it for the letter and the answers, or to take it back."), False
