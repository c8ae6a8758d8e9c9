"""Headquarters' own keys, in its store, and how it is told that the two ends hold different ones.

They are read each time they are used: a rotation replaces them, and several processes of one home (server, window,
command line) then use the new ones at once. What they are for, and when a former one goes, is in
`services/headquarters/keys/office`.

After one of the two ends was put back from a backup they may hold different keys. Whichever end finds it, there is one
code and one sentence for it. What bears keys that are not held is neither believed nor lost: it comes again once both
ends hold the same. Posts take newer keys by themselves; where headquarters has lost some, only renewing them helps.
"""

from typing import Final

from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.link_desk import LinkDesk, Office
from tipdesk.services.remembered.office import OFFICE_KEYS


def get_office(desk: LinkDesk, reader: Reader) -> Office:
    """Return headquarters' own keys; raises UserError `not-headquarters` where there are none."""
    kept = OFFICE_KEYS.get(reader)
    if kept is None:
        raise UserError("not-headquarters", _("This is not a headquarters' home."))
    return desk.keys.office(kept)


def keep_office(work: UnitOfWork, office: Office) -> None:
    """Keep headquarters' own keys in place of those before."""
    OFFICE_KEYS.keep(work, office.kept())


OTHER_KEYS: Final = "other-keys"
WORDS: Final = _(
    "The keys of headquarters here and there are not the same: one of the two was put back from a backup, or they do "
    "not belong together. Nothing is lost, and what waits is sent again. Sync once more; if this stays, headquarters "
    "must renew its keys with two cards."
)


def other_keys() -> Distrust:
    """Return the refusal of something that is sealed to keys which are not held here."""
    return Distrust(OTHER_KEYS, WORDS)
