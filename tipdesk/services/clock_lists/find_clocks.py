"""The clocks of many cases and of the registers, as lines of a list: nothing in them tells who anybody is.

So no row of the audit is written; opening a case from a line writes one. Only cases that the officer may open are
asked. Headquarters' inbox, and My work, choose among the lines those that are theirs to act on.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from tipdesk.domain.records import BY_NUMBER
from tipdesk.domain.rows import CaseSummary, Row
from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.clocks.clock import Clock
from tipdesk.domain.rules.clocks.due import due, due_in_registers, in_order
from tipdesk.domain.rules.clocks.registers import FrozenRegisters, own_refresher
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.schema import Scope
from tipdesk.services.case.find_case_lines import read_lines
from tipdesk.services.clocks.case_clocks import Breaches
from tipdesk.services.clocks.frozen_cases import FrozenCases
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import mask

_PERSON = "Person"


@dataclass(frozen=True)
class ClockLine:
    """One clock of a list, with the line of its case; of a register, with its row and no case.

    `whose` is the person whom it is about, without what identifies anybody.
    """

    clock: Clock
    case: CaseSummary | None = None
    row: Row | None = None
    whose: Row | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What names this line among all."""
        return self.clock.key


def read_clocks(reader: Reader, desk: Desk, cases: Sequence[bytes], only: Collection[str]) -> list[ClockLine]:
    """Return the clocks of these ids in those among these cases that the officer may open, the first due first."""
    known = [line.summary for line in read_lines(reader, desk, cases) if line.can_open]
    frozen = FrozenCases(reader, desk)
    return in_time(
        ClockLine(clock, case, whose=_whose(view, clock))
        for case, view in frozen.each(known)
        for clock in due(view, (), frozen.measures, only=only)
    )


def read_all_clocks(
    reader: Reader, desk: Desk, only: Collection[str], is_asked: Callable[[Clock], bool], breaches: Breaches
) -> list[ClockLine]:
    """Return those clocks of all cases that are asked for, of cases that the officer at the desk may open.

    What the officer may open is asked only of cases that have such a clock, so that few reads answer for many cases.
    """
    frozen, found = FrozenCases(reader, desk), dict[bytes, list[tuple[Clock, Row | None]]]()
    for view in frozen.all():
        clocks = [one for one in due(view, breaches(view), frozen.measures, only=only) if is_asked(one)]
        if clocks:
            found[view.case.id] = [(one, _whose(view, one)) for one in clocks]
    known = read_lines(reader, desk, list(found))
    return in_time(
        ClockLine(clock, line.summary, whose=whose)
        for line in known
        if line.can_open
        for clock, whose in found[line.summary.id]
    )


def _whose(view: FrozenCase, clock: Clock) -> Row | None:
    """Return the person whom a clock is about, or whose row it is about, without what identifies anybody."""
    about = BY_NUMBER.get(clock.subject.record)
    row = view.get_row(about.name, clock.subject.id) if about is not None and about.scope is Scope.CASE else None
    person = row if row is None or row.record.name == _PERSON else view.get_row(_PERSON, row.parent or b"")
    return mask(person, Level.SUMMARY) if person is not None and person.record.name == _PERSON else None


def in_time(lines: Iterable[ClockLine]) -> list[ClockLine]:
    """Return lines in the order in which their clocks are due."""
    return sorted(lines, key=lambda line: line.clock.place)


def read_register_clocks(reader: Reader, desk: Desk) -> list[ClockLine]:
    """Return the clocks of the registers that are held here, the first due first.

    A post has certificates of its officers instead of the trainings themselves.
    """
    frozen = FrozenCases(reader, desk)
    view = FrozenRegisters(desk.clock.now_ms(), frozen.outside)
    clocks = due_in_registers(view, frozen.measures)
    if not desk.place.is_headquarters:
        clocks = in_order((*clocks, *own_refresher(view, frozen.measures)))
    lines = []
    for clock in clocks:
        rows = view.of(BY_NUMBER[clock.subject.record].name)
        row = next((one for one in rows if one.id == clock.subject.id), None)
        lines.append(ClockLine(clock, row=row))
    return lines
