"""Who wrote each row first, and when: read from the history of the case."""

from collections.abc import Iterable
from typing import NamedTuple

from tipdesk.services.case.history import HistoryLine


class Author(NamedTuple):
    """`at`: ms since 1970 on the author's clock, `offset` its zone in minutes."""

    actor: bytes
    at: int
    offset: int


def authors_of(lines: Iterable[HistoryLine]) -> dict[bytes, Author]:
    """Return the author of each row by id; the lines come latest first."""
    return {line.row: Author(line.actor, line.at, line.offset) for line in lines}
