"""A row of a list whose words are wrapped shows all of them, however its words fall on its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListWidget, QStyle, QStyleOptionViewItem

from tipdesk.ui.widgets.wrapped_delegate import WrappedDelegate

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

MARGIN = 3
"""Pixels that the style leaves free beside the words of a row, on each side."""


def test_no_line_of_a_row_is_cut(theme: Theme, qtbot: QtBot) -> None:
    """Names that grow by a letter a row: each has the height of its lines in the room where it is painted."""
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.setWordWrap(True)
    rows.setResizeMode(QListWidget.ResizeMode.Adjust)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    wrapped = WrappedDelegate(rows)
    rows.setItemDelegate(wrapped)
    for length in range(1, 30):
        rows.addItem(f"P-WNES Sample {'i' * length} ab\nAlleged trafficker")
        rows.item(length - 1).setIcon(theme.icon("user", "muted"))
    rows.resize(256, 400)
    rows.show()
    for row in range(rows.count()):
        option = QStyleOptionViewItem()
        rows.initViewItemOption(option)
        wrapped.initStyleOption(option, rows.model().index(row, 0))
        rect = rows.visualItemRect(rows.item(row))
        rect.setWidth(rows.viewport().width())
        option.rect = rect
        room = rows.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, rows)
        within = QRect(0, 0, room.width() - 2 * MARGIN, 1000)
        needed = QFontMetrics(option.font).boundingRect(within, Qt.TextFlag.TextWordWrap, option.text)
        assert needed.height() <= room.height(), option.text
