"""Joins the view and the presenter of the first run. The window that opens when it is done is made by bootstrap."""

from collections.abc import Callable

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.closed_homes import MadeHeadquarters, MadePost
from tipdesk.services.documents.recovery_card import RecoveryCard
from tipdesk.ui.choosing import Choosing, Dialogs
from tipdesk.ui.first_run.making import Maker
from tipdesk.ui.first_run.officer_form import OfficerForm
from tipdesk.ui.first_run.presenter import FirstRunPresenter
from tipdesk.ui.first_run.view import FirstRunView
from tipdesk.ui.lanes import Lanes
from tipdesk.ui.translate import _


def make_page(
    lanes: Lanes[Maker], opened: Callable[[object], object], choosing: Choosing | None = None
) -> FirstRunView:
    """Return the window. `opened` is called with the session when the officer has read what there is to read."""
    view, asking = FirstRunView(), choosing or Dialogs()
    presenter = FirstRunPresenter(lanes, view)
    made: list[MadePost | MadeHeadquarters] = []

    def post_made(post: MadePost) -> None:
        made.append(post)
        view.post.forget()
        view.show_post(post.fingerprint)

    def headquarters_made(headquarters: MadeHeadquarters) -> None:
        made.append(headquarters)
        view.headquarters.forget()
        view.show_cards(headquarters.cards)

    def cards_taken() -> None:
        if isinstance(made[0], MadeHeadquarters):
            presenter.note_taken(made[0].session)
            view.show_headquarters(made[0].fingerprint)

    def save() -> None:
        folder = asking.folder(view, _("Stick or folder for the request"))
        if folder is not None and isinstance(made[0], MadePost):
            presenter.write_request(folder, made[0].request)

    _connect_forms(view, presenter)
    _connect_cards(view, presenter, asking)
    view.post_asked.connect(presenter.make_post)
    view.headquarters_asked.connect(presenter.make_headquarters)
    view.training_asked.connect(presenter.make_training)
    view.save_asked.connect(save)
    view.cards.finished.connect(cards_taken)
    view.done.connect(lambda: opened(made[0].session))
    presenter.post_made.connect(post_made)
    presenter.headquarters_made.connect(headquarters_made)
    presenter.training_made.connect(view.training_made)
    return view


def _connect_forms(view: FirstRunView, presenter: FirstRunPresenter) -> None:
    def refuse(problem: TipdeskError) -> None:
        view.show_refusal(problem.text(_))

    presenter.refused.connect(refuse)
    presenter.written.connect(view.show_saved)
    presenter.suggested.connect(lambda words: _visible(view).show_words(words))
    for form in (view.post, view.headquarters):
        form.judge_asked.connect(presenter.judge)
        form.suggest_asked.connect(presenter.suggest)
        presenter.judged.connect(form.show_strength)


def _connect_cards(view: FirstRunView, presenter: FirstRunPresenter, asking: Choosing) -> None:
    def save(card: RecoveryCard) -> None:
        file = asking.target(view, _("Save the card"), "card.pdf", _("PDF document (*.pdf)"))
        if file is not None:
            presenter.write_card(file, card)

    view.cards.save_asked.connect(save)
    presenter.card_written.connect(view.cards.show_saved)


def _visible(view: FirstRunView) -> OfficerForm:
    return view.headquarters if view.headquarters.isVisible() else view.post
