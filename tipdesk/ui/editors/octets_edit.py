"""The editor of bytes as hexadecimal digits: a digest, a key.

They are shown whole, in groups that can be read aloud, and may be typed with or without spaces. How many digits there
must be is decided by the kind of the field (`domain/kinds`).
"""

from PySide6.QtWidgets import QWidget

from tipdesk.domain.kinds import Digest, Octets, digest_shown
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.parsed_edit import ParsedEdit


class OctetsEdit(ParsedEdit):
    """A line for digits; what cannot be read is told in the words of the field's kind."""

    def __init__(self, declared: Digest | Octets, parent: QWidget | None = None) -> None:
        super().__init__(declared.read, _shown, "", parent)
        self.line.setFont(current().font(has_figures=True))


def _shown(value: object) -> str:
    return digest_shown(value) if isinstance(value, bytes) else str(value)
