"""Joins view and presenter of my work. Leaves to others: the workspace of the case that a line opens."""

from tipdesk.ui.my_work.presenter import MyWorkPresenter
from tipdesk.ui.my_work.view import MyWorkView
from tipdesk.ui.workplace import Workplace


def make_page(place: Workplace) -> MyWorkView:
    """Return the page."""
    view = MyWorkView()
    presenter = MyWorkPresenter(place, view)
    presenter.fetched.connect(view.show_work)
    view.shown.connect(presenter.refresh)
    view.opened.connect(place.open_case)
    view.review_opened.connect(presenter.decide)
    view.worry_pressed.connect(lambda: place.go("worry"))
    return view
