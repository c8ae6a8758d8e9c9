"""Which rows of a store in memory name files, as the real store tells it from few columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.services.ledger import FileLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.lab.simulation.rows import MemoryRows
    from tipdesk.domain.rows import Row

_ATTACHMENT = BY_NAME["Attachment"]
_CONTENT = _ATTACHMENT.by_name["content_id"].number


def find_lines(rows: MemoryRows, case: bytes | None) -> list[FileLine]:
    """Return the live rows of a case, or of all, that name a file."""
    return sorted((line for row in _live(rows) if (line := _line(row)) and case in (None, row.case)), key=_row)


def _live(rows: MemoryRows) -> Iterator[Row]:
    for standing in rows.standing.kept.values():
        if standing.record is _ATTACHMENT and standing.row is not None and not standing.row.deleted:
            yield standing.row


def _line(row: Row) -> FileLine | None:
    content, size = row["content_id"], row["size"]
    if not isinstance(content, bytes) or not isinstance(size, int):
        return None
    [dot, *_others] = row.dots[_CONTENT]
    return FileLine(row.case or b"", row.id, content, size, row["hash_only"] is True, dot.log, dot.seq)


def _row(line: FileLine) -> bytes:
    return line.row
