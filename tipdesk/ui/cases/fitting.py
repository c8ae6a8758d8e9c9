"""How wide each column of the list of cases is, and which are left out where there is no room for all."""

from collections.abc import Collection

from PySide6.QtWidgets import QTableView

from tipdesk.ui.cases.columns import COLUMNS, GIVEN_UP, RISK, STAGE, TITLE
from tipdesk.ui.cases.model import CasesModel
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.tables import column_width

WITH_MATCHES = 230
WITH_DISPUTES = {STAGE: ("status", 172), RISK: ("risk_level", 128)}
"""The columns whose pills are longer where something is in dispute: which answer of the case it is, and the room."""


def share_columns(table: QTableView, model: CasesModel, chosen: Collection[int]) -> None:
    """Give the title what the other columns leave, so that the last one ends where the table ends.

    `chosen` are the places of the columns to show. What is in dispute has longer words, and its column gets the room
    for them; what does not fit beside it is left out, the least needed first.
    """
    theme = current()
    for number in chosen:
        table.setColumnHidden(number, False)  # the heading of a hidden column asks for no room
    widths = [column_width(table, number, column.width) for number, column in enumerate(COLUMNS)]
    for at, (name, room) in WITH_DISPUTES.items():
        if model.has_disputes(name):
            widths[at] = theme.pixels(room)
    if model.has_matches():
        widths[TITLE] = theme.pixels(WITH_MATCHES)
    shown = set(chosen)
    for number in GIVEN_UP:
        if sum(widths[at] for at in shown) > table.viewport().width():
            shown.discard(number)
    room = table.viewport().width() - sum(widths[at] for at in shown if at != TITLE)
    for number, width in enumerate(widths):
        table.setColumnHidden(number, number not in shown)
        table.setColumnWidth(number, max(width, room) if number == TITLE else width)
