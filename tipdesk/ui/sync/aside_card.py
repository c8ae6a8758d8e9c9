"""The card that says how much of what came was refused and set aside on this PC, and leads to it.

It is hidden while there is nothing.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import PlainLabel, body


class AsideCard(Card):
    """A sentence with a button; `look_pressed` says that the officer wants to see what was set aside."""

    look_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(_("Set aside on this PC"))
        sign, self.sentence = PlainLabel(), body()
        current().dress(sign, "alert-triangle", "warn")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.sentence, 1)
        row.addWidget(plain(_("&Look at it"), icon="shield", pressed=self.look_pressed.emit))
        self.column.addLayout(row)
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many things were set aside, and hide the card where there are none."""
        self.sentence.setText(
            plural(
                "{count} thing that came failed a check. It was not believed, and is set aside.",
                "{count} things that came failed a check. They were not believed, and are set aside.",
                count,
            )
        )
        self.setVisible(count > 0)
