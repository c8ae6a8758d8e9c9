"""Deciding a review: the dialog says what was done, by whom and why, and asks whether it was right, with words.

Which reviews are owed is told by `find_reviews`.
"""

from PySide6.QtWidgets import QWidget

from tipdesk.services.access.decide_review import decide_review
from tipdesk.services.access.find_reviews import ReviewLine
from tipdesk.services.directory.names import Names
from tipdesk.services.results import Changed
from tipdesk.ui.access.questions import DECISION, REASON, ask_words, chosen_field
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.choice import choices_of

UPHELD = "upheld"


def decide(seat: Seat, review: ReviewLine, names: Names, parent: QWidget) -> AskDialog:
    """Show the dialog for one review, and write down what is decided in it."""
    who, what = names.officer(review.officer), seat.label("review_rule", review.rule)
    told = [f"{who}  ·  {what}  ·  {review.reference}", seat.label("review_ground", review.ground), review.reason]
    choices = choices_of(seat.codes.list_of("review_decision"), seat.language)
    dialog = ask_words(
        _("Review"),
        "\n".join(filter(None, told)),
        _("&Decide"),
        parent,
        chosen_field(DECISION, _("&What was done"), choices),
    )

    def done(_changed: Changed) -> None:
        dialog.accept()
        seat.say(_("Decided. It stands in the case."))

    def do(said: dict[str, object]) -> None:
        chosen, words = said[DECISION], str(said[REASON] or "")
        if chosen is None:
            dialog.refuse_field(DECISION, _("Say whether it was right."))
            return
        seat.lanes.write(
            decide_review,
            review.id,
            is_upheld=chosen == UPHELD,
            words=words,
            then=done,
            failed=dialog.refuse,
            owner=dialog,
        )

    dialog.agreed.connect(do)
    dialog.open()
    return dialog
