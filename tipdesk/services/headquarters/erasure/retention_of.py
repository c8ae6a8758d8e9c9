"""How long one case is kept, and what holds it: no field of what the case is about leaves here."""

from dataclasses import dataclass
from datetime import date

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
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
    closed, named, reason = row["date_closed"], row["retention_until"], row["closure_reason"]
    roles = {str(one["role"]) for one in reader.find_rows(_ROLE, case=case)}
    return Retention(
        case,
        str(row["reference"] or ""),
        kept_until(
            closed if isinstance(closed, PartialDate) else None,
            str(reason) if reason else None,
            named if isinstance(named, PartialDate) else None,
        ),
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
