"""Where an officer was in a list of rows, to come back to the very place: what was chosen, the row, how far down."""

from typing import NamedTuple

from tipdesk.ui.records.arranging import Arrangement
from tipdesk.ui.records.rows_list import RowsList


class ListPlace(NamedTuple):
    """How a list was arranged, the id of the row under its cursor, and how far it was scrolled."""

    arrangement: Arrangement
    row: bytes | None
    scrolled: int


def place_in(rows: RowsList) -> ListPlace:
    """Return where one is in a list."""
    here = rows.row()
    return ListPlace(rows.arrangement, here.id if here is not None else None, rows.view.verticalScrollBar().value())


def go_to_place(rows: RowsList, place: ListPlace) -> None:
    """Go back to where one was in a list; a row that is not there any more is passed over, and nothing moves twice."""
    if rows.arrangement != place.arrangement:
        rows.head.write_search(place.arrangement.words)
        rows.arrange(place.arrangement)
    here = rows.row()
    if place.row is not None and (here is None or here.id != place.row) and rows.model.place_of(place.row) is not None:
        rows.choose(place.row)
    rows.view.verticalScrollBar().setValue(place.scrolled)
