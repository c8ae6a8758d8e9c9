"""The page "Line list" of the window, which is turned to the case whose people are written."""

from tipdesk.ui.line_list.presenter import LineListPresenter
from tipdesk.ui.line_list.view import LineListView
from tipdesk.ui.seat import Seat


def make_page(seat: Seat) -> LineListView:
    """Return the page with its presenter."""
    return LineListPresenter(seat).view
