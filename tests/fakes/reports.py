"""Whether cases have reports that somebody, or nobody, has acknowledged, as a fake reader finds it among all rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.acknowledging import GRAVE

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import CaseQuery, Reader

_FIRST = (("danger_now", "imminent"), ("under_18", "high"))


def is_asked_by_reports(reader: Reader, case: bytes, query: CaseQuery) -> bool:
    """Tell whether a case answers what a query asks of its reports."""
    if query.acknowledged is None:
        return True
    return bool(_taken(reader, case) if query.acknowledged else _unread(reader, case))


def order_of(reader: Reader, case: bytes, query: CaseQuery) -> tuple[bool, ...]:
    """Return what stands before the time of change in the order of a list: danger, then a child."""
    if query.acknowledged is not False:
        return ()
    unread, own = _unread(reader, case), reader.get_row(BY_NAME["Case"], case)
    risk = own["risk_level"] if own else None
    return tuple(risk != level and all(row[name] not in GRAVE for row in unread) for name, level in _FIRST)


def _taken(reader: Reader, case: bytes) -> set[object]:
    return {row["report"] for row in reader.find_rows(BY_NAME["Acknowledgement"], case=case)}


def _unread(reader: Reader, case: bytes) -> list[Row]:
    taken = _taken(reader, case)
    return [row for row in reader.find_rows(BY_NAME["Report"], case=case) if row.id not in taken]
