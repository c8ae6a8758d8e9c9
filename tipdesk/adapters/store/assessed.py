"""The level of danger that was assessed in each case, by the rule of `domain/rules/risks`, for lists of cases.

Assessments are few beside cases, so they are read by themselves and not with each case. A level in dispute counts with
each of its answers.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from tipdesk.adapters.store.columns import Stored, from_column
from tipdesk.adapters.store.link import Link, SqlRow
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.risks import Assessed, assessed_level, highest
from tipdesk.sync.codec import decode_plain

_RECORD = BY_NAME["RiskAssessment"]
_LEVEL, _SIGNED = (_RECORD.by_name[name] for name in ("level", "signed_at"))
_OF_CASES = " AND case_id IN ({keys})"
_SIGNED_ONES = (
    "SELECT case_id, row_id, person, signed_at, level FROM risk_assessment WHERE hidden = 0 AND signed_at IS NOT NULL"
)
_LIVE = "SELECT row_id, value FROM siblings WHERE record_no = ? AND field_no = ?"


def find_levels(link: Link, lower: Collection[bytes], cases: Sequence[bytes] | None = None) -> dict[bytes, str]:
    """Return the level that was assessed in each of these cases, of all where none are named; none has no level.

    `lower` are the assessments that say less than before and count (`LOWER_COUNTS`).
    """
    rows = link.rows(_SIGNED_ONES) if cases is None else list(link.rows_in(_SIGNED_ONES + _OF_CASES, cases))
    if not rows:
        return {}
    live: dict[bytes, list[Value]] = defaultdict(list)
    for row, wire in link.rows(_LIVE, (_RECORD.number, _LEVEL.number)):
        live[row].append(_LEVEL.from_wire(decode_plain(wire)))
    found: dict[bytes, list[Assessed]] = defaultdict(list)
    for one in rows:
        found[one[0]].append(_read(one, live))
    return {case: assessed_level(of_case, lower) for case, of_case in found.items()}


def _read(told: SqlRow, live: dict[bytes, list[Value]]) -> Assessed:
    _case, row, person, signed, level = told
    at = _value(_SIGNED, signed)
    levels = live.get(row) or [_value(_LEVEL, level)]
    return Assessed(person, row, at if isinstance(at, datetime) else None, highest(levels))


def _value(field: Field, stored: Stored) -> Value:
    return field.from_wire(from_column(field, stored))
