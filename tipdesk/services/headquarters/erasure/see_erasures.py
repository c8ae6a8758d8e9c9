"""What was asked for, decided and erased, and who has not been told yet: for headquarters and its certificates."""

from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.headquarters.erasure.erasing import ERASURE, permit_erasure
from tipdesk.services.headquarters.erasure.untold import untold_devices


@dataclass(frozen=True)
class ErasureLine:
    """One erasure. `decision`: "", "approved" or "declined"; `untold`: the PCs that have not heard of it, by name.

    `prints`, `exports`, `quarantined`: what it could not reach by itself.
    """

    id: bytes
    case: bytes
    reference: str
    reason: str
    asked_by: str
    asked_at: datetime | None
    decision: str
    decided_by: str
    decided_at: datetime | None
    entries: int
    digest: bytes
    prints: int
    exports: int
    quarantined: int
    untold: tuple[str, ...]


def see_erasures(desk: Desk) -> list[ErasureLine]:
    """Return every erasure, the latest first. UserError `not-headquarters`, `not-allowed`."""
    permit_erasure(desk)
    names = read_names(desk)
    with desk.read() as reader:
        lines = [_line(reader, names, row) for row in reader.find_rows(ERASURE)]
    return sorted(lines, key=lambda one: one.asked_at.timestamp() if one.asked_at else 0.0, reverse=True)


def _line(reader: Reader, names: Names, row: Row) -> ErasureLine:
    asked, decided = row["asked_at"], row["decided_at"]
    digest = row["digest"]
    return ErasureLine(
        id=row.id,
        case=row["case"] if isinstance(row["case"], bytes) else b"",
        reference=str(row["reference"] or ""),
        reason=str(row["reason"] or ""),
        asked_by=_officer(names, row["asked_by"]),
        asked_at=asked if isinstance(asked, datetime) else None,
        decision=str(row["decision"] or ""),
        decided_by=_officer(names, row["decided_by"]),
        decided_at=decided if isinstance(decided, datetime) else None,
        entries=_number(row["entries"]),
        digest=digest if isinstance(digest, bytes) else b"",
        prints=_number(row["prints"]),
        exports=_number(row["exports"]),
        quarantined=_number(row["quarantined"]),
        untold=untold_devices(reader, row),
    )


def _officer(names: Names, officer: object) -> str:
    return names.officer(officer) if isinstance(officer, bytes) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
