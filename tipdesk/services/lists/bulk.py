"""One deed on many cases: who is in charge, the stage, or a task more. Each case is done or refused by itself.

A deed on one case is that of its own verb, with the same rules. A case that is refused is named with the reason, and
the others are done. Some cases share a unit of work, because the disk takes longer to keep a unit than the program to
write a case; one that is refused has written nothing, and where a gate stops one, each is done in a unit of its own.
Beside the entry of each case stands a row of the audit: the officer changed a case that they did not open. Between two
units the officer may stop, and what was done stays done until it is taken back, all of it at once.

What somebody wrote meanwhile is not overwritten in silence: a field in dispute is not settled in passing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import StoppedByGateError
from tipdesk.domain.texts import _
from tipdesk.services.audit import DENIED, note_deed
from tipdesk.services.case.add_record import add_in
from tipdesk.services.case.amend_record import amend_in
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.case.take_back import take_back_in
from tipdesk.services.case.take_to_stage import take_to_stage_in
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.look import RefusedError
from tipdesk.services.results import Changed

AT_ONCE: Final = 25
"""How many cases share a unit of work: other writers of this PC, such as a draft being kept, wait for so many."""
CaseDeed = Callable[[UnitOfWork, Desk, bytes], Changed]
"""Changes one case in a unit of work; raises a UserError where that is refused, and has written nothing then."""
Told = Callable[[int, int], object]
Stopped = Callable[[], bool]


@dataclass(frozen=True)
class RefusedCase:
    """A case that was left as it is, and why."""

    case: bytes
    problem: UserError


@dataclass(frozen=True)
class Bulk:
    """What became of many cases.

    `done` are the changes, by which they can be taken back. `same` counts cases that were so already, and `left` those
    that were not reached because the officer stopped.
    """

    done: tuple[Changed, ...]
    refused: tuple[RefusedCase, ...]
    same: int = 0
    left: int = 0

    @property
    def changed(self) -> Changed:
        """Return what was touched altogether, for screens that ask again."""
        kinds = frozenset(kind for one in self.done for kind in one.kinds)
        return Changed(kinds or frozenset({"Case"}))


def set_in_charge(officer: bytes) -> CaseDeed:
    """Return the deed that puts an officer in charge of a case."""
    return _amending({"owner": officer.hex()}, "owner")


def set_stage(stage: str, closure_reason: str = "", words: str = "") -> CaseDeed:
    """Return the deed that takes a case to a stage, with the reason in words where it is closed."""
    given = {name: value for name, value in (("closure_reason", closure_reason), ("closure_words", words)) if value}

    def take(unit: UnitOfWork, desk: Desk, case: bytes) -> Changed:
        eyes = permit_edit(unit, desk, case)
        seen = eyes.cut(eyes.case)
        _refuse_disputed(seen, "status")
        return take_to_stage_in(unit, eyes, seen, stage, given)

    return take


def add_task(given: Mapping[str, object]) -> CaseDeed:
    """Return the deed that adds a task with these answers to a case."""

    def add(unit: UnitOfWork, desk: Desk, case: bytes) -> Changed:
        return add_in(unit, desk, case, BY_NAME["Task"], given)

    return add


def change_many(
    desk: Desk, cases: Sequence[bytes], deed: CaseDeed, *, told: Told | None = None, is_stopped: Stopped | None = None
) -> Bulk:
    """Do one deed on each of these cases.

    `told` hears how many of how many are through, and `is_stopped` is asked between two units of work.
    """
    return _each(desk, [(case, deed) for case in cases], told, is_stopped)


def take_back_many(
    desk: Desk, done: Sequence[Changed], *, told: Told | None = None, is_stopped: Stopped | None = None
) -> Bulk:
    """Take back what `change_many` did; a case that was changed again since stays as it is and is named."""

    def undoing(one: Changed) -> CaseDeed:
        return lambda unit, desk, _case: take_back_in(unit, desk, one)

    return _each(desk, [(one.case or b"", undoing(one)) for one in done], told, is_stopped)


def _each(desk: Desk, deeds: Sequence[tuple[bytes, CaseDeed]], told: Told | None, is_stopped: Stopped | None) -> Bulk:
    done: list[Changed] = []
    refused: list[RefusedCase] = []
    through = same = 0
    for start in range(0, len(deeds), AT_ONCE):
        if is_stopped is not None and is_stopped():
            break
        made, kept = _together(desk, deeds[start : start + AT_ONCE])
        through += len(made) + len(kept)
        same += sum(not one.dots for one in made)
        done += [one for one in made if one.dots]
        refused += kept
        if told is not None:
            told(through, len(deeds))
    return Bulk(tuple(done), tuple(refused), same, len(deeds) - through)


def _together(desk: Desk, deeds: Sequence[tuple[bytes, CaseDeed]]) -> tuple[list[Changed], list[RefusedCase]]:
    """Do some deeds in one unit of work, or each in its own where a gate stops one.

    A gate judges what was written, so that the unit in which it stops something is not committed.
    """
    try:
        return _some(desk, deeds)
    except StoppedByGateError:
        found = [_alone(desk, *one) for one in deeds]
    return [one for made, _refused in found for one in made], [one for _made, refused in found for one in refused]


def _alone(desk: Desk, case: bytes, deed: CaseDeed) -> tuple[list[Changed], list[RefusedCase]]:
    try:
        return _some(desk, [(case, deed)])
    except StoppedByGateError as problem:
        return [], [RefusedCase(case, problem)]


def _some(desk: Desk, deeds: Sequence[tuple[bytes, CaseDeed]]) -> tuple[list[Changed], list[RefusedCase]]:
    """Do some deeds in one unit of work; return what changed, and what was refused."""
    made: list[Changed] = []
    refused: list[RefusedCase] = []
    with desk.work() as unit:
        for case, deed in deeds:
            try:
                changed = deed(unit, desk, case)
            except RefusedError as problem:
                note_deed(desk, unit, "denied", {"case": case, "result": DENIED, "reason": problem.tried})
                refused.append(RefusedCase(case, problem))
            except StoppedByGateError:
                raise
            except UserError as problem:
                refused.append(RefusedCase(case, problem))
            else:
                made.append(changed)
                if changed.dots:
                    note_deed(desk, unit, "update", {"case": case})
    return made, refused


def _amending(given: Mapping[str, object], name: str) -> CaseDeed:
    """Return the deed that changes fields of the Case row, unless the field of this name is in dispute."""

    def amend(unit: UnitOfWork, desk: Desk, case: bytes) -> Changed:
        eyes = permit_edit(unit, desk, case)
        seen = eyes.cut(eyes.case)
        _refuse_disputed(seen, name)
        return amend_in(unit, eyes, seen, given)

    return amend


def _refuse_disputed(seen: Row, name: str) -> None:
    if name in seen.siblings:
        raise UserError("settle-first", _("Settle the answers that are in conflict first."))
