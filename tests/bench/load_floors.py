"""What plain SQLCipher takes for the same rows of the same file: no log, no gate, no audit, no window.

Promises the store's own key, cipher and pragmas through `sqlcipher3` alone, and that the home is left as it was found:
only `save` writes, into a file of its own. What a floor leaves out, our figure beside it does.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from tests.bench.homes import PASSPHRASE
from tests.bench.load_homes import LOGINS
from tests.bench.timing import timed
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.adapters.store.closed_file import digest_of
from tipdesk.adapters.store.engine import set_pragmas
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.records import CASE_RECORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.load_homes import Built

_LIST = (
    "SELECT s.case_id, c.reference, c.title, s.status, s.updated FROM case_state s "
    'JOIN "case" c ON c.row_id = s.case_id '
    "WHERE s.hidden = 0 ORDER BY s.updated DESC LIMIT 200"
)
_SEARCH = (
    "SELECT r.row_id, r.case_id FROM search_words f JOIN search_rows r ON r.no = f.rowid WHERE f.search_words MATCH ? "
    "ORDER BY f.rowid DESC LIMIT 50"
)
_ROWS_BEFORE = 100_000


@dataclass(frozen=True)
class Floors:
    """Seconds. `unlock`: passphrase, open, first page of the list; `checked`: the same with SQLCipher's own checks.

    `digest`: SHA-256 of the file; the others are one figure a deed.
    """

    unlock: float
    checked: float
    digest: float
    case: Sequence[float]
    list: Sequence[float]
    search: Sequence[float]
    save: Sequence[float]

    @classmethod
    def of(cls, built: Built, home: Path, count: int) -> Floors:
        """Measure them on a home that is closed."""
        paths = HomePaths(home)
        key = b""

        def stretch() -> None:
            nonlocal key
            key = open_slot(paths.slots, LOGINS[home.name], PASSPHRASE).store_key

        opening = timed(stretch)
        with closing(dbapi2.connect(paths.store.as_uri(), uri=True, isolation_level=None)) as link:
            opening += timed(lambda: set_pragmas(link, key, read_only=True))
            opening += timed(lambda: _rows(link, _LIST))
            cases = [bytes.fromhex(case) for case in built.cases[:: max(1, len(built.cases) // count)]]
            found = {
                "case": [timed(partial(read_case, link, case)) for case in cases],
                "list": [timed(partial(_rows, link, _LIST)) for _time in range(20)],
                "search": [timed(partial(_rows, link, _SEARCH, f'"{word}"*')) for word in built.words],
            }
        with closing(dbapi2.connect(paths.store.as_uri(), uri=True, isolation_level=None)) as link:
            set_pragmas(link, key, read_only=True)
            checking = timed(lambda: _rows(link, "PRAGMA cipher_integrity_check"))
            checking += timed(lambda: _rows(link, "PRAGMA quick_check"))
        digest = timed(lambda: digest_of(paths.store))
        save = _saves(home.with_name(f"{home.name}-floor.db"), count)
        return cls(opening, opening + checking, digest, save=save, **found)


def _rows(link: dbapi2.Connection, sql: str, *values: bytes | str) -> None:
    link.execute(sql, values).fetchall()


def read_case(link: dbapi2.Connection, case: bytes) -> None:
    """Read every row of a case, of each record in turn."""
    for record in CASE_RECORDS:
        column = "row_id" if record.table == "case" else "case_id"
        _rows(link, f'SELECT * FROM "{record.table}" WHERE {column} = ?', case)  # noqa: S608 - names of ours


def _saves(path: Path, count: int) -> Sequence[float]:
    """Put one note a transaction into a table of many, in a file of its own."""
    path.unlink(missing_ok=True)
    with closing(dbapi2.connect(path.as_uri(), uri=True, isolation_level=None)) as link:
        set_pragmas(link, os.urandom(32))
        link.execute("CREATE TABLE note (row_id BLOB PRIMARY KEY, case_id BLOB, text TEXT) WITHOUT ROWID")
        link.execute("CREATE INDEX ix_note_case ON note (case_id)")
        link.execute("BEGIN")
        rows = ((os.urandom(16), os.urandom(16), "She asked for water.") for _row in range(_ROWS_BEFORE))
        link.executemany("INSERT INTO note VALUES (?, ?, ?)", rows)
        link.execute("COMMIT")
        insert = "INSERT INTO note VALUES (?, ?, ?)"
        return [timed(partial(_rows, link, insert, os.urandom(16), os.urandom(16), "She waits.")) for _ in range(count)]
