"""One thing that was said or done, as a line on a page.

Its words stand above, and when and by whom stands smaller under them; a screen reader says both as one.
"""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from tipdesk.ui.plain import set_name
from tipdesk.ui.widgets.labels import body, small


def said_line(words: str, under: str = "") -> QFrame:
    """Return a widget with these words and, where there are any, the small words under them."""
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
