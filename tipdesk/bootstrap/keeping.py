"""A home's store key sealed to the recovery of the keyset in force, so that two custodians can always open it again.

Promises that nothing is written while it is sealed to that one already. Opening it again is left to `recovering`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.services.desk import Desk


def keep_recovery(desk: Desk, slots: Path, store_key: bytes) -> None:
    """Seal the store key to the recovery that the keyset names, unless it is sealed to that one already.

    Called when a keyset may have come: at the grant, after a sync, after a rotation. Without a keyset nothing is done.
    """
    from tipdesk.adapters.keys.vault import seal_to_recovery
    from tipdesk.services.from_headquarters import find_keyset
    from tipdesk.services.remembered.here import RECOVERY_SEALED_TO

    with desk.read() as reader:
        keyset, sealed_to = find_keyset(reader), RECOVERY_SEALED_TO.get(reader)
    if keyset is None or sealed_to == keyset.recovery:
        return
    seal_to_recovery(slots, store_key, [keyset.recovery])
    with desk.work() as work:
        RECOVERY_SEALED_TO.keep(work, keyset.recovery)
