"""An officer of headquarters whose keys were lost with their passphrase gets the case unit's key again, from recovery.

Promises that only who was a member becomes one again, and that two custodians were there: nobody else has `opener`.
"""

from collections.abc import Callable

from tipdesk.domain.schema import Scope
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.keys.case_unit import UnitKey, change_of_unit_key, deletion_of, find_unit_keys


def restore_membership(desk: Desk, opener: Callable[[bytes], bytes]) -> int:
    """Seal every version of the unit's key to the new keys of the officer at the desk; return how many."""
    officer, ring = desk.actor.officer, desk.officer_keys
    with desk.work() as work:
        keys = find_unit_keys(work)
        theirs = [one for one in keys if one.holder == officer]
        if not theirs:
            return 0
        to_self = [ring.recipient(ring.seal_key)]
        made = [
            UnitKey(one.version, one.recipient, officer, ring.seal(opener(one.sealed), to_self), ring.seal_key)
            for one in keys
            if one.holder is None
        ]
        changes = [change_of_unit_key(desk.ids.new_id(), one) for one in made]
        work.append(Scope.REGISTER, None, [*map(deletion_of, theirs), *changes])
    return len(made)
