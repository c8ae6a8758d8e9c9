"""Judge what somebody did without asking: it was right, or it was not, and why in words. Both stay in the case.

Nobody judges what they did themself, nor what they wrote when a gate was passed. A conflict of interest that is not
upheld opens the case again to the officer who declared it. Which reviews are owed, and by when, is in `find_reviews`.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow
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
from tipdesk.services.desk import Desk, Reader
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
        eyes = permit_deed(unit, desk, case, Deed.REVIEW)
        if seen["officer"] in eyes.ids or not eyes.ids.isdisjoint(_writers(unit, seen)):
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


def _writers(reader: Reader, review: Row) -> frozenset[bytes]:
    """Return who wrote what a review of a gate is about: the entries in which the gate was passed."""
    about, case = review["subject"], review.case
    if not review["gate"] or not isinstance(about, NamedRow) or case is None:
        return frozenset()
    asked = set(review.all_dots)
    return frozenset(one.actor for one in reader.find_happenings(case, about.id) if one.dot in asked)
