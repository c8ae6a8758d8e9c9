"""From entries in the ledger to the parts of a bundle: items, the salts they need, and the log tables of their logs."""

from collections.abc import Sequence
from dataclasses import dataclass

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.ledger import Logged, ScopeKey
from tipdesk.sync.bundle import ENTRY, Item, LogTable, Salt
from tipdesk.sync.codec import decode_head
from tipdesk.sync.trust import salt_key


@dataclass(frozen=True)
class Packed:
    """The parts that every bundle and grant is made of."""

    logs: tuple[LogTable, ...]
    salts: tuple[Salt, ...]
    items: tuple[Item, ...]


def pack(work: UnitOfWork, entries: Sequence[Logged], kinds: Sequence[str] = ()) -> Packed:
    """Return the parts of a bundle for these entries, in their order.

    `kinds` names the kind of each item; by default all are entries. What is to be forgotten goes without its body.
    """
    places: dict[bytes, int] = {}
    salts: dict[ScopeKey, None] = {}
    items = []
    for number, entry in enumerate(entries):
        log = places.setdefault(entry.log, len(places))
        kind = kinds[number] if kinds else ENTRY
        body = entry.body if kind == ENTRY else None
        if kind == ENTRY:
            salts.setdefault(ScopeKey(*salt_key(decode_head(entry.head), entry.log)))
        items.append(Item(kind, log, entry.head, body, None if body is not None else entry.body_hash))
    held = work.ledger.salts(salts)
    return Packed(
        tuple(LogTable(log, _device(work, log), work.ledger.log_table(log)) for log in places),
        tuple(Salt(key.scope, key.key, held[key]) for key in salts if key in held),
        tuple(items),
    )


def _device(work: UnitOfWork, log: bytes) -> bytes:
    state = work.ledger.get_log(log)
    return state.device if state else b""
