"""Who wrote each row first, and when, as the history of the case tells it.

The earliest line that the history has of a row names whoever made it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from tipdesk.services.case.history import HistoryLine


class Author(NamedTuple):
    """Who wrote a row first: `at` is in ms since 1970 on the author's clock, and `offset` its zone in minutes."""

    actor: bytes
    at: int
    offset: int


def authors_of(lines: Iterable[HistoryLine]) -> dict[bytes, Author]:
    """Return the author of each row by its id, from the lines of a history, which come latest first."""
    return {line.row: Author(line.actor, line.at, line.offset) for line in lines}
