"""Which PCs have not taken in an erasure yet: told by how far each says that it has its down-log."""

from tipdesk.domain.rows import Row
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.headquarters.down_bundles import down_seen
from tipdesk.services.headquarters.registry import DEVICE
from tipdesk.sync.codec import decode_plain, encode_plain

_PLACES = "erasure-told:"


def note_places(work: UnitOfWork, erasure: Row) -> None:
    """Remember up to where each PC must have its down-log to have heard of an erasure that has just been committed."""
    places = {device.hex(): work.ledger.down.head_of(device)[0] for device in devices_of(erasure)}
    work.put_setting(_PLACES + erasure.id.hex(), encode_plain(places))


def untold_devices(reader: Reader, erasure: Row) -> tuple[str, ...]:
    """Return the names of the PCs that hold the case and have not said that they took its erasure in."""
    kept = reader.get_setting(_PLACES + erasure.id.hex())
    places = decode_plain(kept) if kept else {}
    late = []
    for device in devices_of(erasure):
        place = places.get(device.hex())
        if place is None or down_seen(reader, device) < int(place):
            row = reader.get_row(DEVICE, device)
            late.append(str(row["name"] or "") if row else device.hex()[:8])
    return tuple(late)


def devices_of(erasure: Row) -> list[bytes]:
    """Return the PCs that held the case when it was erased."""
    return [bytes.fromhex(line) for line in str(erasure["devices"] or "").split()]
