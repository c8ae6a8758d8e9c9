"""What stands past a gate in a case: derived from its rows, never stored, and the same wherever the same rows are held.

What came in from an older or hostile program is applied, so that no two stores differ, and shows as a breach. How one
gate is gone through, and what ends a breach, is `breach`.
"""

from tipdesk.domain.rules.caution import is_closed, live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.breach import Breach, breaches_of
from tipdesk.domain.rules.gates.gate import Arrives
from tipdesk.domain.rules.gates.table import GATES


def breaches(view: FrozenCase) -> tuple[Breach, ...]:
    """Return what stands past a gate in a case, in the order of the table and then of the rows."""
    found = (one for gate in GATES.values() if Arrives.BREACH in gate.arrives for one in breaches_of(view, gate))
    return tuple(found)


def kept_open(view: FrozenCase) -> tuple[Breach, ...]:
    """Return the breaches by which a closed case is listed as an open one, none where it is not.

    What an older program wrote is not held against anybody, and keeps nothing open.
    """
    if not is_closed(live_values(view.case, "status")):
        return ()
    found = (one for gate in GATES.values() if gate.keeps_open for one in breaches_of(view, gate))
    return tuple(one for one in found if not one.is_older)
