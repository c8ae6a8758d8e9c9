"""Take a case to a stage: the one verb for the steps of its life, with what belongs to each in the same entry.

Closing notes the day, and opening too; reopening takes the old closing away, so that the next one is agreed to anew,
and makes a task to look at the danger. Whether the step may be taken is for the gates to say.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import CLOSED
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.audit import moment_now
from tipdesk.services.case.amend_record import case_of, read_amended
from tipdesk.services.case.new_case import today
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import NOTHING, Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

_TASK = BY_NAME["Task"]
_OPENED, _REOPENED = "open", "reopened"
_OF_CLOSING = ("closure_reason", "closure_words", "date_closed")
LOOK_AT_DANGER = _("Look at the danger anew")
_DAY_OF_TASK = timedelta(days=1)


def take_to_stage(
    desk: Desk,
    seen: Row,
    stage: str,
    given: Mapping[str, object] | None = None,
    *,
    reason: str | None = None,
    override: Override | None = None,
) -> Changed:
    """Take a case, given as the officer saw its Case row, to a stage (a code of the list case_status).

    `given` are answers of the case that belong to the step, such as why it is closed. Raises the UserErrors of
    `amend_record`; those of gates say what is missing.
    """
    with deed(desk) as unit:
        eyes = permit_edit(unit, desk, case_of(seen))
        return take_to_stage_in(unit, eyes, seen, stage, given or {}, Said(reason or "", override))


def take_to_stage_in(
    unit: UnitOfWork, eyes: Eyes, seen: Row, stage: str, given: Mapping[str, object], said: Said = NOTHING
) -> Changed:
    """Take a case to a stage as `take_to_stage` does, in a unit of work that the caller has begun."""
    desk, case = eyes.desk, case_of(seen)
    answers = {"status": stage, **_with_step(desk, seen, stage), **given}
    change = change_of_row(seen, read_amended(unit, eyes, seen, answers))
    if change is None:
        return Changed(frozenset(), case, seen.id)
    told = said.listening()
    changes = [change, *_tasks(desk, seen, stage)]
    entry = write_case(desk, unit, case, changes, said=told)
    return replace(Changed.of(seen.record.name, case, seen.id, entry.dot), warned=tuple(told.warned or ()))


def _with_step(desk: Desk, seen: Row, stage: str) -> dict[str, object]:
    """Return what a step notes by itself: days where none is named yet, and no closing in a case that is reopened."""
    if stage == _REOPENED:
        return {name: None for name in _OF_CLOSING if seen[name] is not None and name not in seen.masked}
    name = "date_closed" if stage in CLOSED else "date_opened" if stage == _OPENED else ""
    return {name: today(desk)} if name and seen[name] is None and name not in seen.siblings else {}


def _tasks(desk: Desk, seen: Row, stage: str) -> list[Change]:
    if stage != _REOPENED or seen["status"] == _REOPENED:
        return []
    due = (moment_now(desk) + _DAY_OF_TASK).date()
    values: dict[str, Value] = {
        "title": LOOK_AT_DANGER,
        "kind": "safety",
        "status": "open",
        "priority": "urgent",
        "due": PartialDate.of(due),
    }
    return [change_of_new(_TASK, desk.ids.new_id(), values)]
