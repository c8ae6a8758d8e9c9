"""What headquarters sends down: stretches of a device's down-log, sealed to it; and how far the device says it is."""

from collections.abc import Iterator

from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.headquarters.directory.registry import DEVICE, Registry
from tipdesk.services.headquarters.keys.office import signing_for
from tipdesk.services.headquarters.ledger.meet_log import fill_down_log
from tipdesk.services.headquarters.ledger.wanted import want_back
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.remembered.office import DOWN_SEEN, EPOCH
from tipdesk.services.remembered.shapes import DownPoint
from tipdesk.services.sync.push.packing import Packed, pack
from tipdesk.sync.bundle import DOWN, VERSION, Inner, seal_bundle, vouch_for, write_content
from tipdesk.sync.codec import first_down_hash
from tipdesk.sync.limits import BUNDLE_AIM


def note_down_seen(work: UnitOfWork, registry: Registry, device: bytes, seq: int, chained: bytes) -> None:
    """Remember how far a device has taken in its down-log.

    Where that is no place on ours (headquarters was restored, or the post was), the down-log starts again from the
    device's own place with everything it should hold; entries it has already are no news to it. What the device holds
    beyond all that we know of is wanted back.
    """
    if work.ledger.down.hash_at(device, seq) != chained:
        want_back(work, device, _known_point(work, device), (seq, chained))
        work.ledger.down.rebase(device, seq, chained)
        fill_down_log(work, registry, device)
    DOWN_SEEN.of(device).keep(work, (seq, chained))


def begin_down_anew(work: UnitOfWork, device: bytes) -> None:
    """Let the down-log of a PC that moves go on from what it is known to have: what waits there is its former post's.

    Should it have taken in more than it has said yet, it says so at its next contact, and `note_down_seen` follows.
    """
    work.ledger.down.rebase(device, *_known_point(work, device))


def make_down_bundles(desk: LinkDesk, device: bytes, most: int = 8) -> Iterator[tuple[bytes, int]]:
    """Yield at most `most` sealed bundles that follow what the device has, each with the last down-sequence in it."""
    after = -1
    for _number in range(most):
        with desk.work() as work:
            signer = signing_for(desk, work, device).signer
            stretch = _next_stretch(work, device, after, vouch_for(signer.public, desk.keys.signer))
            row = work.get_row(DEVICE, device)
        recipient = row["recipient"] if row else None
        if stretch is None or not isinstance(recipient, str):
            return
        packed, inner = stretch
        content = write_content(inner, signer, packed.salts, packed.items)
        sealer = desk.keys.sealer([recipient])
        yield seal_bundle(content, device_of(signer.public), signer, sealer, is_uploaded=False), inner.last
        after = inner.last


def down_seen(reader: Reader, device: bytes) -> int:
    """Return how far a device has said that it has taken in its down-log."""
    return _known_point(reader, device)[0]


def _next_stretch(
    work: UnitOfWork, device: bytes, after: int, office: tuple[bytes, bytes]
) -> tuple[Packed, Inner] | None:
    start = after if after >= 0 else down_seen(work, device)
    items = work.ledger.down.read(device, start, BUNDLE_AIM)
    if not items:
        return None
    packed = pack(work, [item.entry for item in items], [item.kind for item in items])
    inner = Inner(
        version=VERSION,
        kind=DOWN,
        device=device,
        logs=packed.logs,
        log=b"",
        first=items[0].seq,
        last=items[-1].seq,
        prev=work.ledger.down.hash_at(device, items[0].seq - 1) or first_down_hash(device),
        head=items[-1].hash,
        schema=SCHEMA_VERSION,
        epoch=EPOCH.get(work),
        office=office,
    )
    return packed, inner


def _known_point(reader: Reader, device: bytes) -> DownPoint:
    return DOWN_SEEN.of(device).get(reader) or (0, first_down_hash(device))
