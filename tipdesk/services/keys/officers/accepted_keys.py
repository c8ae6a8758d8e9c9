"""The officers' keys that others may seal to: those that headquarters has compared, and those registered on this PC.

An officer has keys of their own on each PC. Those of the first stand in the officer's row of the directory, those of a
further one in a row that is the same officer (`same_as`). The keys of a disabled officer count as none.
"""

from collections import defaultdict
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.keys.officers.register_key import OFFICER_KEY

_OFFICER = BY_NAME["Officer"]


@dataclass(frozen=True)
class AcceptedKey:
    """The public halves of one officer's keys on one PC.

    `row` is the Officer row that has them; `device` is the PC, None where nobody noted it.
    """

    officer: bytes
    row: Row
    seal_key: bytes
    sign_key: bytes | None
    device: bytes | None


def accepted_keys(reader: Reader) -> dict[bytes, list[AcceptedKey]]:
    """Return the keys of every officer who is not disabled, by the officer's id."""
    rows = {row.id: row for row in reader.find_rows(_OFFICER)}
    found: dict[bytes, list[AcceptedKey]] = defaultdict(list)
    for row in rows.values():
        same, seal_key, sign_key, device = row["same_as"], row["seal_key"], row["sign_key"], row["key_device"]
        officer = same if isinstance(same, bytes) else row.id
        owner = rows.get(officer)
        is_off = row["disabled"] is True or (owner is not None and owner["disabled"] is True)
        if is_off or not isinstance(seal_key, bytes):
            continue
        signs = sign_key if isinstance(sign_key, bytes) else None
        key = AcceptedKey(officer, row, seal_key, signs, device if isinstance(device, bytes) else None)
        found[officer].append(key)
    return found


def known_seal_keys(reader: Reader, desk: Desk) -> frozenset[bytes]:
    """Return the seal keys that headquarters has accepted and those that were registered on this PC.

    Those of disabled officers are among them, because it is for a supervisor to say whether a slot goes.
    """
    found = {key for row in reader.find_rows(BY_NAME["Officer"]) if isinstance(key := row["seal_key"], bytes)}
    here = reader.find_rows(OFFICER_KEY, where={"device": desk.place.device})
    return frozenset(found | {key for row in here if isinstance(key := row["seal_key"], bytes)})
