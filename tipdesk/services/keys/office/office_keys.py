"""Where headquarters keeps its own keys: a setting of its store, read when they are used.

A rotation replaces them, and several processes of one home (server, window, command line) then use the new ones at
once. What they are for, and when a former one goes, is left to `services/headquarters/keys/office`.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.link_desk import LinkDesk, Office

_OFFICE = "office-keys"


def get_office(desk: LinkDesk, reader: Reader) -> Office:
    """Return headquarters' keys. UserError `not-headquarters` where there are none."""
    kept = reader.get_setting(_OFFICE)
    if kept is None:
        raise UserError("not-headquarters", _("This is not a headquarters' home."))
    return desk.keys.office(kept)


def keep_office(work: UnitOfWork, office: Office) -> None:
    """Keep them."""
    work.put_setting(_OFFICE, office.kept())
