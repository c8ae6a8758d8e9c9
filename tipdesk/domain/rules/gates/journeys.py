"""The steps by which a person is moved or leaves, as several gates see them: stays, referrals, the way home."""

from typing import NamedTuple

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Deed, Guard
from tipdesk.domain.rules.gates.held import is_past_first_hours, stay_begins_ms
from tipdesk.domain.rules.gates.moments import is_taken_now, taken_ms
from tipdesk.domain.rules.gates.predicates import is_child, told
from tipdesk.domain.rules.gates.transfers import holds, is_abroad, is_sent_by, persons_of, sent_ms

PLANNED: frozenset[Value] = frozenset({"planned"})
GONE: frozenset[Value] = frozenset({"travelled", "arrived"})
"""The states (code list `return_status`) in which somebody has left: that is told, and not asked for."""
OWN_WAY, REMOVAL = "own_arrangement", "removal"
_ELSEWHERE = "safety_witness_protection"
_MOVES = "MigrationOrChangeOfLocation"
OF_RETURN = Guard("Return", frozenset({"status", "kind"}))
OF_REFERRAL = Guard("Referral", frozenset({"status", "sent_at"}))
OF_STAY = Guard("ShelterStay", frozenset({"person", "left_for_it_at", "arrived_at", "review_due"}))


class Step(NamedTuple):
    """One step that concerns people: of whom, when it was taken, and whether it only tells what has happened."""

    people: frozenset[bytes]
    at_ms: int
    has_happened: bool = False


def _of(row: Row) -> frozenset[bytes]:
    return frozenset(one for one in live_values(row, "person") if isinstance(one, bytes))


def return_step(view: FrozenCase, row: Row, deed: Deed | None) -> Step | None:
    """Return the step of a way home: planned, or gone; None where it is neither, or stood so before the deed."""
    status = told(row, "status")
    has_gone = not status.isdisjoint(GONE)
    is_step = has_gone or not status.isdisjoint(PLANNED)
    if deed is not None and not (is_taken_now(view, row, deed, "status", PLANNED | GONE) or has_gone):
        return None
    return Step(_of(row), taken_ms(view, row, deed, (), "status"), has_gone) if is_step else None


def is_own_way(view: FrozenCase, row: Row) -> bool:
    """Tell whether an adult arranges the way home themselves: nobody stops them."""
    person = next((one for one in view.of("Person") if one.id in _of(row)), None)
    return told(row, "kind") == {OWN_WAY} and person is not None and not is_child(view, person)


def is_out(referral: Row) -> bool:
    """Tell whether a referral goes from us to an agency."""
    return "out" in live_values(referral, "direction")


def relocation_step(view: FrozenCase, row: Row, deed: Deed | None) -> Step | None:
    """Return the step of a referral that takes somebody elsewhere, None for any other."""
    is_move = _ELSEWHERE in live_values(row, "service") or _MOVES in live_values(row, "reason")
    if not is_move or not is_out(row) or not is_sent_by(view, row, deed):
        return None
    return Step(_of(row), sent_ms(view, row, deed))


def stay_step(view: FrozenCase, row: Row, *, is_long: bool) -> Step | None:
    """Return the step of a stay in a safe place; with `is_long`, only of one that goes on after its first hours."""
    if is_long and not is_past_first_hours(view, row):
        return None
    return Step(_of(row), stay_begins_ms(view, row), has_happened=True)


def abroad_step(view: FrozenCase, row: Row, deed: Deed | None) -> Step | None:
    """Return the step of a transfer that goes to another State."""
    if not is_sent_by(view, row, deed) or not is_abroad(view, row):
        return None
    people = frozenset(one for told_of in persons_of(view, row) if holds(told_of) for one in _of(told_of))
    return Step(people, sent_ms(view, row, deed))
