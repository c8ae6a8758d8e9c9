"""The officers' keys that headquarters has compared and written to the directory: what others may seal to.

An officer has keys of their own on each PC. Those of the first stand in the officer's row, those of a further one in a
row that is the same officer (`same_as`). Keys of a disabled officer are none.
"""

from collections import defaultdict
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Reader

_OFFICER = BY_NAME["Officer"]


@dataclass(frozen=True)
class AcceptedKey:
    """Public halves of one officer on one PC. `row`: where they stand; `device`: the PC, None where nobody noted it."""

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
