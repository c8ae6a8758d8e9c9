"""What gates and clocks say of one case: what the next steps would ask for, what runs out, what stands past a gate.

It is one audited look. Nothing in it names anybody or tells an answer.
"""

from dataclasses import dataclass

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.rules.clocks.due import due
from tipdesk.domain.rules.gates.breach import Breach
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.rules.gates.gate import Failed
from tipdesk.domain.rules.stages import moves_from
from tipdesk.services.desk import Desk
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.gates.foresee import foresee
from tipdesk.services.look import NOTES_APART, looking


@dataclass(frozen=True)
class CaseGates:
    """The gates of one case: by stage, those that do not hold for going there; its clocks; and its breaches."""

    ahead: tuple[tuple[str, Failed], ...]
    clocks: tuple[Clock, ...]
    breaches: tuple[Breach, ...]


def read_case_gates(desk: Desk, case: bytes) -> CaseGates:
    """Return what gates and clocks say of a case; raises the UserErrors of `looking`."""
    with looking(desk, case, parts=NOTES_APART) as eyes:
        view = freeze(eyes.reader, desk, eyes.case)
        found = breaches(view)
        clocks = due(view, found)
        seen = eyes.cut(eyes.case)
    return CaseGates(tuple(_ahead(desk, seen)), clocks, found)


def _ahead(desk: Desk, seen: Row) -> list[tuple[str, Failed]]:
    return [(stage, failed) for stage in moves_from(seen) for failed in foresee(desk, seen, stage, {}).failed]
