"""The signed document with which this device asks headquarters for what waits, and tells what it must.

It states how far the down-log was taken in, which checkpoints of the ledger are to be proved, which keyset is held,
what was noticed of a store that can only be read, and the number by which it is newer than the one before.
"""

from tipdesk.services.desk import Reader
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import (
    get_down,
    get_epoch_seen,
    get_keyset,
    get_keyset_document,
    get_receipt,
    shows_keyset,
)
from tipdesk.services.sync.pull.fetch_number import next_fetch_number
from tipdesk.services.sync.pull.ledger_seen import get_ledger_seen
from tipdesk.sync.document import FETCH, Fetch, write_payload


def make_fetch(desk: LinkDesk, reader: Reader, number: int | None = None) -> bytes:
    """Return the document. Whoever can write keeps the number of it (`fetch_number`) in the same unit of work."""
    seq, chained = get_down(reader, desk.place.device)
    receipt = get_receipt(reader)
    fetch = Fetch(
        device=desk.place.device,
        log=desk.place.log,
        down_seq=seq,
        down_hash=chained,
        receipt_time=receipt.time if receipt else 0,
        made_at=desk.clock.now_ms(),
        epoch=get_epoch_seen(reader),
        checkpoints=get_ledger_seen(reader).to_prove(),
        keyset=get_keyset(reader).mark,
        keyset_document=get_keyset_document(reader) if shows_keyset(reader) else b"",
        incidents=desk.incidents,
        number=next_fetch_number(desk, reader) if number is None else number,
    )
    return write_payload(FETCH, fetch, desk.keys.signer)
