"""Headquarters' case unit: coordinators who hold one key together, to which every sealed case is sealed as well.

The private half lies in the register once for each member, sealed to that officer, and once sealed to recovery; older
versions stay, for what was sealed to them. Nothing here opens a private half. `members` lets somebody in or takes the
key from them, `rotate_keyset` makes new versions, and `keys/cases` opens cases with it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.fields import change_of_deletion, change_of_new
from tipdesk.services.headquarters.directory.registry import OFFICER

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

CASE_UNIT_KEY = BY_NAME["CaseUnitKey"]
MEMBERS_ROLE = "coordinator"


@dataclass(frozen=True)
class UnitKey:
    """One version of the unit's key as one member holds it.

    `holder` is None for recovery, and `row` is the row of the register that has it.
    """

    version: int
    recipient: str
    holder: bytes | None
    sealed: bytes
    sealed_to: bytes | None = None
    row: Row | None = None


@dataclass(frozen=True)
class Member:
    """Somebody who holds the unit's key.

    `is_stale` says that it was sealed to keys that this officer does not have any more.
    """

    officer: bytes
    login: str
    name: str
    versions: tuple[int, ...]
    is_stale: bool


def find_unit_keys(reader: Reader) -> list[UnitKey]:
    """Return every version of the unit's key as every member and recovery hold it, latest version first."""
    found = [unit_key for row in reader.find_rows(CASE_UNIT_KEY) if (unit_key := _read(row)) is not None]
    return sorted(found, key=lambda one: -one.version)


def list_members(desk: Desk) -> list[Member]:
    """Return the members of the case unit, by login."""
    with desk.read() as reader:
        keys = find_unit_keys(reader)
        officers = {holder: reader.get_row(OFFICER, holder) for one in keys if (holder := one.holder)}
    members = []
    for officer, row in officers.items():
        held = [one for one in keys if one.holder == officer]
        is_stale = row is None or any(one.sealed_to != row["seal_key"] for one in held)
        login, name = (str(row[field] or "") if row else "" for field in ("login", "name"))
        members.append(Member(officer, login, name, tuple(one.version for one in held), is_stale))
    return sorted(members, key=lambda one: one.login)


def is_rotation_due(reader: Reader) -> bool:
    """Tell whether somebody held the latest version who is no member any more: only a new one shuts them out."""
    keys = find_unit_keys(reader)
    latest = max((one.version for one in keys), default=0)
    members = {one.holder for one in keys}
    gone = reader.find_rows(CASE_UNIT_KEY, where={"version": latest}, with_deleted=True)
    return any(row["holder"] not in members for row in gone)


def change_of_unit_key(row: bytes, key: UnitKey) -> Change:
    """Return the change that writes a version of the unit's key, for one holder, into a new row of the register."""
    values: dict[str, Value] = {
        "version": key.version,
        "recipient": key.recipient,
        "holder": key.holder,
        "sealed": key.sealed,
        "sealed_to": key.sealed_to,
    }
    return change_of_new(CASE_UNIT_KEY, row, values)


def deletion_of(key: UnitKey) -> Change:
    """Return the change that takes a key, as it was read from the register, from its holder."""
    if key.row is None:
        raise AssertionError(key.version)
    return change_of_deletion(key.row)


def _read(row: Row) -> UnitKey | None:
    version, recipient, holder = row["version"], row["recipient"], row["holder"]
    sealed, sealed_to = row["sealed"], row["sealed_to"]
    if not (isinstance(version, int) and isinstance(recipient, str) and isinstance(sealed, bytes)):
        return None
    return UnitKey(
        version,
        recipient,
        holder if isinstance(holder, bytes) else None,
        sealed,
        sealed_to if isinstance(sealed_to, bytes) else None,
        row,
    )
