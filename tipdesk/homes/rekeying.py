"""The store's next key, after an officer was removed: what they took with them, or copied before, opens it no more.

Store and slots fit each other at every moment, whatever interrupts: `settle_home` finishes or undoes it before the next
passphrase is tried. Nothing begins while another process has the store open, and the error names that process. What was
due and could not be done is done at the next unlock (`opening`). Removing an officer is the matter of `officers`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tipdesk.adapters.keys.next_files import SLOTS_NEXT, STORE_NEXT, is_unsettled, put_in_place, settle
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.store.presence import refuse_others
from tipdesk.domain.errors import TipdeskError

if TYPE_CHECKING:
    from collections.abc import Collection

    from tipdesk.adapters.keys.vault import Opened
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.services.desk import Desk

LOCK = "lock"
"""The name of the file that is locked while the slots or the store of a home are changed."""


@dataclass(frozen=True)
class Due:
    """What is needed to give a store its next key.

    `logins` are those whose slots go, `recipients` are whom recovery belongs to, and `publics` are the officers' keys
    that are known.
    """

    logins: tuple[str, ...]
    recipients: tuple[str, ...]
    publics: Collection[bytes]


def find_due(desk: Desk, opened: Opened) -> Due | None:
    """Return what the next key needs, read while the store is open, or None where no other key is due."""
    from tipdesk.services.from_headquarters import find_keyset
    from tipdesk.services.keys.officers.accepted_keys import known_seal_keys
    from tipdesk.services.keys.officers.withdraw_officer import due_removals

    with desk.read() as reader:
        logins = due_removals(reader)
        if not logins:
            return None
        keyset = find_keyset(reader)
        publics = known_seal_keys(reader, desk) | {opened.officer_keys.x25519_public}
    return Due(tuple(logins), (keyset.recovery,) if keyset else (), publics)


def rekey_store(paths: HomePaths, opened: Opened, due: Due) -> Opened:
    """Give the closed store another key and return what the officer's slot opens to now.

    Raises Trouble `store-open`, which names who has the store open, `disk-full`, `store-disk` or `slots-unwritable`,
    and Distrust `copy-differs` or `slots-damaged`. Whatever is raised, the store opens as before or with the next key.
    """
    from tipdesk.adapters.keys.officer_slot import slot_id_of
    from tipdesk.adapters.keys.primitives import KEY_BYTES, random_bytes
    from tipdesk.adapters.keys.slot_deeds import rekeyed_slots, without_slots
    from tipdesk.adapters.keys.slots_file import read_slots, write_slots
    from tipdesk.adapters.store.aside import rekey_aside
    from tipdesk.adapters.store.before_update import let_go
    from tipdesk.adapters.store.closed_file import drop_closed
    from tipdesk.adapters.store.faults import at_the_door
    from tipdesk.adapters.store.rekey import copy_rekeyed
    from tipdesk.services.keys.officers.withdraw_officer import REKEYED
    from tipdesk.services.remembered.here import REKEY_DUE

    home, new_key = paths.folder, random_bytes(KEY_BYTES)
    with file_lock(home / LOCK):
        refuse_others(home)
        settle(home)
        slots_file = read_slots(paths.slots)
        slots_file.check_mac(opened.store_key)
        gone = {slot_id_of(slots_file.salt, login) for login in due.logins}
        slots = rekeyed_slots(without_slots(slots_file, gone), new_key, due.recipients, due.publics)
        keys = (opened.store_key, new_key)
        with at_the_door():  # what the note says will not hold any more: the next unlock looks at all of it
            drop_closed(home)
        try:
            copy_rekeyed(paths.store, keys, home / STORE_NEXT, (REKEY_DUE.name, REKEYED))
            write_slots(home / SLOTS_NEXT, slots)
            put_in_place(home)
            let_go(home)
        except BaseException:
            settle(home)
            raise
        with suppress(TipdeskError):  # what is kept aside is moved away at the next unlock, then
            rekey_aside(home, *keys)
    return replace(opened, store_key=new_key)


def settle_home(paths: HomePaths) -> None:
    """Finish or undo a change of the key that was interrupted. It must be done before anybody reads the slots."""
    if is_unsettled(paths.folder):
        with file_lock(paths.folder / LOCK):
            settle(paths.folder)
