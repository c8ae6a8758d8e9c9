"""The calls of a case as people read them: in the order they were made, with a mark on those corrected since.

Reports of earlier releases tell their first call in fields of their own, because calls had no rows yet. Such a call is
shown first, as one that was *told earlier*.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.services.look import CaseView

TOLD_IN_REPORT = ("rung_whom", "rung_at", "rung_answer")


@dataclass(frozen=True)
class CallLine:
    """One call as a list shows it.

    `row` is the Call, or the Report of an earlier release that tells the call itself (`is_told_earlier`). `whom`, `at`,
    `answer` and `by` are None where they were not told, or where the reader may not see them. `corrected_by` is the id
    of the later row that corrects this one, if there is one.
    """

    row: Row
    whom: str | None
    at: datetime | None
    answer: str | None
    by: bytes | None
    is_told_earlier: bool = False
    corrected_by: bytes | None = None

    @property
    def is_corrected(self) -> bool:
        """Tell whether a later row corrects this call."""
        return self.corrected_by is not None


def find_calls(view: CaseView, report: bytes | None = None) -> list[CallLine]:
    """Return the calls of a case, the first one first; with `report`, only those about that report."""
    rows = [row for row in view.of("Call") if report is None or row["report"] == report]
    correctors = {row["corrects"]: row.id for row in rows if row["corrects"] is not None}
    lines = [_line(row, correctors.get(row.id)) for row in rows]
    lines += [_earlier(row) for row in view.of("Report") if tells_a_call(row) and report in (None, row.id)]
    return sorted(lines, key=_order)


def uncorrected_calls(lines: Iterable[CallLine]) -> list[CallLine]:
    """Return the calls that no later row corrects. A number of calls counts only these."""
    return [line for line in lines if not line.is_corrected]


def tells_a_call(report: Row) -> bool:
    """Tell whether a report tells a call in its own fields, as those of earlier releases did."""
    return any(report[name] is not None for name in TOLD_IN_REPORT)


def _line(row: Row, corrected_by: bytes | None) -> CallLine:
    at, by = row["at"], row["by"]
    return CallLine(
        row,
        _text(row["whom"]),
        at if isinstance(at, datetime) else None,
        _text(row["answer"]),
        by if isinstance(by, bytes) else None,
        corrected_by=corrected_by,
    )


def _earlier(report: Row) -> CallLine:
    at = report["rung_at"]
    moment = at if isinstance(at, datetime) else None
    return CallLine(
        report, _text(report["rung_whom"]), moment, _text(report["rung_answer"]), None, is_told_earlier=True
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _order(line: CallLine) -> tuple[bool, float, bytes]:
    """Return the key by which calls are sorted.

    Calls told earlier come first, then the others by time; those without a time come last, in the order they were made.
    """
    when = line.at.timestamp() if line.at else float("inf")
    return (not line.is_told_earlier, when, line.row.id)
