"""A copy of a store file through the database's own backup, verified before anybody relies on it.

Promises that the copy is one state of the store, that every page of it carries its authentication code and that it
holds as many rows as its source; a copy that does not is refused. The caller holds the home's lock.
"""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from tipdesk.adapters.store.engine import set_pragmas
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _


def copy_verified(path: Path, key: bytes, target: Path) -> None:
    """Copy a store to a file that may not be there yet. Distrust `copy-differs`; Trouble `disk-full`, `store-disk`."""
    target.unlink(missing_ok=True)
    with at_the_door():
        source = _connect(path, key)
        copy = _connect(target, key)
        try:
            source.backup(copy)
            counts = [[_count(link, name) for name in _names(link)] for link in (source, copy)]
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            damaged = copy.execute("PRAGMA cipher_integrity_check").fetchall()
            whole = copy.execute("PRAGMA quick_check").fetchone()
        finally:
            copy.close()
            source.close()
    if damaged or whole[0] != "ok" or counts[0] != counts[1]:
        raise Distrust("copy-differs", _("The copy that was made differs from the store. Check the disk it lies on."))


def _connect(path: Path, key: bytes) -> dbapi2.Connection:
    link = dbapi2.connect(str(path), isolation_level=None)
    set_pragmas(link, key)
    return link


def _names(link: dbapi2.Connection) -> list[str]:
    rows: list[Any] = link.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in rows]


def _count(link: dbapi2.Connection, table: str) -> int:
    return int(link.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - names the database gave
