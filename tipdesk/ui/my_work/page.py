"""Joins view and presenter of my work. Leaves to others: the workspace of the case that a line opens."""

from tipdesk.ui.my_work.presenter import MyWorkPresenter
from tipdesk.ui.my_work.view import MyWorkView
from tipdesk.ui.seat import Seat


def make_page(seat: Seat) -> MyWorkView:
    """Return the page."""
    view = MyWorkView()
    presenter = MyWorkPresenter(seat, view)
    presenter.fetched.connect(view.show_work)
    view.shown.connect(presenter.refresh)
    view.opened.connect(seat.open_case)
    view.review_opened.connect(presenter.decide)
    view.worry_pressed.connect(lambda: seat.go("worry"))
    return view
