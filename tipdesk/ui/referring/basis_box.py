"""On which basis: how it stands with the person's agreement, asked or recorded here, and how the letter goes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.agreement import Agreed, Standing
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.plain import set_name
from tipdesk.ui.referring.answers import answers_in
from tipdesk.ui.referring.asking_form import LABELS
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import PlainLabel, strong
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tipdesk.ui.widgets.editor import Editor

TRANSFER = BY_NAME["Transfer"]
WAY, BASIS, PROMISE = "way", "basis", "safeguards"
BEGINS = {WAY: "by_hand", BASIS: "consent"}
SIGNS = {
    Standing.LIVE: ("circle-check", "ok"),
    Standing.REFUSED: ("hand-stop", "danger"),
    Standing.WITHDRAWN: ("hand-stop", "danger"),
}
LINES = 2


class BasisBox(QFrame):
    """The agreement with its button, and the answers. `record_pressed` is emitted to record what the person says."""

    changed = Signal()
    record_pressed = Signal()

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._sign, self.told = PlainLabel(), strong()
        self.record = plain(_("&Record what they say…"), icon="circle-check", pressed=self.record_pressed.emit)
        self.frames = {name: self._made(name, wording) for name in (BASIS, WAY, PROMISE)}
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self.told, 1)
        row.addWidget(self.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        for frame in self.frames.values():
            column.addWidget(frame)
            frame.changed.connect(self.changed)
        self.fill({})
        self.show_agreed(None, "", wording)

    def show_agreed(self, agreed: Agreed | None, name: str, wording: Wording) -> None:
        """Show how it stands with the agreement for the agency of this name; None while none is chosen."""
        self.record.setEnabled(agreed is not None)
        if agreed is None:
            words, sign = _("Choose an agency. Then you see here whether the person agreed."), ("info-circle", "muted")
        else:
            day = (
                wording.value(BY_NAME["Consent"].by_name["given_at"], agreed.consent["given_at"])
                if agreed.consent
                else ""
            )
            words = "  ·  ".join(filter(None, (name, _(agreed.standing.value), day)))
            sign = SIGNS.get(agreed.standing, ("alert-triangle", "warn"))
        current().dress(self._sign, *sign)
        self.told.setText(words)
        set_name(self.told, words)

    def fill(self, answers: Mapping[str, object]) -> None:
        """Show these answers, or what is usual."""
        for name, frame in self.frames.items():
            frame.set_value(answers.get(name) or BEGINS.get(name))

    def answers(self) -> dict[str, object]:
        """Return the answers that can be read, by the names of their fields."""
        return answers_in(self.frames)

    def faces(self) -> list[QWidget]:
        """Return what Tab goes through."""
        return [self.record, *(face for frame in self.frames.values() for face in frame.editor.faces)]

    def _made(self, name: str, wording: Wording) -> FieldFrame:
        declared = TRANSFER.by_name[name]
        editor: Editor = LongText(LINES, grows=False) if name == PROMISE else editor_of(declared, wording)
        help_text = _("In writing, if the agency has no agreement with us.") if name == PROMISE else ""
        return FieldFrame(
            name, _(declared.label), editor, can_be_missing=False, label_width=LABELS, help_text=help_text
        )
