"""All gates, in the order in which the first that does not hold is named. An id is an error code and never changes."""

from collections.abc import Mapping

from tipdesk.domain.rules.gates.abroad import FEAR, WISHED
from tipdesk.domain.rules.gates.agreement import COMPLETE, FOR_CHILD, NOTICE
from tipdesk.domain.rules.gates.closing_case import APPROVED_FIRST, NEEDS_REASON, open_work_gate
from tipdesk.domain.rules.gates.contact import SAFE_CONTACT
from tipdesk.domain.rules.gates.endangered import CURRENT, LOWERED, PLANNED
from tipdesk.domain.rules.gates.gate import Gate
from tipdesk.domain.rules.gates.handing_over import HANDED
from tipdesk.domain.rules.gates.hash_only import HASH_ONLY
from tipdesk.domain.rules.gates.held import DETAINED, VOLUNTARY
from tipdesk.domain.rules.gates.identifying import BY_HAND, BY_TWO, ELEMENTS, GROUNDS, NEGATIVE
from tipdesk.domain.rules.gates.interest import INTEREST_FIRST
from tipdesk.domain.rules.gates.keeping import CLOSED_IS_CLOSED, ERASE, HOLD, PEOPLE_ONLY
from tipdesk.domain.rules.gates.leaving import CONSENT
from tipdesk.domain.rules.gates.moving import NO_SUCH_MOVE, REOPEN, SCREEN_OUT, TRIAGE_COMPLETE
from tipdesk.domain.rules.gates.no_contact import KEPT
from tipdesk.domain.rules.gates.people_settled import SETTLED
from tipdesk.domain.rules.gates.recipients import CLEAN, KNOWN, REFUGE
from tipdesk.domain.rules.gates.referrals import ANSWERED, PROPOSED
from tipdesk.domain.rules.gates.reporting import BY_ANOTHER, DANGER_CALL, FROZEN
from tipdesk.domain.rules.gates.standing_beside import COMPANION, GUARDIAN, INTERPRETER
from tipdesk.domain.rules.gates.suspects import NAMED, VICTIM

_BEFORE_CLOSING: tuple[Gate, ...] = (
    NO_SUCH_MOVE,
    FROZEN,
    DANGER_CALL,
    BY_ANOTHER,
    TRIAGE_COMPLETE,
    SCREEN_OUT,
    GUARDIAN,
    INTEREST_FIRST,
    NOTICE,
    COMPLETE,
    COMPANION,
    FOR_CHILD,
    INTERPRETER,
    CONSENT,
    KNOWN,
    REFUGE,
    CLEAN,
    GROUNDS,
    BY_HAND,
    ELEMENTS,
    BY_TWO,
    NEGATIVE,
    NAMED,
    VICTIM,
    CURRENT,
    LOWERED,
    PLANNED,
    VOLUNTARY,
    DETAINED,
    SAFE_CONTACT,
    KEPT,
    PROPOSED,
    ANSWERED,
    HASH_ONLY,
    FEAR,
    WISHED,
    HANDED,
    PEOPLE_ONLY,
)
_KEEPING = (REOPEN, HOLD, ERASE)
_ALL = (
    *_BEFORE_CLOSING,
    NEEDS_REASON,
    open_work_gate((*_BEFORE_CLOSING, *_KEEPING)),
    SETTLED,
    APPROVED_FIRST,
    CLOSED_IS_CLOSED,
    *_KEEPING,
)

GATES: Mapping[str, Gate] = {gate.id: gate for gate in _ALL}
