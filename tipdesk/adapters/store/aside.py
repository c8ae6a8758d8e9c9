"""What must be kept while the store itself may not be written: a small encrypted database of its own, `aside.db`.

It holds incidents until headquarters has heard of them, looks at a read-only store until they can go into the log, and
the words of the shift register that officers have compared. Same key, same pragmas, so that it survives a power cut as
the store does; made when it is first needed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from tipdesk.adapters.store.engine import set_pragmas
from tipdesk.adapters.store.faults import at_the_door

ASIDE = "aside.db"
INCIDENT, LOOK, WORDS = "incident", "look", "words"
_MADE = "CREATE TABLE IF NOT EXISTS kept (no INTEGER PRIMARY KEY, kind TEXT NOT NULL, content BLOB NOT NULL)"


class Aside:
    """The one of a home."""

    def __init__(self, home: Path, key: bytes) -> None:
        self._path, self._key = home / ASIDE, key

    def keep(self, kind: str, content: bytes) -> None:
        """Keep something, on the disk when this returns; the same is kept once. Trouble as for the store."""
        with self._open() as link:
            sql = "INSERT INTO kept (kind, content) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM kept WHERE content = ?)"
            link.execute(sql, (kind, content, content))

    def find(self, kind: str) -> list[bytes]:
        """Return what is kept of a kind, in order; nothing when nothing ever was."""
        if not self._path.exists():
            return []
        with self._open() as link:
            return [row[0] for row in link.execute("SELECT content FROM kept WHERE kind = ? ORDER BY no", (kind,))]

    def drop(self, kind: str, content: bytes) -> None:
        """Keep it no more."""
        if self._path.exists():
            with self._open() as link:
                link.execute("DELETE FROM kept WHERE kind = ? AND content = ?", (kind, content))

    @contextmanager
    def _open(self) -> Iterator[dbapi2.Connection]:
        with at_the_door():
            link = dbapi2.connect(str(self._path), isolation_level=None)
            try:
                set_pragmas(link, self._key)
                link.execute(_MADE)
                yield link
            finally:
                link.close()
