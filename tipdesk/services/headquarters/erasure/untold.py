"""Which PCs have not taken in an erasure yet: told by how far each says that it has its down-log."""

from collections.abc import Iterable, Iterator

from tipdesk.domain.rows import Row
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.headquarters.directory.registry import DEVICE
from tipdesk.services.headquarters.ledger.down_bundles import down_seen
from tipdesk.services.ledger import Logged
from tipdesk.sync.codec import decode_plain, encode_plain
from tipdesk.sync.limits import BUNDLE_AIM

_PLACES = "erasure-told:"


def note_places(work: UnitOfWork, erasure: bytes, devices: Iterable[bytes], after: int) -> None:
    """Put what the own log says since entry `after` into each PC's down-log, and remember where it stands there.

    In the unit of work that erases, so that nobody stays untold for ever because of a disk that failed in between.
    """
    said = list(_said(work, after))
    places = {}
    for device in devices:
        work.ledger.down.add(device, said)
        places[device.hex()] = work.ledger.down.head_of(device)[0]
    work.put_setting(_PLACES + erasure.hex(), encode_plain(places))


def _said(work: UnitOfWork, after: int) -> Iterator[Logged]:
    own = work.ledger.own()
    while after < own.seq:
        for entry in work.ledger.read(own.log, after, BUNDLE_AIM):
            after = entry.seq
            yield entry


def untold_devices(reader: Reader, erasure: Row) -> tuple[str, ...]:
    """Return the names of the PCs that hold the case and have not said that they took its erasure in."""
    kept = reader.get_setting(_PLACES + erasure.id.hex())
    places = decode_plain(kept) if kept else {}
    late = []
    for device in devices_in(erasure["devices"]):
        place = places.get(device.hex())
        if place is None or down_seen(reader, device) < int(place):
            row = reader.get_row(DEVICE, device)
            late.append(str(row["name"] or "") if row else device.hex()[:8])
    return tuple(late)


def devices_in(told: object) -> list[bytes]:
    """Return the PCs that held the case when it was erased, out of the field that names them."""
    return [bytes.fromhex(line) for line in str(told or "").split()]
