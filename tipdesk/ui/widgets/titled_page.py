"""A page of its own in the window: its title, what scrolls under it, and the way back at its foot."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import title
from tipdesk.ui.widgets.scrolled import scrolled


def lay_titled(page: QWidget, words: str, content: QWidget, back: QPushButton) -> None:
    """Lay a page out under the title `words`."""
    inner = QWidget()
    within = QVBoxLayout(inner)
    within.setContentsMargins(0, 0, 0, 0)
    within.addWidget(content)
    within.addStretch(1)
    bar = Flow()
    bar.addWidget(back)
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    column.addWidget(title(words))
    column.addWidget(scrolled(inner), 1)
    column.addLayout(bar)
