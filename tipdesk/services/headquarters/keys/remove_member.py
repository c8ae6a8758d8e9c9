"""A member leaves the case unit: their copies of its key are deleted from the register, and a rotation falls due.

What they opened before they keep; only a new version of the key (`rotate_keyset`) shuts them out of what follows.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.directory.registry import get_officer
from tipdesk.services.headquarters.directory.writing import permit_directory
from tipdesk.services.headquarters.keys.case_unit import CASE_UNIT_KEY, deletion_of, find_unit_keys
from tipdesk.services.results import Changed


def remove_member(desk: Desk, login: str) -> Changed:
    """Take the unit's key from an officer.

    UserErrors of `permit_directory`, `unknown-officer`, `not-a-member`, `last-member`.
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
