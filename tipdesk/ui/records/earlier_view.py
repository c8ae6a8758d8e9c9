"""What a row told earlier in fields that are asked elsewhere now: its answers, where they belong today, and *Move*.

It stands in the thing into which it is moved, below the rows that are there already. Moving is one deed, and one undo.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.rules.told_earlier import Earlier
from tipdesk.ui.editors.apart import answers_apart
from tipdesk.ui.plain import set_name
from tipdesk.ui.records.fact_rows import FactRows
from tipdesk.ui.records.facts import said_of
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import strong
from tipdesk.ui.wording import Wording


class EarlierView(QFrame):
    """The answers of one group.

    `move_pressed` is emitted with the group, `kept` with a row, a field and a dot when one of several values is chosen,
    and `show_pressed` when a hidden answer is asked for, which it can be while `can_show` is true.
    """

    move_pressed = Signal(object)
    kept = Signal(object, str, object)
    show_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.earlier: Earlier | None = None
        self.can_show = True
        self.facts = FactRows()
        self.facts.show_pressed.connect(self.show_pressed)
        self.to_move = quiet(_("Move"), pressed=self._move)
        self.to_move.setProperty("guise", "foot-link")
        self._told = ElidedLabel("muted")
        title = strong(_("Told earlier"))
        title.setWordWrap(False)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(self._told, 1)
        head.addWidget(self.to_move)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 8, 13, 6)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.facts)

    def show_earlier(self, earlier: Earlier, wording: Wording, *, can_write: bool) -> None:
        """Show what was told; somebody who may write can move it."""
        self.earlier = earlier
        label = _(earlier.home.record.label)
        self._told.setText(_("It is told under “{record}” now.").format(record=label))
        set_name(self.to_move, _("Move what was told earlier: {record}").format(record=label))
        facts = [
            fact._replace(name=field.name, has_key=fact.has_key and self.can_show)
            for field in earlier.fields
            for fact in said_of(field, earlier.row, wording)
        ]
        self.facts.show_facts(facts, partial(self._dispute, wording) if can_write else None)
        self.to_move.setVisible(can_write)

    def words(self) -> list[str]:
        """Return the answers that are shown, each with its label."""
        return self.facts.texts()

    def _move(self) -> None:
        if self.earlier is not None:
            self.move_pressed.emit(self.earlier)

    def _dispute(self, wording: Wording, name: str) -> QWidget | None:
        row = self.earlier.row if self.earlier is not None else None
        if row is None or name not in row.siblings:
            return None
        return answers_apart(row, name, wording, partial(self.kept.emit, row, name))
