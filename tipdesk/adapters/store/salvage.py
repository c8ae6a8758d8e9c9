"""Reads what a store that is not trusted any more wrote last, without writing a byte to it.

When a backup is put back, what the damaged store wrote since is brought over this way.
"""

from dataclasses import dataclass
from pathlib import Path

from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.entries import EntryShelf
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.services.ledger import Logged, ScopeKey

_ALL = 1 << 40


@dataclass(frozen=True)
class Salvaged:
    """What was read of one log: its entries in order, the logs that its dots name by index, and the store's salts."""

    entries: tuple[Logged, ...]
    table: tuple[bytes, ...]
    salts: dict[ScopeKey, bytes]


def find_logs(store: Path, key: bytes, device: bytes) -> list[bytes]:
    """Return the logs of a device that a store file holds, the earlier first.

    Raises Distrust `store-unreadable` and Trouble `store-disk` as `salvage` does.
    """
    engine = open_engine(store, key, read_only=True)
    try:
        with at_the_door(), engine.connect() as connection, connection.begin():
            return [one.log for one in Logs(Link(connection)).find(device)]
    finally:
        engine.dispose()


def salvage(store: Path, key: bytes, log: bytes, after: int) -> Salvaged:
    """Return what a store file holds of a log after the entry numbered `after`.

    Raises Distrust `store-unreadable` for a wrong key or a damaged file, and Trouble `store-disk` where the disk fails.
    """
    engine = open_engine(store, key, read_only=True)
    try:
        with at_the_door(), engine.connect() as connection, connection.begin():
            link = Link(connection)
            logs = Logs(link)
            if logs.find_number(log) is None:
                return Salvaged((), (log,), {})
            entries: list[Logged] = []
            while some := EntryShelf(link, logs).read(log, entries[-1].seq if entries else after, _ALL):
                entries += some
            rows = link.rows("SELECT scope, key, salt FROM salts")
            return Salvaged(tuple(entries), logs.table_ids(log), {ScopeKey(*row[:2]): row[2] for row in rows})
    finally:
        engine.dispose()
