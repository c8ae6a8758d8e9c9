"""How long one case is kept, and what holds it: no field of what the case is about leaves here."""

from dataclasses import dataclass
from datetime import date

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.retention import HOLDS, holds_on, kept_until
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.desk import Reader
from tipdesk.services.look import no_such_case

_CASE, _ROLE = BY_NAME["Case"], BY_NAME["CaseRole"]
_CLOSED = "closed"


@dataclass(frozen=True)
class Retention:
    """One case by its neutral reference. `until`: the last day; `holds`: why it may not go, by the codes of `HOLDS`."""

    case: bytes
    reference: str
    until: date | None
    holds: tuple[str, ...]


def retention_of(reader: Reader, case: bytes) -> Retention:
    """Return what is known. UserError `no-such-case`."""
    row = reader.get_row(_CASE, case)
    if row is None:
        raise no_such_case()
    return retention_of_row(reader, row)


def last_day_of(row: Row) -> date | None:
    """Return the last day on which a case, given as its Case row, is kept; None while there is none."""
    closed, named, reason = row["date_closed"], row["retention_until"], row["closure_reason"]
    return kept_until(
        closed if isinstance(closed, PartialDate) else None,
        str(reason) if reason else None,
        named if isinstance(named, PartialDate) else None,
    )


def retention_of_row(reader: Reader, row: Row) -> Retention:
    """Return what is known of a case whose Case row has been read."""
    roles = {str(one["role"]) for one in reader.find_rows(_ROLE, case=row.id)}
    return Retention(
        row.id,
        str(row["reference"] or ""),
        last_day_of(row),
        holds_on(
            is_closed=str(row["status"] or "").startswith(_CLOSED),
            has_legal_hold=row["legal_hold"] is True or "legal_hold" in row.siblings,
            roles=roles,
        ),
    )


def refuse_held(kept: Retention) -> None:
    """Refuse a case that something holds. UserError `held`."""
    if kept.holds:
        raise UserError("held", _("This case may not be erased: {why}"), why=HOLDS[kept.holds[0]])
