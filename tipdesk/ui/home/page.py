"""Joins the view and the presenter of the home page, and leads to the pages behind its buttons."""

from tipdesk.ui.home.presenter import HomePresenter
from tipdesk.ui.home.view import HomeView
from tipdesk.ui.seat import Seat


def make_page(seat: Seat) -> HomeView:
    """Return the home page with its presenter."""
    view = HomeView(seat.codes, seat.language)
    presenter = HomePresenter(seat, view)
    presenter.numbers.connect(view.show_numbers)
    presenter.waiting.connect(view.show_waiting)
    presenter.draft.connect(lambda is_there: view.show_draft(is_there=is_there))
    presenter.unread.connect(view.show_unread)
    if seat.is_headquarters:
        view.show_headquarters()
    view.shown.connect(presenter.refresh)
    view.worry_pressed.connect(lambda: seat.go("worry"))
    view.draft_pressed.connect(lambda: seat.go("worry"))
    view.urgent_pressed.connect(lambda: seat.go("urgent"))
    view.work_pressed.connect(lambda: seat.go("my-work"))
    return view
