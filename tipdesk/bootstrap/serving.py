"""Headquarters' receiving server over an unlocked home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.bootstrap.sessions import Session


def run_server(session: Session, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Serve posts until stopped. Trouble when the port is taken."""
    from tipdesk.hq.server import serve
    from tipdesk.hq.tls import ServerTls
    from tipdesk.services.headquarters.found_headquarters import AUTHORITY_SETTING, SERVER_SETTING
    from tipdesk.services.headquarters.open_inbox import open_inbox
    from tipdesk.sync.codec import decode_plain

    with session.desk.read() as reader:
        kept, authority = reader.get_setting(SERVER_SETTING), reader.get_setting(AUTHORITY_SETTING)
    if kept is None or authority is None:
        raise UserError("not-headquarters", _("This is not a headquarters' home."))
    certificate, key, _authority_key = decode_plain(kept)
    inbox = open_inbox(session.desk)
    serve(inbox, session.paths.spool, ServerTls(certificate, key), host=host, port=port, ready=ready)
