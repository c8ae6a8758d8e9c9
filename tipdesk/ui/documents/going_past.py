"""Asks why a file comes past a rule that lets it with a reason, as into a closed case, over the dialog of the file."""

from collections.abc import Callable

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.ui.access.questions import REASON, reason_field
from tipdesk.ui.gates.offers import Offer, Step, failed_in, offers_of, past_also, sentence_of
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary


def ask_why(problem: TipdeskError, dialog: AskDialog, go_on: Callable[[Override], object]) -> None:
    """Ask, where every rule that stopped it takes a reason, and call `go_on` with what goes past them."""
    offers = [_with_reason(offers_of(one)) for one in failed_in(problem)]
    known = [one for one in offers if one is not None]
    if not known or len(known) < len(offers):
        return
    told = " ".join(sentence_of(one.failed) for one in known)
    asked = AskDialog(_("Go on with a reason"), told, [reason_field(_("&Why"))], primary(_("&Go on")), dialog)

    def agreed(said: dict[str, object]) -> None:
        words = str(said[REASON] or "").strip()
        if not words:
            asked.refuse_field(REASON, _("This is needed."))
            return
        asked.accept()
        override: Override | None = None
        for one in known:
            override = past_also(override, one, "", words)
        if override is not None:
            go_on(override)

    asked.agreed.connect(agreed)
    asked.open()


def _with_reason(offers: list[Offer]) -> Offer | None:
    return next((one for one in offers if one.step is Step.REASON), None)
