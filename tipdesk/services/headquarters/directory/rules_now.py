"""Every gate and every clock with what counts for it now, where it comes from, and what was ever set for it.

Reading it is no look: the directory tells of no case.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.clocks.due import OF_REGISTERS
from tipdesk.domain.rules.clocks.lengths import Length, day_of
from tipdesk.domain.rules.clocks.measures import Measures
from tipdesk.domain.rules.clocks.rule import ClockRule
from tipdesk.domain.rules.clocks.table import CLOCKS
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Gate
from tipdesk.domain.rules.gates.settings import Strictness, approvers_of, strictness_of
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.directory.rows import list_directory
from tipdesk.services.headquarters.directory.writing import DIRECTORY_ROLES

SETTING, HOLIDAY = BY_NAME["RuleSetting"], BY_NAME["Holiday"]


@dataclass(frozen=True)
class RuleLine:
    """One rule: a clock or a gate, with what counts for it today.

    `length` and `warning` are of a clock; a clock without a length is due on the day that its row names. `strictness`
    and `approvers` are of a gate. `settings` are the rows that were ever written for it, the latest first.
    """

    id: str
    clock: ClockRule | None
    gate: Gate | None
    length: Length | None = None
    warning: Length | None = None
    strictness: Strictness = Strictness.AS_SHIPPED
    approvers: frozenset[str] = frozenset()
    settings: tuple[Row, ...] = ()

    @property
    def label(self) -> str:
        """Return what the rule is called, as a text to be translated."""
        return self.clock.label if self.clock is not None else self.gate.label if self.gate is not None else self.id

    @property
    def is_of_register(self) -> bool:
        """Tell whether this is a clock of a register, and not of a case."""
        return self.clock is not None and self.clock.clock in OF_REGISTERS

    @property
    def is_set(self) -> bool:
        """Tell whether what counts now is another than what the program came with."""
        if self.clock is not None:
            return (self.length, self.warning) != (self.clock.length, self.clock.warn)
        is_other = self.gate is not None and self.approvers != self.gate.approvers
        return is_other or self.strictness is not Strictness.AS_SHIPPED


@dataclass(frozen=True)
class Rules:
    """All rules, and whether the officer at the desk may change them."""

    lines: tuple[RuleLine, ...]
    holidays: tuple[Row, ...]
    can_change: bool


def find_rules(desk: Desk) -> Rules:
    """Return every clock and gate with what counts for it now."""
    settings, holidays = tuple(list_directory(desk, SETTING)), tuple(list_directory(desk, HOLIDAY))
    measures, view = Measures(settings, holidays), _view(desk, settings)
    clocks = [_of_clock(rule, measures, desk, settings) for rule in CLOCKS.values()]
    gates = [_of_gate(gate, view, settings) for gate in GATES.values()]
    can_change = desk.place.is_headquarters and bool(desk.actor.roles & DIRECTORY_ROLES)
    return Rules((*clocks, *gates), holidays, can_change)


def _of_clock(rule: ClockRule, measures: Measures, desk: Desk, settings: Sequence[Row]) -> RuleLine:
    today = day_of(desk.clock.now_ms())
    length, warning = measures.length_of(rule.id, today), measures.warning_of(rule.id, today)
    return RuleLine(rule.id, rule, None, length, warning, settings=_of(rule.id, settings))


def _of_gate(gate: Gate, view: FrozenCase, settings: Sequence[Row]) -> RuleLine:
    strict, approvers = strictness_of(view, gate, view.now_ms), approvers_of(view, gate)
    return RuleLine(gate.id, None, gate, strictness=strict, approvers=approvers, settings=_of(gate.id, settings))


def _of(rule: str, settings: Sequence[Row]) -> tuple[Row, ...]:
    found = [row for row in settings if row["rule"] == rule]
    return tuple(sorted(found, key=lambda row: (str(row["since"]), row.id), reverse=True))


def _view(desk: Desk, settings: tuple[Row, ...]) -> FrozenCase:
    """Return a case without rows: what a gate asks of the directory alone is the same in every case."""
    now = desk.clock.now_ms()
    return FrozenCase(
        case=Row(BY_NAME["Case"], b"", None, {}),
        now_ms=now,
        today=day_of(now),
        read_rows=lambda _record: (),
        read_directory=lambda record: settings if record == SETTING.name else (),
        read_standing=lambda _row: None,
        read_last=lambda: 0,
    )
