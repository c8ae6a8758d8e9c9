"""The life of a case in five steps: which stage stands on which, where a case goes from there, and what a step wants.

What a step wants is told to the officer who takes a case there, with what is still missing; the gates (`gates/moving`,
`gates/closing_case`) ask for the same. The codes are those of the list `case_status`. A case that was screened out is
closed; one that was reopened is as an open one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value, live_values

STEPS: tuple[tuple[str, ...], ...] = (
    ("reported",),
    ("screening",),
    ("open", "reopened"),
    ("follow_up",),
    ("closed", "closed_referred", "screened_out"),
)
"""The steps from the first to the last, each with its stages."""
FIRST, OPEN, LAST = 0, 2, len(STEPS) - 1
MOVES: Mapping[str, tuple[str, ...]] = {
    "": ("reported", "screening", "open", "follow_up"),
    "reported": ("screening", "open", "screened_out"),
    "screening": ("open", "screened_out"),
    "open": ("follow_up", "closed", "closed_referred"),
    "reopened": ("follow_up", "closed", "closed_referred"),
    "follow_up": ("open", "closed", "closed_referred"),
    "closed": ("reopened",),
    "closed_referred": ("reopened",),
    "screened_out": ("reopened",),
}
"""Where a case goes from each stage, and from none."""
TRIAGE = (("Case", "owner"), ("Report", "urgency"), ("Report", "danger_now"), ("Report", "under_18"))
"""What is answered before a report becomes a case that is worked on, by record and field."""
CLOSING = (("Case", "closure_reason"), ("Case", "closure_words"), ("Case", "date_closed"))
"""What is answered before a case is closed."""
_WANTS: Mapping[int, tuple[tuple[str, str], ...]] = {1: TRIAGE, OPEN: TRIAGE, LAST: CLOSING}


class Want(NamedTuple):
    """One answer that a step wants: the field of a record, and whether it has been given."""

    record: str
    field: str
    is_met: bool


def step_of(stage: str) -> int:
    """Return the place of a stage among the steps; none, and one that is not known, stands on the first."""
    return next((at for at, stages in enumerate(STEPS) if stage in stages), FIRST)


def moves_from(case: Row) -> tuple[str, ...]:
    """Return the stages to which a case can be taken: in dispute, also each of those that were told, to settle it."""
    stage = str(cautious_value(case, "status") or "")
    told = [one for one in live_values(case, "status") if isinstance(one, str)] if "status" in case.siblings else []
    return tuple(dict.fromkeys((*sorted(told, key=step_of), *MOVES.get(stage, MOVES[""]))))


def moves_to(step: int, moves: Iterable[str]) -> tuple[str, ...]:
    """Return those of the moves that lead to a step."""
    return tuple(stage for stage in moves if stage in STEPS[step])


def wants_of(step: int, case: Row, reports: Sequence[Row]) -> tuple[Want, ...]:
    """Return what a step wants and whether the case has it.

    An answer of a report counts where any report gives one; "not sure" is an answer.
    """
    found = []
    for record, field in _WANTS.get(step, ()):
        rows = [case] if record == "Case" else reports
        found.append(Want(record, field, any(_is_given(row, field) for row in rows)))
    return tuple(found)


def _is_given(row: Row, field: str) -> bool:
    return field in row.masked or bool(live_values(row, field) - {None, ""})
