"""What sealing needs to know of the directory, within one read of the store: officers, their keys, headquarters' units.

Each fact is read once, however many cases are asked about. Nothing is decided here: who is to hold a case's keys is in
`entitled`, and whose grants are believed in `key_grants`.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Reader
from tipdesk.services.from_headquarters import find_keyset
from tipdesk.services.keys.officers.officer_past import OfficerPast, read_officers_past
from tipdesk.sync.sealing import name_of_recipient

OFFICER_KIND, UNIT_KIND, RECOVERY_KIND = "officer", "case_unit", "recovery"
_OFFICER, _OFFICER_KEY = BY_NAME["Officer"], BY_NAME["OfficerKey"]


class Holder(NamedTuple):
    """One public key to which case keys can be sealed.

    `name` is how `CaseKey.recipient` names it, and `recipient` the same key for age. `is_named` says that it is an
    officer's whom somebody let in.
    """

    kind: str
    officer: bytes | None
    name: bytes
    recipient: str
    is_named: bool = False


class Directory:
    """What the directory says, as of one read of the store."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @cached_property
    def officers(self) -> list[Row]:
        """Return the rows of all officers."""
        return self.reader.find_rows(_OFFICER)

    @cached_property
    def persons(self) -> Mapping[bytes, bytes]:
        """Return the first id of everybody, by each id under which they are known."""
        joined = {row.id: row["same_as"] for row in self.officers}
        return {officer: first if isinstance(first, bytes) else officer for officer, first in joined.items()}

    def person(self, officer: bytes) -> bytes:
        """Return the first id of an officer, or the given id where the directory does not know them."""
        return self.persons.get(officer, officer)

    @cached_property
    def pasts(self) -> Mapping[bytes, OfficerPast]:
        """Return, by officer, which signing keys were theirs and when they were disabled."""
        return read_officers_past(self.reader)

    @cached_property
    def registered(self) -> frozenset[tuple[bytes, bytes]]:
        """Return officer and signing key of all that posts have registered, compared by headquarters or not."""
        rows = self.reader.find_rows(_OFFICER_KEY)
        pairs = ((row["officer"], row["sign_key"]) for row in rows)
        return frozenset((one, key) for one, key in pairs if isinstance(one, bytes) and isinstance(key, bytes))

    @cached_property
    def coordinators(self) -> frozenset[bytes]:
        """Return the first ids of those who may be members of headquarters' case unit."""
        return frozenset(
            self.person(row.id)
            for row in self.officers
            if isinstance(roles := row["roles"], frozenset) and "coordinator" in roles
        )

    @cached_property
    def units(self) -> tuple[Holder, ...]:
        """Return headquarters' case unit and recovery as holders, none before the grant."""
        keyset = find_keyset(self.reader)
        named = ((UNIT_KIND, keyset.case_unit), (RECOVERY_KIND, keyset.recovery)) if keyset else ()
        return tuple(Holder(kind, None, name_of_recipient(key), key) for kind, key in named if key)
