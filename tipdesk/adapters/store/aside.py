"""What must be kept while the store itself may not be written: a small encrypted database of its own, `aside.db`.

It holds incidents until headquarters has heard of them, looks at a read-only store until they can go into the log, and
the words of the shift register that officers have compared. It has the store's key and pragmas, so that it survives a
power cut as the store does, and is made when it is first needed.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from tipdesk.adapters.store.copying import connect
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.disk import move, remove

ASIDE, UNREADABLE = "aside.db", "aside.unreadable"
INCIDENT, LOOK, WORDS = "incident", "look", "words"
_PRIMARY, _NOT_OURS = 0xFF, (11, 26)
"""The mask for the primary part of an SQLite code, and the codes of a file that is corrupt or not under this key."""
_MADE = "CREATE TABLE IF NOT EXISTS kept (no INTEGER PRIMARY KEY, kind TEXT NOT NULL, content BLOB NOT NULL)"


class Aside:
    """What is kept aside in one home."""

    def __init__(self, home: Path, key: bytes) -> None:
        self._path, self._key = home / ASIDE, key

    def keep(self, kind: str, content: bytes) -> None:
        """Keep some content, which is on the disk when this returns; the same content is kept once.

        Raises the same Trouble as a write to the store.
        """
        with self._open() as link:
            sql = "INSERT INTO kept (kind, content) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM kept WHERE content = ?)"
            link.execute(sql, (kind, content, content))

    def find(self, kind: str) -> list[bytes]:
        """Return the contents of one kind in the order in which they were kept; empty where nothing ever was."""
        if not self._path.exists():
            return []
        with self._open() as link:
            return [row[0] for row in link.execute("SELECT content FROM kept WHERE kind = ? ORDER BY no", (kind,))]

    def drop(self, kind: str, content: bytes) -> None:
        """Stop keeping a content of this kind."""
        if self._path.exists():
            with self._open() as link:
                link.execute("DELETE FROM kept WHERE kind = ? AND content = ?", (kind, content))

    @contextmanager
    def _open(self) -> Iterator[dbapi2.Connection]:
        with at_the_door():
            link = self._connected()
            try:
                link.execute(_MADE)
                yield link
            finally:
                link.close()

    def _connected(self) -> dbapi2.Connection:
        """Connect to the database, moving a file that this key does not open away first.

        Such a file must not keep the store itself from opening; it stays as `aside.unreadable`.
        """
        try:
            return connect(self._path, self._key)
        except dbapi2.DatabaseError as error:
            if int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY not in _NOT_OURS:
                raise
            move(self._path, self._path.with_name(UNREADABLE))
            for left in ("-wal", "-shm"):
                remove(self._path.with_name(ASIDE + left))
            return connect(self._path, self._key)


def rekey_aside(home: Path, old: bytes, new: bytes) -> None:
    """Put what is kept aside under the store's next key; does nothing where nothing is kept."""
    if (home / ASIDE).exists():
        with at_the_door(), closing(connect(home / ASIDE, old)) as link:
            link.execute("PRAGMA journal_mode = DELETE").fetchall()
            link.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"").fetchall()
