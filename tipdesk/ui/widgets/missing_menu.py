"""The small button beside a field that says why there is no answer.

Promises: unknown, refused, not asked, not applicable, or an answer after all. Leaves to others: keeping it.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.domain.values import Missing
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _

WORDS = {
    Missing.UNKNOWN: mark("Unknown"),
    Missing.REFUSED: mark("Refused to answer"),
    Missing.NOT_ASKED: mark("Not asked"),
    Missing.NOT_APPLICABLE: mark("Not applicable"),
}


class MissingMenu(QPushButton):
    """A "…" button with the four reasons; `chosen` carries a Missing, or None for "there is an answer"."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "quiet")
        self.setAutoDefault(False)
        self.setFixedWidth(current().pixels(34))
        current().dress(self, "dots", "muted")
        menu = QMenu(self)
        for missing, words in WORDS.items():
            menu.addAction(_(words), partial(self.chosen.emit, missing))
        menu.addSeparator()
        menu.addAction(_("There is an answer"), lambda: self.chosen.emit(None))
        self.setMenu(menu)

    def set_field(self, label: str) -> None:
        """Name the field it belongs to."""
        name = _("{field}: no answer because…").format(field=label)
        set_name(self, name)
        set_tip(self, name)
