"""Joins the view and the presenter of the page My work, and leads on to the case of a line."""

from tipdesk.ui.my_work.presenter import MyWorkPresenter
from tipdesk.ui.my_work.view import MyWorkView
from tipdesk.ui.seat import Seat


def make_page(seat: Seat) -> MyWorkView:
    """Return the page My work with its presenter."""
    view = MyWorkView()
    presenter = MyWorkPresenter(seat, view)
    presenter.fetched.connect(view.show_work)
    view.shown.connect(presenter.refresh)
    view.opened.connect(seat.open_case)
    view.review_opened.connect(presenter.decide)
    view.worry_pressed.connect(lambda: seat.go("worry"))
    return view
