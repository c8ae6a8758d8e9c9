"""The small button beside a field with which an officer says why there is no answer.

It offers unknown, refused, not asked and not applicable, in the words in which they are read afterwards, and a way
back to an ordinary answer. The `FieldFrame` that owns it keeps what was chosen.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from tipdesk.domain.kinds import MISSING_LABELS
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.push_button import PushButton


class MissingMenu(PushButton):
    """A "…" button with a menu of the four reasons.

    `chosen` carries the `Missing` that was picked, or None for "there is an answer".
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setProperty("guise", "quiet")
        self.setAutoDefault(False)
        self.setFixedWidth(current().pixels(34))
        current().dress(self, "dots", "muted")
        menu = QMenu(self)
        for missing, words in MISSING_LABELS.items():
            menu.addAction(_(words), partial(self.chosen.emit, missing))
        menu.addSeparator()
        menu.addAction(_("There is an answer"), lambda: self.chosen.emit(None))
        self.setMenu(menu)

    def set_field(self, label: str) -> None:
        """Name the button after the field it belongs to, for screen readers and in its tooltip."""
        name = _("{field}: no answer because…").format(field=label)
        set_name(self, name)
        set_tip(self, name)
