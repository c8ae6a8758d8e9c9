"""The heads kept outside the store, and whether each lies on the chain inside: headquarters' receipt, and words.

The `head` file has a module of its own (`head_file`). Headquarters' receipt also lies as a file beside the store; it is
written before the commit that keeps the same receipt inside, so the file is never the older one. Words are those of the
shift register, which officers compare by hand.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from tipdesk.adapters.store.link import Link
from tipdesk.disk import read_whole, write_whole
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.domain.texts import _
from tipdesk.services.remembered.link import FORMER_KEYSETS, KEYSET_IN_FORCE, LAST_RECEIPT
from tipdesk.services.remembered.memory import Remembered
from tipdesk.sync.codec import decode_plain, first_hash
from tipdesk.sync.document import KEYSET, RECEIPT, Keyset, Receipt, read_payload, read_signed
from tipdesk.sync.envelope import Verifier
from tipdesk.sync.register_words import Landmark, find_seq

RECEIPT_FILE = "receipt"

_NONE = msgspec.msgpack.encode(())


def write_receipt(home: Path, receipt: bytes) -> None:
    """Put a receipt in place of the last one and wait for the disk; raises Trouble `store-disk` where it refuses."""
    try:
        write_whole(home / RECEIPT_FILE, receipt)
    except OSError as error:
        raise Trouble("store-disk", _("The disk does not let the store be read or written.")) from error


def receipt_problems(link: Link, home: Path, verify: Verifier) -> list[str]:
    """Compare the receipt beside the store with the one inside and with the chain, and return what does not fit."""
    inside = _kept(link, LAST_RECEIPT)
    try:
        beside = read_whole(home / RECEIPT_FILE)
    except OSError:
        return ["the receipt beside the store is gone"] if inside else []
    try:
        kept = (_kept(link, KEYSET_IN_FORCE) or b"", *decode_plain(_kept(link, FORMER_KEYSETS) or _NONE))
        keysets = [read_payload(one, KEYSET, Keyset)[0] for one in kept]  # it may be from before a renewal
        keys = tuple(key for keyset in keysets for key in keyset.sign_keys)
        receipt = read_signed(beside, RECEIPT, Receipt, keys, verify)
        held = read_payload(inside, RECEIPT, Receipt)[0] if inside else None
    except Distrust:
        return ["the receipt beside the store is not one of headquarters"]
    if inside != beside and held is not None and _age(receipt) < _age(held) and receipt.log == held.log:
        return ["an older receipt lies beside the store"]
    if _hash_at(link, receipt.log, receipt.seq) == receipt.head:
        return []
    return [f"headquarters has received entry {receipt.seq}, which the store does not have"]


def _age(receipt: Receipt) -> tuple[int, int]:
    return receipt.epoch, receipt.seq


def words_problems(link: Link, own_device: bytes, kept: Iterable[bytes]) -> list[str]:
    """Look on the logs of this device for each place that officers have compared, and return those that are missing."""
    places = [Landmark(*msgspec.msgpack.decode(content, type=tuple[int, int])) for content in kept]
    return [words_missing(place) for place in places if find_words(link, own_device, place) is None]


def words_missing(place: Landmark) -> str:
    """Return the sentence which says that words of the shift register are on no log of this device."""
    return f"the words of entry {place.seq} in the shift register are of another store or of a later state of this one"


def find_words(link: Link, own_device: bytes, place: Landmark) -> int | None:
    """Return the entry that words name on a log of this device, or None when there is none."""
    logs = link.rows("SELECT log, seq FROM logs WHERE device = ? AND hash IS NOT NULL ORDER BY no DESC", (own_device,))
    found = (find_seq(place, seq, partial(_hash_at, link, log)) for log, seq in logs)
    return next((seq for seq in found if seq is not None), None)


def encode_place(place: Landmark) -> bytes:
    """Return the bytes under which the words of the shift register are kept aside."""
    return msgspec.msgpack.encode(tuple(place))


def _kept(link: Link, what: Remembered[Any]) -> bytes | None:
    value: bytes | None = link.value("SELECT value FROM settings WHERE key = ?", (what.name,))
    return value


def _hash_at(link: Link, log: bytes, seq: int) -> bytes | None:
    if seq == 0:
        device = link.value("SELECT device FROM logs WHERE log = ?", (log,))
        return first_hash(device, log) if device else None
    sql = "SELECT e.hash FROM entries e JOIN logs l ON l.no = e.log_no WHERE l.log = ? AND e.seq = ?"
    found: bytes | None = link.value(sql, (log, seq))
    return found
