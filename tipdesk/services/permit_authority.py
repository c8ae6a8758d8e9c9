"""Whose word lets another officer in on this PC.

A supervisor's at a post, at headquarters that of an officer who keeps the directory.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk

_AT_A_POST, _AT_HEADQUARTERS = frozenset({"supervisor"}), frozenset({"administrator", "coordinator"})


def has_authority(desk: Desk) -> bool:
    """Tell whether the officer at the keyboard may let others in here."""
    return bool(desk.actor.roles & (_AT_HEADQUARTERS if desk.place.is_headquarters else _AT_A_POST))


def permit_authority(desk: Desk) -> None:
    """Refuse everybody else. UserError `not-allowed`."""
    if not has_authority(desk):
        raise UserError("not-allowed", _("Only a supervisor of this post may do this. Ask one to unlock this PC."))
