"""Joins view and presenter of the page, and leads on to the saved worry.

Promises: emptying the page can be undone. Leaves to others: what the saved page shows.
"""

from tipdesk.services.results import Saved
from tipdesk.ui.translate import _
from tipdesk.ui.workplace import Workplace
from tipdesk.ui.worry.presenter import WorryPresenter
from tipdesk.ui.worry.view import WorryView

URGENT = "urgent"
"""The subject with which the page begins as something urgent."""


def make_page(place: Workplace) -> WorryView:
    """Return the page, with what was left unsaved on it."""
    view = WorryView(place.codes, place.language)
    presenter = WorryPresenter(place, view)

    def tell_change() -> None:
        presenter.change(view.questions.draft(), is_urgent=view.is_urgent)

    def turn(subject: object) -> None:
        view.fill(view.questions.draft(), is_urgent=subject == URGENT)

    def empty() -> None:
        before, was_urgent = view.questions.draft(), view.is_urgent

        def bring_back() -> None:
            view.fill(before, is_urgent=was_urgent)
            tell_change()

        presenter.empty()
        view.fill({}, is_urgent=False)
        place.shell.toast.say(_("The page is empty."), offer=_("Undo"), undo=bring_back)

    def go_on(saved: Saved, rings: bool) -> None:  # noqa: FBT001 - a Qt signal calls it by position
        view.fill({}, is_urgent=False)
        place.go("saved", (saved, rings))

    view.changed.connect(tell_change)
    view.turned.connect(turn)
    view.empty_pressed.connect(empty)
    view.similar_pressed.connect(place.open_case)
    presenter.saved.connect(go_on)
    _connect(view, presenter)
    presenter.begin()
    return view


def _connect(view: WorryView, presenter: WorryPresenter) -> None:
    """Join what needs nothing from elsewhere."""
    view.left.connect(presenter.leave)
    view.shown.connect(presenter.refresh)
    view.ring_pressed.connect(lambda answers: presenter.save(answers, is_urgent=True, rings=True))
    view.send_pressed.connect(lambda answers: presenter.save(answers, is_urgent=True, rings=False))
    view.stop_pressed.connect(lambda answers: presenter.save(answers, is_urgent=view.is_urgent or None, rings=False))
    presenter.recovered.connect(lambda draft, is_urgent: view.fill(draft, is_urgent=is_urgent))
    presenter.kept.connect(view.show_kept)
    presenter.similar.connect(view.show_similar)
    presenter.numbers.connect(view.show_numbers)
    presenter.refused.connect(view.show_refusal)
