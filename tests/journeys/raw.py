"""What lies in a store as an insider with its key would read it: every cell of every table, bodies and indexes too."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import text

from tests.journeys.runner import PASSPHRASE
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.system.paths import HomePaths


def cells(home: Path, key: bytes) -> Iterator[bytes]:
    """Yield every cell of a closed or open store that holds text or bytes."""
    engine = open_engine(home / STORE, key, read_only=True)
    try:
        with engine.connect() as connection:
            tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
            for table in tables:
                for row in connection.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608 - names from the store itself
                    yield from (
                        one.encode() if isinstance(one, str) else one for one in row if isinstance(one, str | bytes)
                    )
    finally:
        engine.dispose()


def found_in(home: Path, words: Iterable[str], key: bytes | None = None) -> set[str]:
    """Return which of the words stand in some cell, whatever their case. `key`: the store's, else by the passphrase."""
    opened = key or open_slot(HomePaths(home).slots, None, PASSPHRASE).store_key
    everything = b"\n".join(cells(home, opened)).lower()
    return {word for word in words if word.lower().encode() in everything}
