"""The reports that somebody, or nobody, has acknowledged, as a fake reader finds them among all of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.domain.rows import Row
    from tipdesk.domain.schema import RecordType

_GRAVE = ("yes", "unsure")


def reports_of(find_rows: Callable[[RecordType], list[Row]], *, acknowledged: bool, most: int) -> list[Row]:
    """Return them in the order in which the store gives them."""
    reports = {row.id: row for row in find_rows(BY_NAME["Report"])}
    taken = list(dict.fromkeys(row["report"] for row in reversed(find_rows(BY_NAME["Acknowledgement"]))))
    if acknowledged:
        return [reports[row] for row in taken[:most] if isinstance(row, bytes) and row in reports]
    left = sorted((row for row in reports.values() if row.id not in taken), key=lambda row: row.id, reverse=True)
    return sorted(left, key=lambda row: tuple(row[name] not in _GRAVE for name in ("danger_now", "under_18")))[:most]
