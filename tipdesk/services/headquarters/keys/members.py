"""Who is a member of the case unit: one lets another coordinator in, one leaves, one who lost their keys comes back.

Every version of the unit's key is sealed on to the new member's keys, in one entry of the register, which says who let
whom in; that also serves a member who has got new keys since. Whoever leaves loses their copies, and a rotation falls
due: they keep what they opened before, and only a new version of the key (`rotate_keyset`) shuts them out of what
follows. An officer of headquarters whose keys were lost with their passphrase gets the unit's key again from recovery,
if they were a member before and two custodians are there, since nobody else has the `opener`.
"""

from collections.abc import Callable

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.directory.registry import get_officer
from tipdesk.services.headquarters.directory.writing import permit_directory
from tipdesk.services.headquarters.keys.case_unit import (
    CASE_UNIT_KEY,
    MEMBERS_ROLE,
    UnitKey,
    change_of_unit_key,
    deletion_of,
    find_unit_keys,
)
from tipdesk.services.results import Changed


def admit_member(desk: Desk, login: str) -> Changed:
    """Seal the unit's key to a coordinator; the officer at the keyboard must be a member, since nobody else could.

    Raises the UserErrors of `permit_directory`, `unknown-officer`, `not-a-coordinator`, `no-officer-keys`,
    `not-a-member`, and `already-member` for oneself or for one whose keys are still the same.
    """
    permit_directory(desk)
    with desk.work() as work:
        officer = get_officer(work, login)
        seal_key = _seal_key(officer)
        keys = find_unit_keys(work)
        ours = [one for one in keys if one.holder == desk.actor.officer]
        if not ours:
            raise UserError("not-a-member", _("Only a member of headquarters' case unit can let another one in."))
        theirs = [one for one in keys if one.holder == officer.id]
        if officer.id == desk.actor.officer or {(one.version, one.sealed_to) for one in theirs} == {
            (one.version, seal_key) for one in ours
        }:
            raise UserError("already-member", _("This officer is a member of the case unit already."))
        admitted = [_sealed_on(desk, one, officer.id, seal_key) for one in ours]
        work.append(Scope.REGISTER, None, [*map(deletion_of, theirs), *admitted])
    return Changed.of(CASE_UNIT_KEY.name, None, officer.id)


def _seal_key(officer: Row) -> bytes:
    roles, seal_key = officer["roles"], officer["seal_key"]
    if officer["disabled"] is True or not (isinstance(roles, frozenset) and MEMBERS_ROLE in roles):
        raise UserError("not-a-coordinator", _("Only a coordinator can become a member of the case unit."))
    if not isinstance(seal_key, bytes):
        raise UserError("no-officer-keys", _("This officer has no keys yet. They get them on the first PC they use."))
    return seal_key


def _sealed_on(desk: Desk, ours: UnitKey, officer: bytes, seal_key: bytes) -> Change:
    ring = desk.officer_keys
    sealed = ring.seal(ring.open(ours.sealed), [ring.recipient(seal_key)])
    return change_of_unit_key(desk.ids.new_id(), UnitKey(ours.version, ours.recipient, officer, sealed, seal_key))


def remove_member(desk: Desk, login: str) -> Changed:
    """Take the unit's key from an officer.

    Raises the UserErrors of `permit_directory`, `unknown-officer`, `not-a-member`, and `last-member` where nobody else
    would be left.
    """
    permit_directory(desk)
    with desk.work() as work:
        officer = get_officer(work, login)
        keys = find_unit_keys(work)
        theirs = [one for one in keys if one.holder == officer.id]
        if not theirs:
            raise UserError("not-a-member", _("This officer is not a member of the case unit."))
        if not any(one.holder not in (None, officer.id) for one in keys):
            raise UserError("last-member", _("One member of the case unit must be left. Admit another one first."))
        work.append(Scope.REGISTER, None, [deletion_of(one) for one in theirs])
    return Changed.of(CASE_UNIT_KEY.name, None, officer.id)


def restore_membership(desk: Desk, opener: Callable[[bytes], bytes]) -> int:
    """Seal every version of the unit's key to the new keys of the officer at the desk, and return how many there were.

    `opener` opens what is sealed to recovery. It is 0 for an officer who was no member before.
    """
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
