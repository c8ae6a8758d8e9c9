"""Tables whose columns get the width that their lines want."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tipdesk.ui.records.rows_table import RowsPage
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.tables import share_width

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme


@pytest.mark.parametrize(
    ("wanted", "least", "room", "widths"),
    [
        ((100, 50, 50), (0, 0, 0), 320, [140, 90, 90]),
        ((100, 300, 400), (0, 0, 0), 500, [100, 200, 200]),
        ((100, 300, 400), (100, 50, 150), 400, [100, 100, 200]),
        ((100, 100, 100), (40, 40, 40), 90, [40, 40, 40]),
        ((), (), 90, []),
    ],
)
def test_columns_share_the_width_of_a_table(
    wanted: tuple[int, ...], least: tuple[int, ...], room: int, widths: list[int]
) -> None:
    """What is left over is shared alike; where there is too little, it is the longest that give way, to their least."""
    assert share_width(wanted, least, room) == widths


def test_a_table_shares_its_width_anew_when_it_becomes_narrower(theme: Theme, qtbot: QtBot) -> None:
    """Nothing hangs over its edge, and the short column keeps all of its words."""
    page = RowsPage("Numbers", [("Number", 0), ("Words", 0)], EmptyState("phone", "None"), is_fitted=True)
    qtbot.addWidget(page)
    page.resize(900, 300)
    page.show()
    page.show_lines([Line(("+1 758 555 0101", "a long story " * 20))])
    for width in (900, 400):
        page.resize(width, 300)
        QApplication.processEvents()
        table = page.table
        assert table.columnWidth(0) >= table.sizeHintForColumn(0)
        assert table.columnWidth(0) + table.columnWidth(1) <= table.viewport().width()
