"""Joins view and presenter of the page after a worry. Leaves to others: the workspace of the case it leads to."""

from tipdesk.services.results import Saved
from tipdesk.ui.saved.presenter import SavedPresenter, Shown
from tipdesk.ui.saved.view import SavedView
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

    view.turned.connect(turn)
    view.shown.connect(presenter.refresh)
    view.left.connect(presenter.rest)
    view.call_pressed.connect(presenter.note_call)
    view.outcome_pressed.connect(presenter.note_outcome)
    view.home_pressed.connect(lambda: place.go("home"))
    view.case_pressed.connect(open_case)
    presenter.shown.connect(show)
    presenter.waiting.connect(view.show_waiting)
    presenter.received.connect(view.show_received)
    presenter.numbers.connect(view.show_numbers)
    presenter.noted.connect(say)
    return view
