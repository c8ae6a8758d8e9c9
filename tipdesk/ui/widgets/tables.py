"""Makes the one kind of table that the program has: whole rows, no grid, made for the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current


def column_width(table: QTableView, column: int, pixels: int) -> int:
    """Return the width for a column: `pixels` scaled to the size of letters, and never narrower than its heading."""
    return max(current().pixels(pixels), table.horizontalHeader().sectionSizeHint(column))


def plain_table(name: str) -> QTableView:
    """Return a table that selects whole rows, scrolls by pixels and cannot be edited.

    Tab leaves it for the next widget, and a screen reader calls it `name`.
    """
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
