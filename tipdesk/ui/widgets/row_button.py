"""A line of a card that is pressed to open what it tells of."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.push_button import PushButton


class RowButton(PushButton):
    """One row as a button over the whole width of the card; one in conflict has a sign and says so."""

    def __init__(self, text: str, *, is_in_conflict: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(button_text(text), parent)
        self.setProperty("guise", "line")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_tip(self, text)
        if is_in_conflict:
            current().dress(self, "alert-triangle", "danger")
            set_name(self, _("{row}, to settle").format(row=text))
        else:
            current().dress(self, "chevron-right", "muted")
            set_name(self, text)
