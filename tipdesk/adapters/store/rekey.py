"""Puts the store under another key, by way of a copy beside it that is compared with it row by row.

The store itself stays as it is, so that an interrupted change loses nothing; `adapters/keys/next_files` then puts the
copy in its place.
"""

from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from tipdesk.adapters.store.copying import beside, connect, copy_verified, differs
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.projection import RowSum, keep_setting, keep_sum
from tipdesk.disk import wait_for
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _

_ROWS_AT_ONCE = 1_000


def copy_rekeyed(path: Path, keys: tuple[bytes, bytes], target: Path, setting: tuple[str, bytes]) -> None:
    """Write `target`, a copy of the closed store at `path` under the second of the keys, and wait for the disk.

    `setting` is the name and value of the one setting that differs in the copy. Raises Trouble `disk-full` or
    `store-disk`; Distrust `copy-differs`, or `store-not-closed` where the last writer of the store has left something
    beside it.
    """
    copy_verified(path, keys[0], target, keys[1])
    with at_the_door():
        with closing(connect(path, keys[0])) as source, closing(connect(target, keys[1])) as copy:
            if not _is_equal(source, copy):
                raise differs()
            total = RowSum()
            keep_setting(Link(copy), total, *setting)
            keep_sum(Link(copy), total)
        if any(file.exists() and file.stat().st_size for file in (*beside(path), *beside(target))):
            raise Distrust("store-not-closed", _("The store was not closed cleanly. Start the PC again and try again."))
        wait_for(target)


def _is_equal(one: dbapi2.Connection, other: dbapi2.Connection) -> bool:
    names = [_tables(link) for link in (one, other)]
    return names[0] == names[1] and all(
        left == right for name in names[0] for left, right in zip_longest(_rows(one, name), _rows(other, name))
    )


def _tables(link: dbapi2.Connection) -> list[str]:
    """Return the tables that hold rows themselves; the rows of a search table stand in tables of its own."""
    found: list[Any] = link.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    return [name for (name,) in found]


def _rows(link: dbapi2.Connection, table: str) -> Iterator[list[Any]]:
    rows = link.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names the database gave
    while some := rows.fetchmany(_ROWS_AT_ONCE):
        yield some
