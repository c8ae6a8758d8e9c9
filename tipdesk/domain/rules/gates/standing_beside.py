"""The gates of whom one may use beside a person: no companion, an independent guardian, a checked interpreter."""

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import is_approved
from tipdesk.domain.rules.gates.beside import (
    is_independent,
    is_never_guardian,
    is_said,
)
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.predicates import by_role, told
from tipdesk.domain.texts import _

SINCE = 6
"""The version of the declarations with which what a person was told and agreed to came, and these gates with them."""
_HELPS = frozenset({"victim_support", "supervisor", "coordinator"})
_COORDINATOR = frozenset({"coordinator"})
_GUARDIAN = ("person", "who", "kind", "independent", "independence")


def is_guardian(view: FrozenCase, guardian: Row) -> bool:
    """Tell whether somebody counts as the guardian of a person: independent, or headquarters agreed where unsure."""
    if is_independent(view, guardian):
        return True
    is_open = told(guardian, "independent") <= {"yes", "unsure"} and is_said(guardian)
    return is_open and not is_never_guardian(view, guardian) and is_approved(view, GUARDIAN, guardian)


def _guardian(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    needs = by_role(deed, _HELPS, row) if deed is not None else []
    if needs:
        said = _("Victim support, a supervisor or headquarters says who is the guardian of a child.")
        return Failed(GUARDIAN.id, "Guardian", row.id, said, tuple(needs))
    if is_guardian(view, row):
        return None
    if is_never_guardian(view, row):
        said = _("Whoever came with a child is no guardian: first a supervisor talks with the child apart.")
        return Failed(GUARDIAN.id, "Guardian", row.id, said, (Need("Guardian", ("who",), row.id),), fields=("who",))
    said = _("A guardian is independent of whoever may have harmed the child, and it is said in words why.")
    missing = tuple(name for name in ("independent", "independence") if live_values(row, name) == {None})
    ask = Need("Approval", ("ask",), row.id, roles=tuple(sorted(_COORDINATOR)), gate=GUARDIAN.id)
    needs = [Need("Guardian", missing or ("independent",), row.id), *([] if missing else [ask])]
    return Failed(GUARDIAN.id, "Guardian", row.id, said, tuple(needs), fields=missing or ("independent",))


GUARDIAN = Gate(
    "guardian-independent",
    _("A guardian is independent"),
    (Guard("Guardian", frozenset(_GUARDIAN)),),
    _guardian,
    who=_HELPS,
    past=(Past(Way.APPROVAL, _COORDINATOR),),
    basis=Basis.PRACTICE,
    source="CRC 3; UNICEF",
    approvers=_COORDINATOR,
    approved_fields=_GUARDIAN,
    since_schema=SINCE,
)
