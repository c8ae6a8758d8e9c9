"""The card of a list that stands beside a pane: its count, the button for what is new, and the list."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget


def lay_out_list(card: QFrame, count: QWidget, more: QWidget, shown: QWidget) -> None:
    """Lay a card out: `count` and `more` in its head, and under them `shown`, the list or what stands in its place."""
    card.setProperty("guise", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(2, 6, 2, 2)
    column.setSpacing(4)
    head = QHBoxLayout()
    head.setContentsMargins(12, 0, 6, 0)
    head.addWidget(count, 1)
    head.addWidget(more)
    column.addLayout(head)
    column.addWidget(shown, 1)
