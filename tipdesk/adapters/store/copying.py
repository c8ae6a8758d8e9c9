"""A copy of a store file through the database's own backup, verified before anybody relies on it.

Promises that the copy is one state of the store, under the same key or another, that every page of it carries its
authentication code and that it holds as many rows as its source; a copy that does not is refused. The caller holds the
home's lock.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

from sqlcipher3 import dbapi2

from tipdesk.adapters.store.engine import set_pragmas
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _

_PAGES_AT_ONCE = 1_000
Told: TypeAlias = Callable[[int, int], object]
"""Hears how many pages of how many are copied; whatever it raises ends the copy."""


def untold(_done: int, _total: int) -> None:
    """Nobody asks how far a copy is."""


def copy_verified(path: Path, key: bytes, target: Path, target_key: bytes | None = None, told: Told = untold) -> None:
    """Copy a store to a file that may not be there yet, under its own key unless another is given.

    Distrust `copy-differs`; Trouble `disk-full`, `store-disk`.
    """
    with at_the_door():
        for leftover in (target, *beside(target)):
            leftover.unlink(missing_ok=True)
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
    """Return a connection of the driver's own, with the pragmas of a store, to an encrypted file of this key."""
    link = dbapi2.connect(str(path), isolation_level=None)
    try:
        set_pragmas(link, key)
    except BaseException:
        link.close()
        raise
    return link


def beside(path: Path) -> tuple[Path, ...]:
    """Return the files that the database may leave beside a store that was not closed cleanly."""
    return tuple(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))


def differs() -> Distrust:
    """Return the refusal of a copy that is not what was copied."""
    return Distrust("copy-differs", _("The copy that was made differs from the store. Check the disk it lies on."))


def _names(link: dbapi2.Connection) -> list[str]:
    rows: list[Any] = link.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in rows]


def _count(link: dbapi2.Connection, table: str) -> int:
    return int(link.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - names the database gave
