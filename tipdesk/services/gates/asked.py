"""What asking and answering an approval share: the gate that is asked for, the row that it is about, what is signed.

An approval says that somebody else agreed before a deed was done. Which gates take one, and of whom, is in the table of
gates; when one counts is decided there too (`domain/rules/gates/approved`).
"""

import json
from datetime import datetime

from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import digests_now
from tipdesk.domain.rules.gates.gate import Gate
from tipdesk.domain.rules.gates.leaving import CONSENT, approvers_of_transfer
from tipdesk.domain.rules.gates.settings import approvers_of
from tipdesk.domain.rules.gates.suspects import VICTIM, approvers_of_victim
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow
from tipdesk.services.access.deciding import get_live_row
from tipdesk.services.desk import Reader

APPROVAL = BY_NAME["Approval"]
APPROVED, REFUSED, WITHDRAWN = "approved", "refused", "withdrawn"
_CONTEXT = b"tipdesk answer 1\0"


def get_asked_gate(gate: str) -> Gate:
    """Return a gate for which an approval can be asked.

    Raises UserError `no-such-gate`, and `gate-takes-no-approval` where nobody's approval leads past it.
    """
    found = GATES.get(gate)
    if found is None:
        raise UserError("no-such-gate", _("There is no rule called “{gate}”."), gate=gate[:60])
    if not found.approvers:
        raise UserError(
            "gate-takes-no-approval",
            _("Nobody approves anything for the rule “{gate}”: do what it asks for."),
            gate=found.id,
        )
    return found


def get_approval(reader: Reader, approval: bytes | str) -> Row:
    """Return an approval by its id; raises UserError `no-such-row` where there is none."""
    return get_live_row(reader, APPROVAL, approval)


def get_subject(view: FrozenCase, subject: NamedRow | str | None) -> Row:
    """Return the row that an approval is about, by what names it or by its id; the case itself where none is named.

    Raises UserError `no-such-row` where the case has no such row.
    """
    if subject is None:
        return view.case
    if isinstance(subject, NamedRow):
        record = BY_NUMBER.get(subject.record)
        found = view.get_row(record.name, subject.id) if record is not None else None
    else:
        wanted = parse_id(subject)
        names = ("Case", *(record.name for record in BY_NAME.values() if record.scope is APPROVAL.scope))
        found = next((row for name in names if (row := view.get_row(name, wanted)) is not None), None)
    if found is None or found.deleted:
        raise UserError("no-such-row", _("There is no such {record} in this case."), record="record")
    return found


def approvers_for(view: FrozenCase, gate: Gate, subject: Row | None) -> frozenset[str]:
    """Return the roles that may agree to this: those of the gate, of a child and of what goes abroad headquarters."""
    if subject is not None and gate.id == VICTIM.id:
        return approvers_of_victim(view, subject)
    if subject is not None and gate.id == CONSENT.id:
        return approvers_of_transfer(view, subject)
    return approvers_of(view, gate)


def named(row: Row) -> NamedRow:
    """Return what names a row in a field that may name any row of the case."""
    return NamedRow(row.record.number, row.id)


def find_subject(view: FrozenCase, approval: Row) -> Row | None:
    """Return the row that an approval is about, None where it is not there any more."""
    about = approval["subject"]
    record = BY_NUMBER.get(about.record) if isinstance(about, NamedRow) else None
    return view.get_row(record.name, about.id) if record is not None and isinstance(about, NamedRow) else None


def is_stale(view: FrozenCase, approval: Row) -> bool:
    """Tell whether what was asked about has changed since; what cannot be read here is not called changed."""
    gate, subject = GATES.get(str(approval["gate"])), find_subject(view, approval)
    if gate is None or subject is None:
        return True
    found = digests_now(view, gate, subject)
    return bool(found) and approval["digest"] not in found


def content_of(approval: Row, decision: str, conditions: str | None, valid_until: datetime | None) -> bytes:
    """Return the exact bytes that somebody signs who answers: what was asked, of which row as it stood, and the answer.

    They are `tipdesk answer 1`, a zero byte, and a JSON array, without spaces, of the gate, the record and id of the
    subject, the digest of what is approved, the decision, the words, and until when it holds, to the minute.
    """
    about, digest = approval["subject"], approval["digest"]
    facts = [
        approval["gate"],
        [about.record, about.id.hex()] if isinstance(about, NamedRow) else None,
        digest.hex() if isinstance(digest, bytes) else None,
        decision,
        conditions,
        valid_until.isoformat(timespec="minutes") if valid_until is not None else None,
    ]
    return _CONTEXT + json.dumps(facts, separators=(",", ":"), ensure_ascii=False).encode()
