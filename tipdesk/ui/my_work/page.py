"""Joins the view and the presenter of the page My work."""

from tipdesk.ui.my_work.presenter import MyWorkPresenter
from tipdesk.ui.my_work.view import MyWorkView
from tipdesk.ui.seat import Seat


def make_page(seat: Seat) -> MyWorkView:
    """Return the page My work with its presenter."""
    view = MyWorkView()
    MyWorkPresenter(seat, view)
    view.worry_pressed.connect(lambda: seat.go("worry"))
    return view
