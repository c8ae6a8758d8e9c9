"""Joins the parts of the inbox, and leads on to the case of a report and to the page of posts."""

from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.ui.clocks.registers import open_register
from tipdesk.ui.inbox.deeds import InboxDeeds
from tipdesk.ui.inbox.presenter import InboxPresenter
from tipdesk.ui.inbox.view import InboxView
from tipdesk.ui.seat import Seat

INBOX, POSTS_PAGE = "inbox", "posts"


def make_page(seat: Seat) -> InboxView:
    """Return the page of the inbox with its presenter and dialogs."""
    view = InboxView()
    view.counted.connect(lambda count, words: seat.shell.rail.show_count(INBOX, count, words))
    presenter = InboxPresenter(seat, view)
    InboxDeeds(seat, view, presenter)

    def open_case() -> None:
        line = presenter.chosen_line
        if isinstance(line, ClockLine) and line.row is not None:
            open_register(seat, line.row)
        elif line is not None and line.case is not None:
            seat.open_case(line.case.id)

    view.pane.case_pressed.connect(open_case)
    view.posts_pressed.connect(lambda: seat.go(POSTS_PAGE))
    return view
