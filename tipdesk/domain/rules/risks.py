"""How great the danger is that a case goes by: the highest of what its head says and of what was assessed.

Of each person the newest signed assessment counts. One that says less than the one before counts only where somebody
else agreed to it, or where the one before was due to be looked at again; until then the higher level shows. An
assessment past its day is old, and is no lower for that.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from tipdesk.domain.kinds import Value
from tipdesk.domain.moments import SAINT_LUCIA
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious, live_values
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.domain.values import MISSING_BY_CODE, NamedRow, PartialDate

LEVELS = ("low", "medium", "high", "imminent")
"""The levels (code list `risk_level`), the lowest first; one of a later release counts as the last."""
_HIGH_FROM = LEVELS.index("high")
LOWERED = "risk-lowered"
"""The rule for which somebody else agrees to a lower level."""
_PLACE = "Case.risk_level"


class Assessed(NamedTuple):
    """A signed assessment of one person: when it was signed, its level, and the day by which it is looked at again.

    It `is_agreed` where somebody else agreed to a level below the one before.
    """

    person: Value
    row: bytes
    signed: datetime | None
    level: str
    due: date | None
    is_agreed: bool = False


def read_assessed(rows: Iterable[Row], approvals: Iterable[Row]) -> list[Assessed]:
    """Return the signed ones among these assessments; `approvals` are those of the case."""
    agreed = {
        subject.id
        for one in approvals
        if one["gate"] == LOWERED and live_values(one, "decision") == {"approved"}
        for subject in (one["subject"],)
        if isinstance(subject, NamedRow)
    }
    return [_read(row, is_agreed=row.id in agreed) for row in rows if is_signed(row)]


def highest(levels: Iterable[Value]) -> str:
    """Return the highest of the live answers to a level, at least one; one not known counts as the highest there is."""
    return max((_text(one) or LEVELS[-1] for one in levels), key=height)


def level_of(assessment: Row) -> str:
    """Return the highest of the levels that an assessment tells."""
    return highest(live_values(assessment, "level"))


def height(level: str) -> int:
    """Return the place of a level among the levels, by which two are compared; what is none of them is above all."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def is_high(level: str) -> bool:
    """Tell whether a level is high or imminent, or one that is not known."""
    return height(level) >= _HIGH_FROM


def counted_by_person(assessed: Iterable[Assessed]) -> dict[Value, list[Assessed]]:
    """Return the assessments of each person that counted when they were signed, in their order: the last one does now.

    One that says less than the one before, without anybody's agreement and before its time, never counted.
    """
    found: dict[Value, list[Assessed]] = {}
    for one in sorted(assessed, key=_signed):
        before = found.setdefault(one.person, [])
        if not before or height(one.level) >= height(before[-1].level) or one.is_agreed or _was_due(before[-1], one):
            before.append(one)
    return found


def assessed_level(assessed: Iterable[Assessed]) -> str:
    """Return the highest level that counts of anybody, "" where nobody was assessed."""
    return max((told[-1].level for told in counted_by_person(assessed).values()), key=height, default="")


def lifted(values: Sequence[Value], level: str) -> tuple[Value, ...]:
    """Return the answers to the risk of a case, oldest first, none of them below what was assessed."""
    if not level:
        return tuple(values)
    raised = (one if _text(one) and height(_text(one)) >= height(level) else level for one in values)
    return tuple(dict.fromkeys(raised))


def risk_of(case: Row, assessments: Iterable[Row], approvals: Iterable[Row]) -> str:
    """Return the level that a case goes by, "" where nobody has said one; `case` is its Case row."""
    level = assessed_level(read_assessed(assessments, approvals))
    told = sorted(live_values(case, "risk_level"), key=str)
    return str(cautious(_PLACE, lifted(told, level)) or "")


def _read(row: Row, *, is_agreed: bool) -> Assessed:
    signed, due = row["signed_at"], [one for one in live_values(row, "review_due") if isinstance(one, PartialDate)]
    return Assessed(
        row["person"],
        row.id,
        signed if isinstance(signed, datetime) else None,
        level_of(row),
        min((one.last_day for one in due), default=None),
        is_agreed,
    )


def _was_due(before: Assessed, now: Assessed) -> bool:
    return before.due is not None and now.signed is not None and before.due < now.signed.astimezone(SAINT_LUCIA).date()


def _signed(one: Assessed) -> tuple[float, bytes]:
    return (one.signed.timestamp() if one.signed is not None else 0.0, one.row)


def _text(value: Value) -> str:
    """Return a level, "" where none is told, or why there is none."""
    return value if isinstance(value, str) and value not in MISSING_BY_CODE else ""
