"""One database connection as the rest of the store sees it: rows go in and come out, many at a time.

It speaks to the driver below SQLAlchemy, because at headquarters a bundle is tens of thousands of small statements. It
neither begins nor commits a transaction.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

SqlRow = tuple[Any, ...]
CHUNK = 512
"""How many ids one IN (…) holds at most."""
FEW = 8
"""Up to this many ids are looked for without first asking for the table's newest id."""


class Link:
    """Runs statements on one connection, inside whatever transaction is open on it."""

    def __init__(self, connection: Connection | dbapi2.Connection) -> None:
        raw = connection.connection.driver_connection if isinstance(connection, Connection) else connection
        if raw is None:
            message = "the connection is closed"
            raise RuntimeError(message)
        self.raw: dbapi2.Connection = raw

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[SqlRow]:
        """Return every row that a statement finds."""
        return self.raw.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> SqlRow | None:
        """Return the first row that a statement finds, or None where it finds none."""
        found: SqlRow | None = self.raw.execute(sql, values).fetchone()
        return found

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - a column holds any type
        """Return the first column of the first row, or None where there is no row."""
        found = self.row(sql, values)
        return None if found is None else found[0]

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[SqlRow]:
        """Yield the rows of a statement one by one, as the database finds them."""
        yield from self.raw.execute(sql, values)

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run one statement; return how many rows it changed."""
        return self.raw.execute(sql, values).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for many rows, or not at all where the list is empty."""
        if rows:  # an empty list; one that is still to come counts as some
            self.raw.executemany(sql, rows)

    def held_among(self, newest: str, ids: Collection[bytes], values: Sequence[Any] = ()) -> list[bytes]:
        """Return those of these ids that a table may hold, sorted as the table is, so that neighbours share pages.

        `newest` is the SELECT of the greatest id in the table, and `values` fills its places. An id begins with the
        time at which it was made, so most new ids come after every id that is held and need not be looked for. The few
        ids of one save are not worth the question and are all returned.
        """
        if len(ids) <= FEW:
            return sorted(ids)
        last: bytes | None = self.value(newest, values)
        return [] if last is None else sorted(one for one in ids if one <= last)

    def rows_in(self, sql: str, keys: Sequence[Any], before: Sequence[Any] = (), *, width: int = 1) -> Iterator[SqlRow]:
        """Yield the rows of a statement that has one IN ({keys}), asked in chunks of keys.

        `before` fills the places that stand before the keys. The last key is repeated until their number is a power of
        two, so that the database has few different statements to plan and to keep ready. With a `width`, each key is so
        many values, for an IN (VALUES {keys}).
        """
        mark = "?" if width == 1 else f"({','.join('?' * width)})"
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            places = 1 << (len(chunk) - 1).bit_length()
            asked = sql.format(keys=",".join([mark] * places))
            full = [*chunk, *[chunk[-1]] * (places - len(chunk))]
            yield from self.raw.execute(asked, (*before, *(full if width == 1 else chain.from_iterable(full))))
