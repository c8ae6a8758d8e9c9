"""The card for a link that is paid by the byte: records alone go by wire then, and files wait."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.ui.translate import _
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.flag_box import FlagBox
from tipdesk.ui.widgets.labels import muted


class MeteredCard(Card):
    """A tick, or a sentence for whoever may not set it; `given` carries whether it is ticked."""

    given = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Files by wire"), parent)
        self.tick = FlagBox(_("Metered co&nnection: send records only, files wait"))
        self._now = muted()
        self.add(self.tick)
        self.add(self._now)
        self.add(
            muted(
                _(
                    "For a link that is paid by the byte. Records go and come as before, with the small pictures of"
                    " files; files themselves go and come by stick, or by wire once this is not ticked any more."
                )
            )
        )
        self.tick.changed.connect(lambda: self.given.emit(bool(self.tick.value())))
        self.column.addStretch(1)

    def show_metered(self, *, is_metered: bool, may_set: bool) -> None:
        """Show what is kept; an officer who may not set it only reads it."""
        self.tick.set_value(is_metered)
        self.tick.setVisible(may_set)
        self._now.setText(
            _("Only records go by wire; files wait for a stick.") if is_metered else _("Records and files go by wire.")
        )
        self._now.setVisible(not may_set)
