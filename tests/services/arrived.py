"""What came in past a gate: written as another PC wrote it whose program knows no gates, for tests of what follows.

Also the words with which somebody goes past the gates that a test is not about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import CLOSED
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.values import PartialDate
from tipdesk.services.case.new_case import new_case
from tipdesk.services.fields import change_of_row
from tipdesk.services.sealing.write_sealed import write_sealed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Desk
    from tipdesk.services.results import NewCase

CASE = BY_NAME["Case"]
ALONE = Override(frozenset({"these-people-only"}), "Nobody else is there.", "child")
"""Raise a case to these people only, though no two besides the officer hold its key."""
GO_ALONE = ("--past", "these-people-only", "--because", "Nobody else is there.", "--ground", "child")
"""The same for a command."""
TO_TRIAGE = Override(frozenset({"triage-complete"}), "Somebody waits outside.", "danger")
"""Take a case on before its report was answered."""
GO_TRIAGE = ("--past", "triage-complete", "--because", "Somebody waits outside.", "--ground", "danger")
"""The same for a command."""


def arrived_case(desk: Desk, document: Mapping[str, Any]) -> NewCase:
    """Make a case of a document; where that says that it is closed, this came in from elsewhere."""
    case = dict(document["case"])
    stage = case.pop("status", None)
    if stage not in CLOSED:
        return new_case(desk, document)
    made = new_case(desk, {**document, "case": case})
    arrive(desk, made.id, status=stage)
    return made


def arrive(desk: Desk, case: bytes, **given: str | bool | None) -> None:
    """Write answers of the Case row as they came in from elsewhere; no gate is asked."""
    values: dict[str, Value] = {
        name: PartialDate.parse(value) if isinstance(value, str) and "date" in name else value
        for name, value in given.items()
    }
    with desk.work() as unit:
        row = unit.get_row(CASE, case)
        change = change_of_row(row, values) if row is not None else None
        write_sealed(desk, unit, case, [change] if change else [])
