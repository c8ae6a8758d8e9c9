"""What became of the people of a report: the newest row that tells it, else what the report itself told earlier.

Rows of ReportOutcome stand as noted, and one that was noted wrongly is corrected by a further row. Reports of earlier
releases tell it in fields of their own, because it had no rows yet; that is *told earlier* until somebody moves it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from tipdesk.domain.rows import Row

TOLD_IN_REPORT = ("became_of_them", "became_why")


@dataclass(frozen=True)
class Outcome:
    """What became of the people of a report, as one row tells it.

    `row` is a ReportOutcome, or the Report itself where it `is_told_earlier`. `became` is a code of the list
    became_of_them, `why` the reason in words, and `at` when it was; each None where it is not told, or may not be seen.
    `is_corrected` says that a further row corrects this one.
    """

    row: Row
    became: str | None
    why: str | None
    at: datetime | None = None
    is_told_earlier: bool = False
    is_corrected: bool = False


def outcomes_of(report: Row, rows: Iterable[Row]) -> list[Outcome]:
    """Return all that was told of the people of a report, the earliest first; `rows` are the ReportOutcomes at hand."""
    own = [row for row in rows if row["report"] == report.id]
    corrected = {row["corrects"] for row in own if row["corrects"] is not None}
    earlier = [_earlier(report)] if tells_outcome(report) else []
    return earlier + [_of(row, is_corrected=row.id in corrected) for row in sorted(own, key=_order)]


def last_outcome(report: Row, rows: Iterable[Row]) -> Outcome | None:
    """Return what counts: the newest that nothing corrects; None where nothing was told yet."""
    return next((one for one in reversed(outcomes_of(report, rows)) if not one.is_corrected), None)


def tells_outcome(report: Row) -> bool:
    """Tell whether a report tells an outcome in its own fields, as those of earlier releases did."""
    return any(report[name] is not None for name in TOLD_IN_REPORT)


def _of(row: Row, *, is_corrected: bool) -> Outcome:
    at = row["at"]
    when = at if isinstance(at, datetime) else None
    return Outcome(row, _text(row["became"]), _text(row["why"]), when, is_corrected=is_corrected)


def _earlier(report: Row) -> Outcome:
    became, why = (_text(report[name]) for name in TOLD_IN_REPORT)
    return Outcome(report, became, why, is_told_earlier=True)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _order(row: Row) -> tuple[datetime, bytes]:
    at = row["at"]
    return (at if isinstance(at, datetime) else datetime.min.replace(tzinfo=UTC), row.id)
