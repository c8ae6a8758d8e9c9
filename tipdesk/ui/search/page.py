"""Joins the view and the presenter of the page Search."""

from tipdesk.ui.search.presenter import SearchPresenter
from tipdesk.ui.search.view import SearchView
from tipdesk.ui.seat import Seat


def make_page(seat: Seat) -> SearchView:
    """Return the page Search with its presenter."""
    view = SearchView()
    SearchPresenter(seat, view)
    return view
