"""What lists ask of all cases, told from the rows in memory."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from tipdesk.domain.case_kinds import CaseFacts, CaseKind
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import cautious_value, live_values, stages_shown
from tipdesk.domain.rules.childhood import Ages, is_child_reported
from tipdesk.domain.rules.risks import assessed_level, lifted, read_assessed
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.services.desk import CaseQuery
from tipdesk.services.remembered.here import LISTED_OPEN, LOWER_COUNTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tests.fakes.store import FakeReader
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row

CASE = BY_NAME["Case"]


def facts_of(reader: FakeReader, marks: Sequence[int], today: date) -> CaseFacts:
    """Return the facts of every case, each of a kind of its own."""
    ids = reader.find_case_ids(CaseQuery())
    kinds = [_kind(reader, case, marks, today) for case in ids]
    return CaseFacts(ids, array("l", range(len(ids))), kinds)


def order_by(reader: FakeReader, by: str) -> list[bytes]:
    """Return the ids of the cases in ascending order."""
    found = reader.find_case_summaries(reader.find_case_ids(CaseQuery()))
    keys = {
        "reference": lambda one: one.reference,
        "title": lambda one: one.title.lower(),
        "people": lambda one: one.people,
        "conflicts": lambda one: one.conflicts,
    }
    return [one.id for one in sorted(found, key=keys[by])]


def assessed_in(reader: FakeReader, case: bytes) -> str:
    """Return the level of danger that was assessed in a case, "" for none."""
    rows = reader.find_rows(BY_NAME["RiskAssessment"], case=case)
    return assessed_level(read_assessed(rows), LOWER_COUNTS.get(reader))


def _kind(reader: FakeReader, case: bytes, marks: Sequence[int], today: date) -> CaseKind:
    row = reader.get_row(CASE, case)
    [line] = reader.find_case_summaries([case])
    assert row is not None
    return CaseKind(
        stages=stages_shown(_texts(row, "status"), is_listed_open=case in LISTED_OPEN.get(reader)),
        risks=tuple(str(one or "") for one in lifted(_live(row, "risk_level"), assessed_in(reader, case))),
        owners=tuple(one if isinstance(one, bytes) else None for one in _live(row, "owner")),
        post=line.post,
        device=reader.case_devices([case]).get(case, b""),
        is_held=True in live_values(row, "legal_hold"),
        is_restricted=any(one is not None and is_restricted(one) for one in live_values(row, "sealing")),
        has_child=_has_child(reader, case, today),
        to_settle=line.conflicts > 0,
        age=sum(line.updated >= mark for mark in marks),
        is_moved=None not in live_values(row, "moved_to"),
    )


def _has_child(reader: FakeReader, case: bytes, today: date) -> bool:
    def rows_of(name: str) -> list[Row]:
        return reader.find_rows(BY_NAME[name], case=case)

    ages = Ages.read(today, rows_of, reader.find_rows(BY_NAME["RuleSetting"]))
    return is_child_reported(rows_of("Report")) or ages.count_children(rows_of("Person")) > 0


def _live(row: Row, name: str) -> list[Value]:
    first = row[name] if name == "owner" else cautious_value(row, name)
    return [first, *sorted(live_values(row, name) - {first}, key=str)]


def _texts(row: Row, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one if isinstance(one, str) else "" for one in _live(row, name)))
