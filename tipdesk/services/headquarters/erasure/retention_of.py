"""How long one case is kept, and what holds it; no field of what the case is about is told.

What is in dispute is read in the way that keeps the case longest, so that an answer that may be wrong destroys nothing.
"""

from dataclasses import dataclass
from datetime import date

from tipdesk.domain.errors import UserError
from tipdesk.domain.moments import day_shown
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import is_closed, live_values
from tipdesk.domain.rules.retention import HOLDS, holds_on, last_day_of
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader
from tipdesk.services.look import no_such_case
from tipdesk.services.remembered.here import LISTED_OPEN
from tipdesk.services.voice import translated

_CASE, _ROLE = BY_NAME["Case"], BY_NAME["CaseRole"]


@dataclass(frozen=True)
class Retention:
    """How long one case is kept, by its neutral reference.

    `until` is the last day, None while there is none. `holds` are the reasons why it may not be erased, by the codes of
    `HOLDS`.
    """

    case: bytes
    reference: str
    until: date | None
    holds: tuple[str, ...]


def retention_of(reader: Reader, case: bytes) -> Retention:
    """Return how long a case is kept and what holds it; raises UserError `no-such-case`."""
    row = reader.get_row(_CASE, case)
    if row is None:
        raise no_such_case()
    return retention_of_row(reader, row)


def retention_of_row(reader: Reader, row: Row) -> Retention:
    """Return how long a case is kept and what holds it, from its Case row."""
    roles = {str(role) for one in reader.find_rows(_ROLE, case=row.id) for role in live_values(one, "role")}
    return Retention(
        row.id,
        str(row["reference"] or ""),
        last_day_of(row),
        holds_on(
            is_closed=is_closed(live_values(row, "status")) and row.id not in LISTED_OPEN.get(reader),
            has_legal_hold=not live_values(row, "legal_hold") <= {None, False} or "legal_hold" in row.siblings,
            roles=roles,
        ),
    )


def refuse_kept(kept: Retention, today: date) -> None:
    """Raise UserError `held` for a case that something holds, and `kept-longer` before its last day is over.

    What a court orders to be erased sooner has an earlier day first, to which two agree (`hold-lifted-by-two`).
    """
    if kept.holds:
        raise UserError("held", _("This case may not be erased: {why}"), why=HOLDS[kept.holds[0]])
    if kept.until is None:
        raise UserError("kept-longer", _("Nobody knows until when this case is kept. Enter when it was closed."))
    if kept.until >= today:
        raise UserError(
            "kept-longer",
            _("This case is kept until {day}. Where an order says sooner, change “Keep until” first: two agree."),
            day=day_shown(kept.until, translated),
        )
