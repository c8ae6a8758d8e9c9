"""The refused bundles at headquarters: list them, take the bytes of one out to study, discard one.

Discarding loses nothing of a post: what it sent and was not receipted stays there and comes again.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.ledger import Quarantined
from tipdesk.services.results import Changed
from tipdesk.services.sync.keys import LinkDesk

KIND = "Quarantine"


def find_quarantined(desk: LinkDesk) -> list[Quarantined]:
    """Return what is kept, latest first."""
    with desk.work() as work:
        return work.ledger.quarantine.find_all()


def get_quarantined(desk: LinkDesk, number: int) -> bytes:
    """Return the bytes of one. UserError `not-in-quarantine` when it is gone."""
    with desk.work() as work:
        content = work.ledger.quarantine.get_content(number)
    if content is None:
        raise _gone()
    return content


def discard_quarantined(desk: LinkDesk, number: int) -> Changed:
    """Drop one. UserError `not-in-quarantine` when it is gone."""
    with desk.work() as work:
        if work.ledger.quarantine.get_content(number) is None:
            raise _gone()
        work.ledger.quarantine.discard(number)
    return Changed(frozenset({KIND}))


def _gone() -> UserError:
    return UserError("not-in-quarantine", _("Nothing in quarantine has this number."))
