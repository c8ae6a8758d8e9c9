"""One line that a rule or somebody else has to say: a sign, what it is called, what it says, and room for buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.labels import PlainLabel, body, small, strong

SIGN = 18


def told_line(sign: tuple[str, str], title: str, *below: str) -> tuple[QFrame, QHBoxLayout]:
    """Return a line and the row in which its buttons are put; `sign` is an icon and the token of its colour.

    Of what stands `below` the title the last part is set smaller, where there are several.
    """
    line, mark = QFrame(), PlainLabel()
    line.setProperty("guise", "plain")
    told = [part for part in below if part]
    set_name(line, ". ".join((title, *told)))
    row, column = QHBoxLayout(line), QVBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    column.setSpacing(1)
    current().dress(mark, *sign, SIGN)
    column.addWidget(strong(title))
    for at, part in enumerate(told):
        column.addWidget(small(part) if at and at == len(told) - 1 else body(part))
    column.addStretch(1)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return line, row


def topped(widget: QWidget) -> QWidget:
    """Return a widget that holds another one at its top, however high it is itself."""
    holder = QFrame()
    holder.setProperty("guise", "plain")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return holder
