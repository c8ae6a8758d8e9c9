"""Joins the view and the presenter of the page after a worry is saved, and leads on to the case."""

from tipdesk.services.results import Saved
from tipdesk.ui.saved.presenter import SavedPresenter, Shown
from tipdesk.ui.saved.view import SavedView
from tipdesk.ui.seat import LINE_LIST_PAGE, Seat
from tipdesk.ui.translate import _


def make_page(seat: Seat) -> SavedView:
    """Return the page. It is turned to a pair: the `Saved`, and whether the officer rings now."""
    view = SavedView(seat.wording, seat.now)
    presenter = SavedPresenter(seat, view)

    def turn(subject: object) -> None:
        if isinstance(subject, tuple) and isinstance(subject[0], Saved):
            view.begin(subject[0].reference)
            presenter.turn_to(subject[0])

    def show(shown: Shown) -> None:
        view.show_case(shown.reference, shown.title)
        view.calls.show_calls(shown.calls, shown.wording)
        view.show_read(shown.read_by)
        view.outcome.show_last(shown.became)

    _connect_withdrawing(seat, view, presenter)
    view.turned.connect(turn)
    view.shown.connect(presenter.refresh)
    view.left.connect(presenter.rest)
    view.call_pressed.connect(presenter.note_call)
    view.call.changed.connect(lambda: presenter.typed(view.call.draft()))
    view.outcome_pressed.connect(presenter.note_outcome)
    _connect_leading_on(seat, view, presenter)
    presenter.shown.connect(show)
    _connect_state(view, presenter)
    presenter.noted.connect(seat.say)
    presenter.call_noted.connect(view.call.clear)
    presenter.call_refused.connect(view.call.refuse)
    presenter.outcome_noted.connect(view.outcome.clear)
    presenter.outcome_refused.connect(view.outcome.refuse)
    return view


def _connect_leading_on(seat: Seat, view: SavedView, presenter: SavedPresenter) -> None:
    """Go to the first page, to the case, or to the list of its people."""

    def open_case() -> None:
        if presenter.case is not None:
            seat.open_case(presenter.case)

    def open_lines() -> None:
        if presenter.case is not None:
            seat.go(LINE_LIST_PAGE, presenter.case)

    view.home_pressed.connect(lambda: seat.go("home"))
    view.case_pressed.connect(open_case)
    view.lines_pressed.connect(open_lines)


def _connect_withdrawing(seat: Seat, view: SavedView, presenter: SavedPresenter) -> None:
    """Offer to take the worry back, and leave the page when that is done."""

    def took_back() -> None:
        seat.say(_("The worry is withdrawn. Headquarters will not read it."))
        seat.go("home")

    view.withdraw_agreed.connect(presenter.withdraw)
    presenter.withdrawn.connect(took_back)
    presenter.refused.connect(view.withdraw.show_refusal)
    presenter.withdrawable.connect(lambda is_so: view.show_withdrawable(is_offered=is_so))


def _connect_state(view: SavedView, presenter: SavedPresenter) -> None:
    """Join those signals of presenter and view that need nothing from elsewhere."""
    presenter.waiting.connect(view.show_waiting)
    presenter.received.connect(view.show_received)
    presenter.numbers.connect(view.show_numbers)
