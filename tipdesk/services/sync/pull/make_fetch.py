"""The signed document with which this device asks headquarters for what waits, and tells what it must know.

It states how far the down-log was taken in, which checkpoints of the ledger are to be proved, which keyset is held,
what was noticed of a store that can only be read, which files are lacking, and the number by which it is newer than the
one before.

That number only grows. It follows the clock where that is ahead, so that a store whose restore was taken back has a
number beyond those of its other life; a clock that was set back, or is dead, does not hold it up. Where headquarters
refuses the number all the same, because the clock was ahead in that other life, it leaps until it is beyond.
"""

from typing import Final

from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.from_headquarters import get_down, get_keyset, get_receipt, shows_keyset
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import EPOCH_SEEN, FETCH_NUMBER, KEYSET_IN_FORCE, LEDGER_SEEN
from tipdesk.sync.document import FETCH, Fetch, write_payload
from tipdesk.sync.wants import Files


def make_fetch(desk: LinkDesk, reader: Reader, number: int | None = None, files: Files | None = None) -> bytes:
    """Return the signed document; `files` is what it says of files.

    Where the store can be written, the caller keeps the document's number (`keep_fetch_number`) in the same unit of
    work.
    """
    seq, chained = get_down(reader, desk.place.device)
    receipt = get_receipt(reader)
    fetch = Fetch(
        device=desk.place.device,
        log=desk.place.log,
        down_seq=seq,
        down_hash=chained,
        receipt_time=receipt.time if receipt else 0,
        made_at=desk.clock.now_ms(),
        epoch=EPOCH_SEEN.get(reader),
        checkpoints=LEDGER_SEEN.get(reader).to_prove(),
        keyset=get_keyset(reader).mark,
        keyset_document=(KEYSET_IN_FORCE.get(reader) or b"") if shows_keyset(reader) else b"",
        incidents=desk.incidents,
        number=next_fetch_number(desk, reader) if number is None else number,
        files=files,
    )
    return write_payload(FETCH, fetch, desk.keys.signer)


OLD_FETCH: Final = "old-fetch"
"""The code with which headquarters refuses a fetch document that is over."""
_LEAP: Final = 2**42
MOST_NUMBER: Final = 2**62


def next_fetch_number(desk: Desk, reader: Reader) -> int:
    """Return a number higher than that of any document before."""
    return min(max(FETCH_NUMBER.get(reader) + 1, desk.clock.now_ms()), MOST_NUMBER)


def keep_fetch_number(work: UnitOfWork, number: int) -> None:
    """Keep the number of a document that is about to go."""
    FETCH_NUMBER.keep(work, number)


def leap_fetch_number(work: UnitOfWork) -> None:
    """Go far beyond any number that headquarters may have seen.

    It is needed where a former life of this PC had a clock that was ahead.
    """
    keep_fetch_number(work, min(max(2 * FETCH_NUMBER.get(work), _LEAP), MOST_NUMBER))
