"""An editor for a telephone number, which is shown in the groups in which it is dialled."""

from PySide6.QtWidgets import QWidget

from tipdesk.domain.phone import parse_phone, phone_text
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.parsed_edit import ParsedEdit


class PhoneEdit(ParsedEdit):
    """A line for one telephone number, read and grouped by `domain.values`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parse_phone, lambda number: phone_text(str(number)), _("+1 758 452 0000 or 452 0000"), parent)
        self.line.setFont(current().font(has_figures=True))
