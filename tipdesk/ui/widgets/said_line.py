"""One thing that was said or done: its words, and under them, smaller, when and by whom; spoken as one."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from tipdesk.ui.plain import set_name
from tipdesk.ui.widgets.labels import body, small


def said_line(words: str, under: str = "") -> QFrame:
    """Return the line."""
    line = QFrame()
    line.setProperty("guise", "plain")
    set_name(line, ". ".join(part for part in (words, under) if part))
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(body(words))
    if under:
        column.addWidget(small(under))
    return line
