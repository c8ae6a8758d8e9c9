"""Judges an entry of a case by the gates that it meets, in the unit of work that wrote it and on the case as it is now.

Whether any gate watches what is written is told from the names of its fields alone, so that most saves cost nothing.
Where a gate stops the deed, the refusal ends the unit of work, and nothing of it is kept. Whoever goes past a gate
because there is no time to ask says so in the same entry: a Review, due within a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.rows import DELETED_NAME, Row
from tipdesk.domain.rules.gates.breach import RULE, breach_digest
from tipdesk.domain.rules.gates.checking import check, gates_on
from tipdesk.domain.rules.gates.gate import Deed, Doer, Failed, Gate, Wrote
from tipdesk.domain.rules.gates.passing import Override, StoppedByGateError, is_reviewed, pass_gates, refuse_override
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.schema import DELETED
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.fields import change_of_new
from tipdesk.services.relation import own_ids

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

_CASE, _REVIEW = BY_NAME["Case"], BY_NAME["Review"]
_HOURS_TO_REVIEW = 24


@dataclass(frozen=True)
class Said:
    """What is said of a deed beside its changes: why, past which gates, and whether it only tells.

    A deed that tells is a worry, a new case or a line of the list: a gate that a reason would pass does not stop it.
    A historic one (`is_historic`) tells what was before the program was here: no gate stops it. `warned` is filled with
    the gates that do not hold and stop nothing.
    """

    reason: str = ""
    override: Override | None = None
    is_telling: bool = False
    is_historic: bool = False
    warned: list[Failed] | None = field(default=None, compare=False)

    @property
    def words(self) -> str:
        """Return why it is done, as the history keeps it."""
        return self.reason or (self.override.reason.strip() if self.override else "")

    def listening(self) -> "Said":
        """Return the same with an empty list for the gates that warn."""
        return replace(self, warned=[])


NOTHING, TELLING = Said(), Said(is_telling=True)


def judge(desk: Desk, unit: UnitOfWork, before: Row | None, changes: Sequence[Change], said: Said) -> None:
    """Judge what was just written to a case; `before` is the Case row as it was, None where this made the case.

    Raises StoppedByGateError, and UserError `not-needed` for an override of a gate that holds by itself.
    """
    wrote = tuple(_wrote(change) for change in changes if change.record in BY_NUMBER)
    deed, override = Deed(_NOBODY, wrote, before, said.words, said.is_telling), said.override
    held = _judge(desk, unit, _case_of(before, changes), deed, said) if gates_on(deed) else frozenset[str]()
    if override is not None and not override.gates <= held:
        raise UserError("not-needed", _("This rule holds by itself: nothing has to be gone past. Save it as it is."))


_NOBODY = Doer(frozenset(), frozenset(), is_headquarters=False)


def _case_of(before: Row | None, changes: Sequence[Change]) -> bytes:
    return before.id if before is not None else next((one.row for one in changes if one.record == _CASE.number), b"")


def _judge(desk: Desk, unit: UnitOfWork, case: bytes, deed: Deed, said: Said) -> frozenset[str]:
    """Return the gates that were gone past."""
    own = unit.get_row(_CASE, case)
    if own is None:
        return frozenset()
    doer = Doer(own_ids(unit, desk), desk.actor.roles, desk.place.is_headquarters)
    view, done = freeze(unit, desk, own), replace(deed, doer=doer)
    stopping, warning, passed = pass_gates(view, done, check(view, done), said.override)
    if stopping and not said.is_historic:
        raise StoppedByGateError.of(stopping)
    if said.warned is not None:
        said.warned.extend((*stopping, *warning))
    return passed


def review_changes(
    unit: UnitOfWork, desk: Desk, case: bytes, changes: Sequence[Change], override: Override
) -> list[Change]:
    """Return the rows that ask for a review of each gate which this override passes before anybody was asked.

    Raises the UserErrors of `refuse_override`.
    """
    refuse_override(override)
    gates = [gate for name in sorted(override.gates) if is_reviewed(gate := GATES[name], override)]
    return [_review_of(unit, desk, case, gate, changes, override) for gate in gates]


def _review_of(
    unit: UnitOfWork, desk: Desk, case: bytes, gate: Gate, changes: Sequence[Change], override: Override
) -> Change:
    meets = [
        one for one in changes if one.record in BY_NUMBER and any(guard.meets(_wrote(one)) for guard in gate.guards)
    ]
    about = meets[0] if meets else None
    subject = NamedRow(about.record, about.row) if about is not None else NamedRow(_CASE.number, case)
    at = moment_now(desk)
    values: dict[str, Value] = {
        "rule": RULE,
        "ground": override.ground,
        "reason": override.reason.strip(),
        "officer": desk.actor.officer,
        "acted_at": at,
        "due": at + timedelta(hours=_HOURS_TO_REVIEW),
        "gate": gate.id,
        "subject": subject,
        "digest": breach_digest(gate, _row_after(unit, about)) if about is not None else None,
    }
    return change_of_new(_REVIEW, desk.ids.new_id(), values)


def _row_after(unit: UnitOfWork, change: Change) -> Row:
    """Return a row with the dots that it will have once this change is written; its values are not looked at."""
    record = BY_NUMBER[change.record]
    held = unit.get_row(record, change.row)
    dots = dict(held.dots) if held is not None else {}
    for number in change.fields:
        kept = set(dots.get(number, ())) - set(change.replaces.get(number, ()))
        dots[number] = tuple(sorted({*kept, unit.next_dot()}))
    return Row(record, change.row, None, {}, dots)


def _wrote(change: Change) -> Wrote:
    record = BY_NUMBER[change.record]
    known = record.by_number
    names = (
        DELETED_NAME if one == DELETED else known[one].name for one in change.fields if one in known or one == DELETED
    )
    return Wrote(record.name, change.row, frozenset(names), is_new=not change.replaces)
