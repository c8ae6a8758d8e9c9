"""Headquarters' receiving server over an unlocked home, which is what `tipdesk hq serve` runs.

The server, its spool and its answers are in `hq`; services decide about what is received. What goes on beside the
server stands in `homes/served`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.adapters.store.backup import Backup
    from tipdesk.homes.sessions import Session
    from tipdesk.hq.server import Server
    from tipdesk.hq.strangers import Keep


def make_server(session: Session, host: str, port: int, keep: Keep | None = None) -> Server:
    """Return the server of a headquarters' home, with its port bound.

    `keep` is called with what strangers did, by kind. Raises UserError `not-headquarters` for the home of a post, and
    Trouble when the port is taken.
    """
    from tipdesk.hq.app import make_app
    from tipdesk.hq.server import Server
    from tipdesk.hq.spool import Spool
    from tipdesk.hq.strangers import Strangers
    from tipdesk.hq.tls import ServerTls, server_context
    from tipdesk.services.headquarters.intake.inbox import open_inbox
    from tipdesk.services.remembered.office import SERVER_KEYS
    from tipdesk.sync.codec import decode_plain

    with session.desk.read() as reader:
        kept = SERVER_KEYS.get(reader)
    if kept is None:
        raise UserError("not-headquarters", _("This is not a headquarters' home."))
    certificate, key, _authority_key = decode_plain(kept)
    spool = Spool(session.paths.spool)
    context = server_context(ServerTls(certificate, key), session.paths.spool)
    strangers = Strangers(keep) if keep else Strangers()
    return Server(make_app(open_inbox(session.desk), spool), host, port, context, strangers=strangers)


def run_server(
    session: Session,
    host: str,
    port: int,
    ready: Callable[[int], None],
    hear: Callable[[Backup | BaseException], object],
    say: Callable[[str], object],
    keep: Keep | None = None,
) -> None:
    """Serve posts until stopped, make the planned backups, and see to the room on the disk.

    `ready` is called with the port, `hear` with each backup or the error that kept one from being made, and `say` with
    a sentence (a message id) where there is too little room. `keep` is called with what strangers did, by kind, once in
    some minutes and at the end, in a thread beside the server's.
    """
    from tipdesk.adapters.store.presence import SERVER
    from tipdesk.homes.served import backups_made, room_kept

    session.store.presence.call_itself(SERVER)
    server = make_server(session, host, port, keep)
    with backups_made(session, hear), room_kept(session.paths.folder, say):
        server.run(ready)
