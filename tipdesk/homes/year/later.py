"""What becomes of a case after it was begun: its stages one after another, notes and finished tasks with them.

Each step is one deed of the officer at the PC that began the case, at a moment between the beginning and now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tipdesk.domain.records import BY_NAME
from tipdesk.services.audit import moment_now
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.homes.sessions import Session
    from tipdesk.homes.year.plan import CaseLine, Fields, Plan

_WAYS: Final = {
    "reported": (),
    "screening": ("screening",),
    "open": ("screening", "open"),
    "follow_up": ("screening", "open", "follow_up"),
    "closed": ("screening", "open", "follow_up", "closed"),
    "closed_referred": ("screening", "open", "closed_referred"),
    "reopened": ("screening", "open", "closed", "reopened"),
}
"""The stages that a case passes on its way to the one where it stands."""
_AFTER_DAYS: Final = (1.5, 6, 55, 110)
"""After how many days each step is taken, where there is so much time; else they share what there is."""
_REASONS: Final = {"closed": "completed", "closed_referred": "referred_abroad"}
_DONE: Final = {"status": "done", "result": "Invented for training: done, and noted in the case."}
_ENDS: Final = ("follow_up", *_REASONS)
_TASK: Final = BY_NAME["Task"]


class Step(NamedTuple):
    """One step of a case: the stage that it comes to, so many days before now."""

    days: float
    stage: str
    number: int


def find_steps(line: CaseLine, until: float) -> list[Step]:
    """Return the steps of a case, in their order; none lies less than `until` days before now."""
    way, time = _WAYS[line.stage], line.days - until
    share = min(1.0, time / (_AFTER_DAYS[len(way) - 1] * 1.2)) if way else 1.0
    return [Step(line.days - _AFTER_DAYS[at] * share, stage, at) for at, stage in enumerate(way)]


def take_step(session: Session, case: bytes, plan: Plan, line: CaseLine, step: Step) -> None:
    """Bring a case to its next stage, with the note or the finished tasks that belong to it."""
    desk, day = session.desk, str(moment_now(session.desk).date())
    view = look(desk, case)
    given: Fields = {"status": step.stage}
    if step.stage == "open":
        given["date_opened"] = day
    if step.stage in _REASONS:
        given |= {"date_closed": day, "closure_reason": _REASONS[step.stage]}
    if step.stage == "reopened":
        given |= {"date_closed": None, "closure_reason": None}
    amend_record(desk, view.case, given)
    if step.number == 1:
        text = plan.scenarios[line.scenario].notes[1]
        add_record(desk, case, BY_NAME["Note"], {"kind": "case_note", "text": text})
    tasks = view.of(_TASK.name)
    due = tasks if step.stage in _ENDS else tasks[:1] if step.number == 1 else ()
    for task in due:
        if task["status"] != "done":
            amend_record(desk, task, _DONE)
