"""The clocks of many cases and of the registers, as lines of a list: nothing in them tells who anybody is.

So no row of the audit is written; opening a case from a line writes one. Only cases that the officer may open are
asked. Headquarters' inbox, and My work, choose among the lines those that are theirs to act on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.rows import CaseSummary, Row
from tipdesk.domain.rules.clocks.clock import Clock, State
from tipdesk.domain.rules.clocks.due import due, due_in_registers
from tipdesk.domain.rules.clocks.registers import FrozenRegisters
from tipdesk.services.case.find_case_lines import read_lines
from tipdesk.services.clocks.case_clocks import Breaches, no_breaches
from tipdesk.services.clocks.frozen_cases import FrozenCases
from tipdesk.services.desk import CaseQuery, Desk, Reader


@dataclass(frozen=True)
class ClockLine:
    """One clock of a list, with the line of its case; of a register, with its row and no case."""

    clock: Clock
    case: CaseSummary | None = None
    row: Row | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What names this line among all."""
        return self.clock.key


def read_clocks(
    reader: Reader, desk: Desk, cases: Sequence[bytes], breaches: Breaches = no_breaches, *, is_all: bool = False
) -> list[ClockLine]:
    """Return the clocks of those among these cases that the officer at the desk may open, the first due first."""
    known = [line.summary for line in read_lines(reader, desk, cases) if line.can_open]
    frozen = FrozenCases(reader, desk)
    lines = [
        ClockLine(clock, case)
        for case, view in frozen.each(known, is_all=is_all)
        for clock in due(view, breaches(view), frozen.measures)
    ]
    return sorted(lines, key=lambda line: (line.clock.ends, line.clock.id, line.clock.gate, str(line.clock.subject)))


def read_open_clocks(
    reader: Reader, desk: Desk, breaches: Breaches = no_breaches, *, is_acted_on: bool = True
) -> list[ClockLine]:
    """Return the clocks of all cases, with `is_acted_on` only those that have warned or run out."""
    now = desk.clock.now_ms()
    lines = read_clocks(reader, desk, reader.find_case_ids(CaseQuery()), breaches, is_all=True)
    return [line for line in lines if not is_acted_on or line.clock.state(now) is not State.RUNNING]


def read_register_clocks(reader: Reader, desk: Desk) -> list[ClockLine]:
    """Return the clocks of the registers that are held here, the first due first."""
    frozen, kept = FrozenCases(reader, desk), dict[str, tuple[Row, ...]]()

    def rows_of(record: str) -> tuple[Row, ...]:
        if record not in kept:
            kept[record] = tuple(reader.find_rows(BY_NAME[record]))
        return kept[record]

    view = FrozenRegisters(desk.clock.now_ms(), rows_of)
    lines = []
    for clock in due_in_registers(view, frozen.measures):
        rows = rows_of(BY_NUMBER[clock.subject.record].name)
        row = next((one for one in rows if one.id == clock.subject.id), None)
        lines.append(ClockLine(clock, row=row))
    return lines
