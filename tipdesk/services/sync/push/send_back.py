"""A restored headquarters gets back what it once sent down: stretches of the down-log, each as headquarters signed it.

The device adds nothing but its own signature outside. A stretch of which an entry is not held here any more cannot be
proved, and is left out.
"""

from collections.abc import Iterator, Sequence

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import Stretch, find_stretches, get_keyset, get_receipt
from tipdesk.services.sync.push.make_bundles import Outgoing
from tipdesk.services.sync.push.packing import pack
from tipdesk.sync.bundle import Item, join_content, read_inner, seal_bundle
from tipdesk.sync.document import Receipt


def send_back(desk: LinkDesk) -> Iterator[Outgoing]:
    """Yield the sealed bundles that headquarters' last receipt asks for; nothing when it asks for none."""
    with desk.read() as reader:
        receipt = get_receipt(reader)
        stretches = _wanted(find_stretches(reader), receipt) if receipt and receipt.wanted else []
    for stretch in stretches:
        with desk.work() as work:
            content = _content(work, stretch)
            recipients = get_keyset(work).up_recipients
        if content is not None:
            inner = read_inner(stretch.signed)
            sealed = seal_bundle(content, desk.place.device, desk.keys.signer, desk.keys.sealer(recipients))
            yield Outgoing(desk.ids.noise(8).hex(), sealed, b"", inner.first, inner.last, 0, 0)


def _wanted(stretches: Sequence[Stretch], receipt: Receipt) -> list[Stretch]:
    """Return what follows the place that headquarters knows of; everything where our down-log never was there."""
    inners = [read_inner(stretch.signed) for stretch in stretches]
    known = receipt.wanted - 1
    is_ours = known == 0 or any((one.last, one.head) == (known, receipt.wanted_after) for one in inners)
    return [one for one, inner in zip(stretches, inners, strict=True) if not is_ours or inner.last > known]


def _content(work: UnitOfWork, stretch: Stretch) -> bytes | None:
    logs = read_inner(stretch.signed).logs
    entries, items = [], []
    for kind, log, seq in stretch.items:
        entry = work.ledger.get_entry(logs[log].log, seq)
        if entry is None:
            return None
        entries.append(entry)
        items.append(Item(kind, log, entry.head, entry.body, entry.body_hash if entry.body is None else None))
    return join_content(stretch.signed, stretch.signature, pack(work, entries).salts, items, up=False)
