"""Bytes as hexadecimal digits: a digest, a key. Shown whole, in groups that can be read aloud, and typed in either way.

Leaves to others: how many digits there must be (`domain.kinds`), and who is asked for them.
"""

from PySide6.QtWidgets import QWidget

from tipdesk.domain.kinds import Digest, Octets, digest_shown
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.parsed_edit import ParsedEdit


class OctetsEdit(ParsedEdit):
    """A line for digits. What cannot be read is told as its kind tells it."""

    def __init__(self, declared: Digest | Octets, parent: QWidget | None = None) -> None:
        super().__init__(declared.read, _shown, "", parent)
        self.line.setFont(current().font(has_figures=True))


def _shown(value: object) -> str:
    return digest_shown(value) if isinstance(value, bytes) else str(value)
