"""What stands past another rule when a case is closed was left open, as a task is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.domain.rules.clocked import DAY, NOON_MS, a_row
from tests.domain.rules.test_breaches import ELSEWHERE, closed, happened, review
from tipdesk.domain.changes import Dot
from tipdesk.domain.rules.gates.breach import breach_digest
from tipdesk.domain.rules.gates.breaching import kept_open
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.values import NamedRow

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row


def called_suspect(at: int, **values: Any) -> tuple[Row, dict[bytes, Any]]:  # noqa: ANN401 - as histories take them
    """Return the role of a suspect for which there are no grounds, and the write of it."""
    row = a_row("CaseRole", "role", person=b"bob", role="suspect")
    wrote = happened("role", 7, log=ELSEWHERE, **{"at": at, "row": row.id, "record": row.record, **values})
    return replace(row, dots={row.record.by_name["role"].number: (Dot(ELSEWHERE, 7),)}), {row.id: (wrote,)}


def test_what_stands_past_another_rule_is_left_open() -> None:
    """It is mended, reviewed or agreed to before a case is closed; an older program's, and a later one, are none."""
    gate, named = GATES["closure-open-work"], GATES["suspect-named"]
    for at, held, is_left in ((-DAY, {}, True), (DAY, {}, False), (-DAY, {"schema": 3}, False)):
        row, told = called_suspect(NOON_MS + at, **held)
        view = closed(row, stories=told)
        failed = gate.check(view, view.case, None)
        assert (failed is not None) is is_left
        assert list(gate.covers(view, view.case)) == ([row] if is_left else [])
        assert failed is None or (failed.needs[0].record, failed.values) == ("SuspectStatus", (("count", 1),))
    row, told = called_suspect(NOON_MS - DAY)
    about = {"gate": named.id, "digest": breach_digest(named, row), "subject": NamedRow(row.record.number, row.id)}
    judged, wrote = review(**about)
    view = closed(row, judged, stories={**told, **wrote})
    assert gate.check(view, view.case, None) is None
    assert "closure-open-work" not in {one.gate for one in kept_open(view)}
