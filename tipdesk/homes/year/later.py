"""What becomes of a case after it was begun: its stages one after another, notes and finished tasks with them.

Each step is one deed of the officer at the PC that began the case, at a moment between the beginning and now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tipdesk.domain.records import BY_NAME
from tipdesk.homes.year.deciding import decide_first, decide_for_good
from tipdesk.homes.year.steps import REOPENED, close_case, end_tasks, take_on
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.take_to_stage import take_to_stage
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.homes.sessions import Session
    from tipdesk.homes.year.places import Places
    from tipdesk.homes.year.plan import CaseLine

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


def take_step(places: Places, session: Session, case: bytes, note: str, step: Step) -> None:
    """Bring a case to its next stage, with the `note` or the finished tasks that belong to it."""
    desk = session.desk
    if step.stage in _REASONS:
        close_case(places, session, case, step.stage, _REASONS[step.stage])
    elif step.stage == "reopened":
        take_to_stage(desk, look(desk, case).case, step.stage, {"reopened_why": REOPENED})
    else:
        take_on(session, case, step.stage)
    if step.number == 1:
        add_record(desk, case, BY_NAME["Note"], {"kind": "case_note", "text": note})
    if step.stage == "open":
        decide_first(session, case)
    if step.stage == "follow_up":
        end_tasks(session, case)
        if (second := places.second_of(session)) is not None:
            decide_for_good(places, session, second, case)
    elif step.number == 1 and step.stage not in _REASONS:
        end_tasks(session, case, most=1)
