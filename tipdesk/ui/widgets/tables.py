"""Makes the one kind of table that the program has: whole rows, no grid, made for the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current

SHORT = 145
"""An answer that takes no more pixels than this, at the ordinary size of letters, is never cut by `fit_columns`."""


def column_width(table: QTableView, column: int, pixels: int) -> int:
    """Return the width for a column: `pixels` scaled to the size of letters, and never narrower than its heading."""
    return max(current().pixels(pixels), table.horizontalHeader().sectionSizeHint(column))


def share_width(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return how wide each column becomes of those that want this much, so that together they fill the room.

    What is left over is shared alike. Where there is too little, each has its `least`, and those that lack little get
    it before those with long texts; where there is not even that much room, the columns are wider than it together.
    """
    spare = max(0, room - sum(least))
    lacking = [want - low for want, low in zip(wanted, least, strict=True)]
    over = max(0, spare - sum(lacking)) // max(1, len(wanted))
    widths = list(least)
    for count, column in enumerate(sorted(range(len(wanted)), key=lambda one: lacking[one])):
        more = min(lacking[column], spare // (len(wanted) - count))
        widths[column] += more + over
        spare -= more
    return widths


def fit_columns(table: QTableView) -> None:
    """Give each column of a table the width that its heading and its lines want, as far as there is room.

    No heading is cut, and no answer as short as a telephone number; such a table scrolls sideways instead.
    """
    header = table.horizontalHeader()
    shown = [column for column in range(header.count()) if not table.isColumnHidden(column)]
    heads = [header.sectionSizeHint(column) for column in shown]
    wanted = [max(head, table.sizeHintForColumn(column)) for head, column in zip(heads, shown, strict=True)]
    least = [max(head, min(want, current().pixels(SHORT))) for head, want in zip(heads, wanted, strict=True)]
    for column, width in zip(shown, share_width(wanted, least, table.viewport().width()), strict=True):
        table.setColumnWidth(column, width)


def plain_table(name: str) -> QTableView:
    """Return a table that selects whole rows, scrolls by pixels and cannot be edited.

    Tab leaves it for the next widget, and a screen reader calls it `name`.
    """
    table = QTableView()
    make_plain(table, name)
    table.verticalHeader().setDefaultSectionSize(current().pixels(36))
    return table


def make_plain(table: QTableView, name: str) -> None:
    """Make a table one of whole rows, as `plain_table` says; how high its rows are is left to it."""
    set_name(table, name)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setFont(current().font(has_figures=True))
