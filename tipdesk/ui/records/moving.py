"""Moving what was told earlier to where it is told now: at once, or by the form of the new row where it asks more."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.told_earlier import Earlier, find_lacking
from tipdesk.services.results import Changed
from tipdesk.ui.records.deeds import CaseDeeds, Deeds
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _


def move_earlier(
    seat: Seat,
    deeds: Deeds,
    earlier: Earlier,
    ask: Callable[..., object],
    refuse: Callable[[TipdeskError], object],
) -> None:
    """Move a group of answers; only rows of a case tell of what belongs elsewhere.

    `ask` opens the form of a row, with what is known, what was told, and the deeds that save it. What is hidden or in
    dispute is refused by the deed itself, which says why.
    """
    if not isinstance(deeds, CaseDeeds):
        return
    moving, told = replace(deeds, moving=earlier), earlier.values()
    name, parent = earlier.parent
    known = {} if earlier.home.whose else {name: parent}
    if find_lacking(earlier.home, told) and not (earlier.is_hidden or earlier.is_disputed):
        ask(earlier.home.record, known, {one: value for one, value in told.items() if one not in known}, moving)
        return

    def moved(changed: Changed) -> None:
        undo = partial(seat.lanes.write, moving.undo, changed, None, (), failed=refuse)
        seat.say(_("Moved"), offer=_("Undo"), undo=undo)

    seat.lanes.write(moving.move, earlier, then=moved, failed=refuse)
