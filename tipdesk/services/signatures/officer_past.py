"""What the directory has said of an officer over time: which signing keys were theirs, and when they were disabled.

Read from the directory's entries and not from its rows, since a row knows the latest key alone and signatures are
checked for ever. Before the grant a post's own register tells the keys of its officers. Verdicts are left to
`verify_signature`.
"""

from dataclasses import dataclass, field

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import UnitOfWork
from tipdesk.sync.codec import decode_head, decode_raw_body

_OFFICER, _OFFICER_KEY = BY_NAME["Officer"], BY_NAME["OfficerKey"]
_SIGN_KEY = _OFFICER.by_name["sign_key"].number
_DISABLED = _OFFICER.by_name["disabled"].number
_SAME_AS = _OFFICER.by_name["same_as"].number


@dataclass
class OfficerPast:
    """One officer. `keys`: every signing key they had on any PC; `disabled`: moments in ms, and what then held."""

    keys: set[bytes] = field(default_factory=set)
    disabled: list[tuple[int, bool]] = field(default_factory=list)

    def was_disabled(self, at_ms: int) -> bool:
        """Tell whether the officer was disabled at a moment, by the clock of headquarters."""
        state = False
        for since, is_off in self.disabled:
            if since <= at_ms:
                state = is_off
        return state


def read_officers_past(work: UnitOfWork) -> dict[bytes, OfficerPast]:
    """Return what is known of every officer, by id; rows of one officer on several PCs share it."""
    pasts: dict[bytes, OfficerPast] = {}
    for row in work.find_rows(_OFFICER_KEY):
        officer, key = row["officer"], row["sign_key"]
        if isinstance(officer, bytes) and isinstance(key, bytes) and work.get_row(_OFFICER, officer) is None:
            pasts.setdefault(officer, OfficerPast()).keys.add(key)
    for entry in work.ledger.scope_entries(int(Scope.DIRECTORY)):
        if entry.body is None:
            continue
        at = decode_head(entry.head).at
        for record, row_id, fields, _replaces in decode_raw_body(entry.body)[1]:
            if record == _OFFICER.number:
                _note(pasts, row_id, fields, at)
    return pasts


def _note(pasts: dict[bytes, OfficerPast], row: bytes, fields: dict[int, object], at: int) -> None:
    same = fields.get(_SAME_AS)
    past = pasts.setdefault(row, OfficerPast())
    if isinstance(same, bytes):
        shared = pasts.setdefault(same, OfficerPast())
        shared.keys |= past.keys
        past = pasts[row] = shared
    key, is_off = fields.get(_SIGN_KEY), fields.get(_DISABLED)
    if isinstance(key, bytes):
        past.keys.add(key)
    if isinstance(is_off, bool):
        past.disabled.append((at, is_off))
