"""Rows of a list whose words are wrapped, each as high as its words need.

Qt asks how high a row is for its whole width, but paints its words within the padding that the style sheet gives to
rows: where a word fits the one and not the other, the last line would be cut.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from tipdesk.ui.theme import current

PADDING_PIXELS = 18
"""What `QListView::item` of `resources/styles/base.qss` takes from the width, on both sides together."""


class WrappedDelegate(QStyledItemDelegate):
    """Measures a row in the width in which it is painted."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a row with all of its words."""
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(0, 0, -current().pixels(PADDING_PIXELS), 0)
        return super().sizeHint(narrow, index)
