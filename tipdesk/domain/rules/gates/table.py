"""All gates, in the order in which the first that does not hold is named. An id is an error code and never changes."""

from collections.abc import Mapping

from tipdesk.domain.rules.gates.closing_case import APPROVED_FIRST, NEEDS_REASON, OPEN_WORK
from tipdesk.domain.rules.gates.gate import Gate

_ALL: tuple[Gate, ...] = (NEEDS_REASON, OPEN_WORK, APPROVED_FIRST)

GATES: Mapping[str, Gate] = {gate.id: gate for gate in _ALL}
