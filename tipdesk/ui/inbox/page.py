"""Joins the parts of the inbox. Leaves to others: the workspace of the case that a report leads to."""

from tipdesk.ui.inbox.deeds import InboxDeeds
from tipdesk.ui.inbox.presenter import InboxPresenter
from tipdesk.ui.inbox.view import InboxView
from tipdesk.ui.seat import Seat

POSTS_PAGE = "posts"


def make_page(seat: Seat) -> InboxView:
    """Return the page."""
    view = InboxView()
    presenter = InboxPresenter(seat, view)
    InboxDeeds(seat, view, presenter)

    def open_case() -> None:
        line = presenter.chosen
        if line is not None:
            seat.open_case(line.case.id)

    view.pane.case_pressed.connect(open_case)
    view.posts_pressed.connect(lambda: seat.go(POSTS_PAGE))
    return view
