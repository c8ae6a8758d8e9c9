"""Whose word lets another officer in on this PC.

It is that of a supervisor at a post, and at headquarters that of an officer who keeps the directory.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk

_AT_A_POST, _AT_HEADQUARTERS = frozenset({"supervisor"}), frozenset({"administrator", "coordinator"})


def has_authority(desk: Desk) -> bool:
    """Tell whether the officer at the keyboard may let others in here."""
    return bool(desk.actor.roles & (_AT_HEADQUARTERS if desk.place.is_headquarters else _AT_A_POST))


def permit_authority(desk: Desk) -> None:
    """Raise UserError `not-allowed` for an officer who may not let others in here."""
    if not has_authority(desk):
        raise UserError("not-allowed", _("Only a supervisor of this post may do this. Ask one to unlock this PC."))
