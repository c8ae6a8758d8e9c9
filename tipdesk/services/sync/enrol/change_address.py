"""An officer changes the address at which this post reaches headquarters; whose headquarters it is stays pinned."""

from urllib.parse import urlsplit

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.texts import _
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import keep_address, need_grant
from tipdesk.services.results import Changed

FIELD = "address"
_SCHEME = "https"


def change_address(desk: LinkDesk, url: str) -> Changed:
    """Keep another address; empty text goes back to the granted one. UserError `bad-fields`, `not-enrolled`."""
    wanted = url.strip().rstrip("/")
    if wanted and not _is_address(wanted):
        problem = FieldProblem(FIELD, _("Headquarters' address must look like https://name:port."))
        raise UserError("bad-fields", _("Some fields cannot be taken as they are."), fields=(problem,))
    with desk.work() as work:
        granted = need_grant(work).url
        keep_address(work, wanted or granted)
    return Changed(frozenset({"Address"}))


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    is_plain = not (parts.query or parts.fragment or parts.username or any(sign.isspace() for sign in text))
    return parts.scheme == _SCHEME and bool(parts.hostname) and is_plain and port != 0
