"""Which entries of a post headquarters keeps aside because the role of their writer does not carry what they say.

Only the directory is asked, never another row of a case, so that the order in which entries come makes no difference:
what depends on other rows is applied, and may be a breach. An entry of a program that knows no gates is never kept
aside for them.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.determinations import COURT, FINALS
from tipdesk.domain.rules.gates.gate import Arrives
from tipdesk.domain.rules.gates.table import GATES

APPROVED, SUSPECT = "approved", "suspect"
_ACKNOWLEDGEMENT, _APPROVAL, _DETERMINATION, _ERASURE, _ROLE, _STATUS = (
    BY_NAME[name] for name in ("Acknowledgement", "Approval", "Determination", "Erasure", "CaseRole", "SuspectStatus")
)
_KIND, _BODY, _SIGNED_AT = (_DETERMINATION.by_name[name].number for name in ("kind", "body", "signed_at"))
_GATE, _DECISION = (_APPROVAL.by_name[name].number for name in ("gate", "decision"))
_CODE = _ROLE.by_name["role"].number
_BY_NUMBER = {
    _ACKNOWLEDGEMENT.number: "acknowledge-by-another",
    _STATUS.number: "suspect-named",
    _ERASURE.number: "erase-by-two",
}


class Writer(NamedTuple):
    """Who wrote an entry, as headquarters' directory has them: their roles, and whether their PC is headquarters'."""

    roles: frozenset[str]
    is_headquarters: bool


GateOf = Callable[[bytes], object]
"""Returns for which gate an approval was asked, where that was said before, else None."""
WATCHED = frozenset({*_BY_NUMBER, _ROLE.number, _APPROVAL.number, _DETERMINATION.number})
"""The numbers of the records of which the writer's role is looked at."""


def reason_of_role(
    record: int, row: bytes, fields: Mapping[int, object], writer: Writer, schema: int, gate_of: GateOf
) -> str | None:
    """Return the id of the gate for which a change is kept aside, None where its writer's role carries it."""
    gate = GATES.get(_gate_of(record, row, fields, gate_of))
    if gate is None or Arrives.PARKED not in gate.arrives or schema < gate.since_schema:
        return None
    who = gate.approvers if record == _APPROVAL.number else gate.who
    is_carried = bool(writer.roles & who) and (record != _ERASURE.number or writer.is_headquarters)
    return None if is_carried else gate.id


def _gate_of(record: int, row: bytes, fields: Mapping[int, object], gate_of: GateOf) -> str:
    if record == _ROLE.number:
        return "suspect-named" if fields.get(_CODE) == SUSPECT else ""
    if record == _DETERMINATION.number:
        return _gate_of_signing(fields)
    if record == _APPROVAL.number:
        return str(fields.get(_GATE) or gate_of(row) or "") if fields.get(_DECISION) == APPROVED else ""
    return _BY_NUMBER.get(record, "") if _says_something(fields) else ""


def _gate_of_signing(fields: Mapping[int, object]) -> str:
    """Return for which gate the role of who signs a decision is looked at, as the entry tells by itself what it signs.

    One of a court may be written down by others, and what does not say that it is one for good is signed by any who may
    sign a first one: whether it holds then is judged with the rest of the case.
    """
    if fields.get(_SIGNED_AT) is None:
        return ""
    is_for_good = fields.get(_KIND) in FINALS and fields.get(_BODY) != COURT
    return "final-by-two" if is_for_good else "preliminary-grounds"


def _says_something(fields: Iterable[int]) -> bool:
    """Tell whether a change writes more than the mark of the trash."""
    return any(number != 0 for number in fields)
