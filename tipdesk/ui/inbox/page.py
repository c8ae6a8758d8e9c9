"""Joins the parts of the inbox. Leaves to others: the workspace of the case that a report leads to."""

from tipdesk.ui.inbox.deeds import InboxDeeds
from tipdesk.ui.inbox.presenter import InboxPresenter
from tipdesk.ui.inbox.view import InboxView
from tipdesk.ui.workplace import Workplace

POSTS_PAGE = "posts"


def make_page(place: Workplace) -> InboxView:
    """Return the page."""
    view = InboxView()
    presenter = InboxPresenter(place, view)
    InboxDeeds(place, view, presenter)

    def open_case() -> None:
        line = presenter.chosen
        if line is not None:
            place.open_case(line.case.id)

    view.pane.case_pressed.connect(open_case)
    view.posts_pressed.connect(lambda: place.go(POSTS_PAGE))
    return view
