"""Copies of a store file, made by the database's own backup and verified before anybody relies on them.

A copy is one state of the store, under the same key or another. Every page of it must carry its authentication code and
every table as many rows as its source has; a copy that does not is refused. The caller holds the lock of the home.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

from sqlcipher3 import dbapi2

from tipdesk.adapters.store.engine import set_pragmas
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.disk import remove
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _

_PAGES_AT_ONCE = 1_000
Told: TypeAlias = Callable[[int, int], object]
"""Hears how many pages out of how many have been copied; whatever it raises ends the copy."""


def untold(_done: int, _total: int) -> None:
    """Ignore how far a copy has come, for a caller that does not want to know."""


def copy_verified(path: Path, key: bytes, target: Path, target_key: bytes | None = None, told: Told = untold) -> None:
    """Copy a store to another file, under the store's own key unless `target_key` gives another one.

    A file that lies at `target` is deleted first. Raises Distrust `copy-differs` where the copy is not what was copied,
    and Trouble `disk-full` or `store-disk` where the disk refuses.
    """
    with at_the_door():
        for leftover in (target, *beside(target)):
            remove(leftover)
        with closing(connect(path, key)) as source, closing(connect(target, target_key or key)) as copy:
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=lambda _code, left, total: told(total - left, total))
            # SQLCipher tells a page that fails its authentication code when it is asked for the next one, so that the
            # last page that was copied would pass: let it decrypt another.
            source.execute("PRAGMA shrink_memory").fetchall()
            counts = [[_count(link, name) for name in _names(link)] for link in (source, copy)]
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            damaged = copy.execute("PRAGMA cipher_integrity_check").fetchall()
            whole = copy.execute("PRAGMA quick_check").fetchone()
    if damaged or whole[0] != "ok" or counts[0] != counts[1]:
        raise differs()


def connect(path: Path, key: bytes) -> dbapi2.Connection:
    """Return a connection of the driver's own to an encrypted file under this key, with the pragmas of a store."""
    link = dbapi2.connect(str(path), isolation_level=None)
    try:
        set_pragmas(link, key)
    except BaseException:
        link.close()
        raise
    return link


def beside(path: Path) -> tuple[Path, ...]:
    """Return the paths of the files that the database may leave beside a store that was not closed cleanly."""
    return tuple(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))


def differs() -> Distrust:
    """Return Distrust `copy-differs`, the refusal of a copy that is not what was copied."""
    return Distrust("copy-differs", _("The copy that was made differs from the store. Check the disk it lies on."))


def _names(link: dbapi2.Connection) -> list[str]:
    rows: list[Any] = link.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in rows]


def _count(link: dbapi2.Connection, table: str) -> int:
    return int(link.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - names the database gave
