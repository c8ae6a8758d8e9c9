"""Makes the one kind of table that the program has: whole rows, no grid, made for the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current


def column_width(table: QTableView, column: int, pixels: int) -> int:
    """Return the width for a column: `pixels` scaled to the size of letters, and never narrower than its heading."""
    return max(current().pixels(pixels), table.horizontalHeader().sectionSizeHint(column))


def share_width(wanted: Sequence[int], room: int) -> list[int]:
    """Return how wide each column becomes of those that want this much, so that together they fill the room.

    What is left over is shared alike. Where there is too little, the columns that want least get it, and the others
    share the rest alike, so that a date or a telephone number is not cut for the sake of a long text.
    """
    widths = [0] * len(wanted)
    is_enough = sum(wanted) <= room
    spare = max(0, room - sum(wanted))
    left = room
    for count, column in enumerate(sorted(range(len(wanted)), key=lambda one: wanted[one])):
        alike = left // (len(wanted) - count)
        widths[column] = wanted[column] + spare // len(wanted) if is_enough else min(wanted[column], alike)
        left -= widths[column]
    return widths


def fit_columns(table: QTableView) -> None:
    """Give each column of a table the width that its heading and its lines want, as far as there is room."""
    header = table.horizontalHeader()
    shown = [column for column in range(header.count()) if not table.isColumnHidden(column)]
    wanted = [max(header.sectionSizeHint(column), table.sizeHintForColumn(column)) for column in shown]
    for column, width in zip(shown, share_width(wanted, table.viewport().width()), strict=True):
        table.setColumnWidth(column, width)


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
