"""Who counts as a victim, and who is kept apart from them: what was decided counts only as far as its gates hold.

Until somebody has decided for good that a person is no victim, they are protected as one.
"""

from collections.abc import Iterator
from enum import Enum

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.case_roles import SUSPECT, VICTIMS
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.determinations import NOT_A_VICTIM, is_final, signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.gate import Gate
from tipdesk.domain.rules.gates.identifying import BY_HAND, BY_TWO, ELEMENTS, NEGATIVE
from tipdesk.domain.rules.gates.moments import runs_on
from tipdesk.domain.rules.gates.predicates import UNSPOKEN, NotJudgedError, roles, told

_APART = frozenset({"accompanying"}) | SUSPECT
_DETAILS: frozenset[Value] = frozenset({"employer", "recruiter_agency"})
_CLAIMS: frozenset[Value] = frozenset({"employer", "agent"})


class CountsAs(Enum):
    """As what a signed decision counts: what came in past a gate counts as less than it says."""

    PROPOSED = "proposed"
    PRELIMINARY = "preliminary"
    FINAL = "final"


def counts_as(view: FrozenCase, row: Row) -> CountsAs:
    """Return as what a signed decision counts. What cannot be read here is not held against it."""
    if _fails(view, row, BY_HAND):
        return CountsAs.PROPOSED
    if not is_final(row) or any(_fails(view, row, gate) for gate in (ELEMENTS, BY_TWO, NEGATIVE)):
        return CountsAs.PRELIMINARY
    return CountsAs.FINAL


def final_of(view: FrozenCase, person: bytes) -> Row | None:
    """Return the newest decision for good on a person, None where there is none that counts as one."""
    signed = signed_first(view.of_person("Determination", person))
    return next((row for row in signed if counts_as(view, row) is CountsAs.FINAL), None)


def is_victim(view: FrozenCase, person: bytes) -> bool:
    """Tell whether somebody is, or may be, a victim in this case, until it is decided for good that they are not."""
    if VICTIMS.isdisjoint(roles(view, person)):
        return False
    final = final_of(view, person)
    return final is None or told(final, "outcome") != {NOT_A_VICTIM}


def is_victim_for_good(view: FrozenCase, person: bytes) -> bool:
    """Tell whether somebody is, or ever was, a victim or perhaps one, whatever was decided since.

    What was told of a safe place, of whom they fear and of whom they may be reached by stays dangerous.
    """
    return any(not VICTIMS.isdisjoint(told(row, "role")) for row in view.of_person("CaseRole", person))


def is_protected_for_good(view: FrozenCase, person: bytes) -> bool:
    """Tell whether somebody is reached and told of as a victim is: for good, and before anybody has spoken to them."""
    return is_victim_for_good(view, person) or not UNSPOKEN.isdisjoint(roles(view, person))


def is_kept_apart(view: FrozenCase, person: bytes) -> bool:
    """Tell whether somebody is kept away from the victims of the case.

    That is who came along, is suspected, or recruited, moved or employs one, and whom a victim is kept from by name.
    Such a person never interprets, consents or is present for a victim. Somebody to whom nobody has spoken yet counts
    as one.
    """
    if not _APART.isdisjoint(roles(view, person)):
        return True
    close = _close_to(view, person)
    return any(is_victim(view, one) or not UNSPOKEN.isdisjoint(roles(view, one)) for one in close)


def _close_to(view: FrozenCase, person: bytes) -> Iterator[bytes]:
    """Yield to whom somebody stands as one who has power over them."""
    for row in view.of("Relationship"):
        has_power = not (
            _DETAILS.isdisjoint(live_values(row, "detail"))
            and _CLAIMS.isdisjoint(live_values(row, "claims"))
            and row["episode"] is None
        )
        if has_power and person in live_values(row, "other"):
            yield from _people(row)
    for row in view.of("NoContact"):
        if person in live_values(row, "not_person") and runs_on(view, row, view.today):
            yield from _people(row)
    for record, names in (("Episode", ("recruiter",)), ("JourneyLeg", ("by_person", "companion_person"))):
        for row in view.of(record):
            if any(person in live_values(row, name) for name in names):
                yield from _people(row)


def _people(row: Row) -> Iterator[bytes]:
    yield from (one for one in live_values(row, "person") if isinstance(one, bytes))


def _fails(view: FrozenCase, row: Row, gate: Gate) -> bool:
    try:
        return gate.check(view, row, None) is not None
    except NotJudgedError:
        return False
