"""Of whom the clocks of a case speak: its victims, and the officers whose work it is."""

from collections.abc import Mapping

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.case_roles import SUSPECT, VICTIMS, lasts
from tipdesk.domain.rules.caution import is_done, live_values
from tipdesk.domain.rules.clocks.clock import officers_in
from tipdesk.domain.rules.determinations import NOT_A_VICTIM, is_final, signed_first
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.values import NamedRow

PERSON = BY_NAME["Person"].number
_BY_TWO = "final-by-two"
"""The rule for which somebody else agrees to a decision for good."""


def called_victims(view: FrozenCase) -> Mapping[bytes, Row]:
    """Return who is called a victim, or perhaps one, each with the role that was written first."""
    return view.once(_called_victims)


def _called_victims(view: FrozenCase) -> Mapping[bytes, Row]:
    found: dict[bytes, Row] = {}
    for role in view.of("CaseRole"):
        person = role["person"]
        is_victim = lasts(role, view.today) and not VICTIMS.isdisjoint(live_values(role, "role"))
        if isinstance(person, bytes) and is_victim:
            found.setdefault(person, role)
    return found


def victims(view: FrozenCase) -> Mapping[bytes, Row]:
    """Return who is, or may be, a victim, each with the role that was written first.

    Nobody stops being one before it was decided for good, and somebody else has agreed to that.
    """
    return view.once(_victims)


def _victims(view: FrozenCase) -> Mapping[bytes, Row]:
    return {person: role for person, role in called_victims(view).items() if not _is_none(view, person)}


def suspects(view: FrozenCase) -> frozenset[Value]:
    """Return who is suspected, accused or convicted in the case."""
    held = (role for role in view.of("CaseRole") if lasts(role, view.today))
    return frozenset(one["person"] for one in held if not SUSPECT.isdisjoint(live_values(one, "role")))


def officers_at_work(view: FrozenCase) -> frozenset[bytes]:
    """Return who is in charge of the case, and who has something to do in it."""
    return view.once(_officers_at_work)


def _officers_at_work(view: FrozenCase) -> frozenset[bytes]:
    open_tasks = (row for row in view.of("Task") if not is_done(live_values(row, "status")))
    assigned = (one for row in open_tasks for one in live_values(row, "assigned_to"))
    return officers_in(*live_values(view.case, "owner"), *assigned)


def _is_none(view: FrozenCase, person: bytes) -> bool:
    newest = next((row for row in signed_first(view.of_person("Determination", person)) if is_final(row)), None)
    if newest is None or live_values(newest, "outcome") != {NOT_A_VICTIM}:
        return False
    return any(
        one["gate"] == _BY_TWO
        and isinstance(subject := one["subject"], NamedRow)
        and subject.id == newest.id
        and live_values(one, "decision") == {"approved"}
        for one in view.of("Approval")
    )
