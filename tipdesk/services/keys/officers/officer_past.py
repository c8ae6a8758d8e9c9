"""What the directory has said of an officer over time: which signing keys were theirs, and when they were disabled.

It is read from what was written to the directory and not from its rows, since a row knows only the latest key and
signatures are checked for ever. Before the grant a post's own register tells the keys of its officers.
"""

from dataclasses import dataclass, field
from datetime import datetime

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import DirectoryWrite
from tipdesk.services.desk import Reader

GOOD, ALTERED, OTHER_KEY, DISABLED, NOT_YET_KNOWN = "good", "altered", "other_key", "disabled", "not_yet_known"
_OFFICER, _OFFICER_KEY = BY_NAME["Officer"], BY_NAME["OfficerKey"]
_SIGN_KEY = _OFFICER.by_name["sign_key"].number
_DISABLED = _OFFICER.by_name["disabled"].number
_SAME_AS = _OFFICER.by_name["same_as"].number


@dataclass
class OfficerPast:
    """The past of one officer.

    `keys` are all signing keys they had on any PC. `disabled` has each moment, in milliseconds since 1970, at which
    they were disabled or enabled again, and which of the two it was.
    """

    keys: set[bytes] = field(default_factory=set)
    disabled: list[tuple[int, bool]] = field(default_factory=list)

    def was_disabled(self, at_ms: int) -> bool:
        """Tell whether the officer was disabled at a moment, by headquarters' clock, in milliseconds since 1970."""
        state = False
        for since, is_off in self.disabled:
            if since <= at_ms:
                state = is_off
        return state


def read_officers_past(reader: Reader) -> dict[bytes, OfficerPast]:
    """Return what is known of every officer, by id; all rows of one officer share it."""
    pasts: dict[bytes, OfficerPast] = {}
    for row in reader.find_rows(_OFFICER_KEY):
        officer, key = row["officer"], row["sign_key"]
        if isinstance(officer, bytes) and isinstance(key, bytes) and reader.get_row(_OFFICER, officer) is None:
            pasts.setdefault(officer, OfficerPast()).keys.add(key)
    for write in reader.find_directory_writes(_OFFICER):
        _note(pasts, write)
    return pasts


def judge_key(past: OfficerPast | None, key: bytes, at: datetime) -> str:
    """Return the verdict on a signature that is intact: whose key it is, and whether its officer might sign then."""
    if past is None or not past.keys:
        return NOT_YET_KNOWN
    if key not in past.keys:
        return OTHER_KEY
    return DISABLED if past.was_disabled(int(at.timestamp() * 1000)) else GOOD


def _note(pasts: dict[bytes, OfficerPast], write: DirectoryWrite) -> None:
    at, row, fields = write
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
