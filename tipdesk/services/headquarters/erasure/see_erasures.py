"""What was asked for, decided and erased, and which PCs have not been told yet: for headquarters and for certificates.

A PC has been told when it says that it has taken in its down-log up to the place where the erasure is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.headquarters.directory.registry import DEVICE
from tipdesk.services.headquarters.erasure.erasing import ERASURE, permit_erasure
from tipdesk.services.headquarters.ledger.down_bundles import down_seen
from tipdesk.services.ledger import Logged
from tipdesk.services.remembered.office import ERASURE_TOLD
from tipdesk.sync.limits import BUNDLE_AIM


def note_untold(work: UnitOfWork, erasure: bytes, devices: Iterable[bytes], after: int) -> None:
    """Put what the own log says since entry `after` into each PC's down-log, and remember at which place it is there.

    This happens in the unit of work that erases, so that no PC stays untold for ever because a disk failed in between.
    """
    said = list(_said(work, after))
    places = {}
    for device in devices:
        work.ledger.down.add(device, said)
        places[device.hex()] = work.ledger.down.head_of(device)[0]
    ERASURE_TOLD.of(erasure).keep(work, places)


def _said(work: UnitOfWork, after: int) -> Iterator[Logged]:
    own = work.ledger.own()
    while after < own.seq:
        for entry in work.ledger.read(own.log, after, BUNDLE_AIM):
            after = entry.seq
            yield entry


def untold_devices(reader: Reader, erasure: Row) -> tuple[str, ...]:
    """Return the names of the PCs that hold the case and have not said that they took its erasure in."""
    places = ERASURE_TOLD.of(erasure.id).get(reader)
    late = []
    for device in devices_in(erasure["devices"]):
        place = places.get(device.hex())
        if place is None or down_seen(reader, device) < place:
            row = reader.get_row(DEVICE, device)
            late.append(str(row["name"] or "") if row else device.hex()[:8])
    return tuple(late)


def devices_in(told: object) -> list[bytes]:
    """Return the PCs that held a case when it was erased, from the field that names them."""
    return [bytes.fromhex(line) for line in str(told or "").split()]


@dataclass(frozen=True)
class ErasureLine:
    """One request to erase a case, and what came of it.

    `decision` is "", "approved" or "declined". `prints`, `exports` and `quarantined` count what it could not reach by
    itself, and `untold` names the PCs that have not heard of it.
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
    """Return every request to erase a case, the latest first; raises UserError `not-headquarters` and `not-allowed`."""
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
