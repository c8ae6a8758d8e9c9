"""Judges a deed by every gate that guards what it wrote, all at once, on the case as the deed left it."""

from collections.abc import Iterator, Sequence

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.breach import judge_row
from tipdesk.domain.rules.gates.gate import Deed, Failed, Gate, Wrote
from tipdesk.domain.rules.gates.table import GATES


def gates_on(deed: Deed) -> tuple[Gate, ...]:
    """Return the gates that a deed may fail, in the order of the table; for most deeds there are none."""
    return tuple(gate for gate in GATES.values() if _is_watched(gate, deed.wrote) and gate.concerns(deed))


def _is_watched(gate: Gate, wrote: Sequence[Wrote]) -> bool:
    return any(guard.meets(one) for guard in gate.guards for one in wrote)


def check(view: FrozenCase, deed: Deed) -> tuple[Failed, ...]:
    """Return every gate that does not hold for a deed, in the order of the table.

    Whether somebody may go past it is not asked, and what cannot be read here is not judged.
    """
    return tuple(
        failed
        for gate in gates_on(deed)
        for row in _rows(view, gate, deed)
        if (failed := judge_row(view, gate, row, deed))
    )


def _rows(view: FrozenCase, gate: Gate, deed: Deed) -> Iterator[Row]:
    for one in deed.wrote:
        if any(guard.meets(one) for guard in gate.guards):
            row = view.get_row(one.record, one.row)
            if row is not None:
                yield row
