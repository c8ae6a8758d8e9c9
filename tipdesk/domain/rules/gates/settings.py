"""How strict a gate is where headquarters set it otherwise (RuleSetting): stricter, or a warning alone.

A setting counts for what is done from its day on, never for what was done before. Nothing switches a gate off: only a
rule of our own, and one that has a way past it, can become a warning.
"""

from enum import Enum

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Basis, Gate
from tipdesk.domain.values import PartialDate


class Strictness(Enum):
    """How strict a gate is: as the table has it, a warning alone, or without any way past it."""

    AS_SHIPPED = "as_shipped"
    WARNING_ONLY = "warning_only"
    STOP = "stop"


def may_only_warn(gate: Gate) -> bool:
    """Tell whether a setting may make a gate a warning: a rule of our own that has a way past it."""
    return gate.basis is Basis.OURS and not gate.is_never


def strictness_of(view: FrozenCase, gate: Gate, at_ms: int) -> Strictness:
    """Return how strict a gate was on the day of this moment; of several settings of one day the stricter counts."""
    day = str(day_of(at_ms))
    live = [one for one in view.directory("RuleSetting") if one["rule"] == gate.id and _begins(one, day) is not None]
    newest = max((str(_begins(one, day)) for one in live), default="")
    said = {one["stricter"] for one in live if _begins(one, day) == newest}
    if "stop" in said:
        return Strictness.STOP
    if said == {"warning_only"} and may_only_warn(gate):
        return Strictness.WARNING_ONLY
    return Strictness.AS_SHIPPED


def approvers_of(view: FrozenCase, gate: Gate) -> frozenset[str]:
    """Return the roles that approve for a gate: those of the table, or the one of them that headquarters set."""
    today = str(view.today)
    live = [one for one in view.directory("RuleSetting") if one["rule"] == gate.id and _begins(one, today) is not None]
    newest = max(live, key=lambda one: (str(_begins(one, today)), one.id), default=None)
    chosen = newest["approver"] if newest is not None else None
    return frozenset({chosen}) if isinstance(chosen, str) and chosen in gate.approvers else gate.approvers


def _begins(setting: Row, day: str) -> str | None:
    """Return the first day of a setting where that is not after this day."""
    since = setting["since"]
    first = str(since.last_day) if isinstance(since, PartialDate) else None
    return first if first is not None and first <= day else None
