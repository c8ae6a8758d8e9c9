"""Judge what somebody did without asking: it was right, or it was not, and why in words. Both stay in the case.

Nobody judges what they did themself. A conflict of interest that is not upheld opens the case again to the officer who
declared it. Which reviews are owed, and by when, is in `find_reviews`.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import (
    EXCLUSION,
    REVIEW,
    check_reason,
    get_live_row,
    not_yourself,
    permit_deed,
    written,
)
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_deletion
from tipdesk.services.look import deed
from tipdesk.services.results import Changed


def decide_review(desk: Desk, review: bytes | str, *, is_upheld: bool, words: str) -> Changed:
    """Decide a review, given by its id.

    Raises UserError `reason-needed` where `words` say nothing, `not-yourself`, `decided-already`, `not-allowed`, and
    `no-such-row` where there is no such review.
    """
    said = check_reason(words)
    with deed(desk) as unit:
        seen = get_live_row(unit, REVIEW, review)
        excluded = seen["exclusion"]
        shut = unit.get_row(EXCLUSION, excluded) if isinstance(excluded, bytes) else None
        case = seen.case or b""
        if seen["officer"] in permit_deed(unit, desk, case, Deed.REVIEW).ids:
            raise not_yourself()
        if seen["decision"] is not None:
            raise UserError("decided-already", _("Somebody has decided this already."))
        changes = written(
            seen,
            {
                "decision": "upheld" if is_upheld else "not_upheld",
                "decided_by": desk.actor.officer,
                "decided_at": moment_now(desk),
                "words": said,
            },
        )
        if shut is not None and not shut.deleted and not is_upheld:
            changes.append(change_of_deletion(shut))
        write_case(desk, unit, case, changes)
        note_deed(desk, unit, "decide", {"case": case, "row": seen.id, "officer": seen["officer"]})
    return Changed(frozenset({REVIEW.name}), case, seen.id)
