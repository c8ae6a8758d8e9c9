"""What the gates would say of taking a case to a stage, before it is done, and what was asked about it already.

The step is made and judged as it would be, and then all of it is undone, so that what is foreseen is what the save
will meet. Nothing is written, and a refusal is no refused deed: it is not audited.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.gate import Failed
from tipdesk.domain.rules.gates.passing import StoppedByGateError
from tipdesk.services.case.amend_record import case_of
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.case.take_to_stage import take_to_stage_in
from tipdesk.services.desk import Desk
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.gates.find_approvals import ApprovalLine, read_case_approvals


@dataclass(frozen=True)
class Foreseen:
    """What stands in the way of a step: the gates that do not hold, or another refusal (None for none).

    `asked` is all that was asked in the case, the latest first.
    """

    failed: tuple[Failed, ...]
    problem: UserError | None
    asked: tuple[ApprovalLine, ...]


class _UndoneError(Exception):
    """Ends a unit of work of which nothing is to be kept."""


def foresee(desk: Desk, seen: Row, stage: str, given: Mapping[str, object]) -> Foreseen:
    """Return what would be said of taking a case, given as the officer saw its Case row, to a stage with these answers.

    Raises the UserErrors of `permit_edit`.
    """
    asked: list[ApprovalLine] = []
    try:
        _make_and_undo(desk, seen, stage, given, asked)
    except StoppedByGateError as stopped:
        return Foreseen(stopped.failed, None, tuple(asked))
    except UserError as problem:
        return Foreseen((), problem, tuple(asked))
    return Foreseen((), None, tuple(asked))


def _make_and_undo(desk: Desk, seen: Row, stage: str, given: Mapping[str, object], asked: list[ApprovalLine]) -> None:
    """Take the step and undo it; what was asked in the case is added to `asked`."""
    with suppress(_UndoneError), desk.work() as unit:
        eyes = permit_edit(unit, desk, case_of(seen))
        asked += read_case_approvals(eyes, freeze(unit, desk, eyes.case))
        take_to_stage_in(unit, eyes, seen, stage, given)
        raise _UndoneError
