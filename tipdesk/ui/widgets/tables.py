"""The one kind of table: whole rows, no grid, keyboard first. Leaves to others: the model and columns."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current


def column_width(table: QTableView, column: int, pixels: int) -> int:
    """Return how wide a column is: `pixels` at ordinary text size, and never narrower than its heading."""
    return max(current().pixels(pixels), table.horizontalHeader().sectionSizeHint(column))


def plain_table(name: str) -> QTableView:
    """Return a table that selects whole rows, scrolls by pixels, is left with Tab and opened with Enter."""
    table = QTableView()
    set_name(table, name)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(current().pixels(36))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setFont(current().font(has_figures=True))
    return table
