"""A link that is paid by the byte: whether files go by wire from this PC, or wait for a stick."""

from typing import Final

from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.from_headquarters import refuse_headquarters
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.permit_authority import permit_authority
from tipdesk.services.remembered.link import RECORDS_ONLY
from tipdesk.services.results import Changed
from tipdesk.services.sync.carrier import Carrier

KIND: Final = "Metered"


def has_records_only(desk: LinkDesk, carrier: Carrier) -> bool:
    """Tell whether only records go by this carrier; a stick always carries files."""
    with desk.read() as reader:
        return RECORDS_ONLY.get(reader) and not carrier.answers_later


def set_metered(desk: Desk, *, is_metered: bool) -> Changed:
    """Say whether the link of this PC is paid by the byte, so that files wait for a stick.

    Raises UserError `not-allowed` for somebody without authority here, and `is-headquarters`.
    """
    refuse_headquarters(desk.place)
    permit_authority(desk)
    with desk.work() as work:
        RECORDS_ONLY.keep(work, is_metered)
        note_deed(desk, work, "metered_changed", {"count": int(is_metered)})
    return Changed(frozenset({KIND}))
