"""How great the danger is that a case goes by: the highest of what its head says and of what was assessed.

Of each person the newest signed assessment counts. One that says less than the one before counts only where the gate
`risk-lowered` holds for it; until then the higher level shows. That is judged by the gate when something of it is
written or comes in, and kept (`find_lower` of `gates/endangered`), so that lists, heads and clocks say what the gate
says. An assessment past its day is old, and is no lower for that.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious, live_values
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.values import MISSING_BY_CODE

LEVELS = ("low", "medium", "high", "imminent")
"""The levels (code list `risk_level`), the lowest first; one of a later release counts as the last."""
_HIGH_FROM = LEVELS.index("high")
_PLACE = "Case.risk_level"


class Assessed(NamedTuple):
    """A signed assessment of one person: its row, when it was signed, and its level."""

    person: Value
    row: bytes
    signed: datetime | None
    level: str


def read_assessed(rows: Iterable[Row]) -> list[Assessed]:
    """Return the signed ones among these assessments."""
    return [_read(row) for row in rows if is_signed(row)]


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


def counted_by_person(assessed: Iterable[Assessed], lower: Collection[bytes]) -> dict[Value, list[Assessed]]:
    """Return the assessments of each person that counted when they were signed, in their order: the last one does now.

    One that says less than the one before never counted unless it is among the `lower` ones, for which the gate holds.
    """
    found: dict[Value, list[Assessed]] = {}
    for one in sorted(assessed, key=_signed):
        before = found.setdefault(one.person, [])
        if not before or height(one.level) >= height(before[-1].level) or one.row in lower:
            before.append(one)
    return found


def assessed_level(assessed: Iterable[Assessed], lower: Collection[bytes]) -> str:
    """Return the highest level that counts of anybody, "" where nobody was assessed."""
    return max((told[-1].level for told in counted_by_person(assessed, lower).values()), key=height, default="")


def lower_in(view: FrozenCase) -> Collection[bytes]:
    """Return the assessments of a case that say less than before and count; where there are not two, none do."""
    return view.read_lower() if len(view.of("RiskAssessment")) > 1 else ()


def lifted(values: Sequence[Value], level: str) -> tuple[Value, ...]:
    """Return the answers to the risk of a case, oldest first, none of them below what was assessed."""
    if not level:
        return tuple(values)
    raised = (one if _text(one) and height(_text(one)) >= height(level) else level for one in values)
    return tuple(dict.fromkeys(raised))


def risk_of(case: Row, assessments: Iterable[Row], lower: Collection[bytes]) -> str:
    """Return the level that a case goes by, "" where nobody has said one; `case` is its Case row."""
    level = assessed_level(read_assessed(assessments), lower)
    told = sorted(live_values(case, "risk_level"), key=str)
    return str(cautious(_PLACE, lifted(told, level)) or "")


def _read(row: Row) -> Assessed:
    signed = row["signed_at"]
    return Assessed(row["person"], row.id, signed if isinstance(signed, datetime) else None, level_of(row))


def _signed(one: Assessed) -> tuple[float, bytes]:
    return (one.signed.timestamp() if one.signed is not None else 0.0, one.row)


def _text(value: Value) -> str:
    """Return a level, "" where none is told, or why there is none."""
    return value if isinstance(value, str) and value not in MISSING_BY_CODE else ""
