"""Joins view and presenter of the page after a worry. Leaves to others: the workspace of the case it leads to."""

from tipdesk.services.results import Saved
from tipdesk.ui.saved.presenter import SavedPresenter, Shown
from tipdesk.ui.saved.view import SavedView
from tipdesk.ui.translate import _
from tipdesk.ui.workplace import Workplace


def make_page(place: Workplace) -> SavedView:
    """Return the page. It is turned to a pair: what was saved, and whether the officer rings now."""
    view = SavedView(place.codes, place.language)
    presenter = SavedPresenter(place, view)

    def turn(subject: object) -> None:
        if isinstance(subject, tuple) and isinstance(subject[0], Saved):
            view.call.clear()
            view.outcome.clear()
            view.call.show_noted("")
            view.show_case(subject[0].reference, "")
            view.show_waiting()
            presenter.turn_to(subject[0])

    def show(shown: Shown) -> None:
        view.show_case(shown.reference, shown.title)
        view.call.show_noted(shown.call)
        view.outcome.show_noted(shown.became, shown.why, shown.became_label)

    def say(sentence: str) -> None:
        view.call.clear()
        place.shell.toast.say(sentence)

    def open_case() -> None:
        if presenter.case is not None:
            place.open_case(presenter.case)

    _connect_withdrawing(place, view, presenter)
    view.turned.connect(turn)
    view.shown.connect(presenter.refresh)
    view.left.connect(presenter.rest)
    view.call_pressed.connect(presenter.note_call)
    view.outcome_pressed.connect(presenter.note_outcome)
    view.home_pressed.connect(lambda: place.go("home"))
    view.case_pressed.connect(open_case)
    presenter.shown.connect(show)
    _connect_state(view, presenter)
    presenter.noted.connect(say)
    return view


def _connect_withdrawing(place: Workplace, view: SavedView, presenter: SavedPresenter) -> None:
    """Offer to take the worry back, and leave the page when that is done."""

    def took_back() -> None:
        place.shell.toast.say(_("The worry is withdrawn. Headquarters will not read it."))
        place.go("home")

    view.withdraw_agreed.connect(presenter.withdraw)
    presenter.withdrawn.connect(took_back)
    presenter.refused.connect(view.withdraw.show_refusal)
    presenter.withdrawable.connect(lambda is_so: view.show_withdrawable(is_offered=is_so))


def _connect_state(view: SavedView, presenter: SavedPresenter) -> None:
    """Join what needs nothing from elsewhere."""
    presenter.waiting.connect(view.show_waiting)
    presenter.received.connect(view.show_received)
    presenter.numbers.connect(view.show_numbers)
