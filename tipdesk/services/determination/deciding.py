"""What signing a decision on a person writes: whoever signs it decides it, and what was missing of the elements.

It is prepared as any other row. A first decision is signed by an investigator, a supervisor or headquarters; one for
good by headquarters, after a second officer agreed (gate final-by-two). Nothing here says what the decision is.
"""

from collections.abc import Mapping

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import digests_now
from tipdesk.domain.rules.gates.identifying import BY_TWO, elements_decided, missing_by
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk
from tipdesk.services.determination.signing import Signing, signed_bytes

_CONTEXT = b"tipdesk determination 1\0"
_WRITTEN = ("decided_by", "decided_at", "missing", "signed_at")


def _decide(view: FrozenCase, row: Row, desk: Desk) -> Mapping[str, Value]:
    found = elements_decided(view, row)
    missing = frozenset(missing_by(row, found)) if found is not None else frozenset[str]()
    decided: dict[str, Value] = {"missing": missing or None}
    if live_values(row, "decided_outside") <= {None, ""}:
        decided |= {"decided_by": desk.actor.officer, "decided_at": moment_now(desk)}
    return decided


def _contents(view: FrozenCase, row: Row) -> list[bytes]:
    return [signed_bytes(_CONTEXT, row, digest, _WRITTEN) for digest in digests_now(view, BY_TWO, row)]


DECIDING = Signing(
    BY_NAME["Determination"], "determination", _decide, _contents, says=("kind", "body")
)  # what the gates of headquarters' intake ask of the entry alone
