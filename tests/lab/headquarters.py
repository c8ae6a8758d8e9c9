"""A real headquarters server on loopback, in a thread of the test, with certificates of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from starlette.applications import Starlette

from tipdesk.adapters.keys.certificates import Certificates, make_certificates
from tipdesk.bootstrap.serving import make_server
from tipdesk.homes.sessions import Session
from tipdesk.hq.app import make_app
from tipdesk.hq.door import DoorLimits
from tipdesk.hq.server import IDLE_SECONDS, Server
from tipdesk.hq.spool import Spool
from tipdesk.hq.strangers import Keep, Strangers
from tipdesk.hq.tls import ServerTls, server_context
from tipdesk.services.headquarters.intake.inbox import Inbox

READY_SECONDS = 20


@cache
def certificates(which: int) -> Certificates:
    """Return certificates; each number is another headquarters."""
    del which
    return make_certificates()


@contextmanager
def serving(
    app: Starlette,
    folder: Path,
    of: Certificates | None = None,
    idle_seconds: int = IDLE_SECONDS,
    *,
    limits: DoorLimits | None = None,
    strangers: Strangers | None = None,
) -> Iterator[int]:
    """Give the port of a running server; stopped and joined afterwards."""
    made = of or certificates(0)
    context = server_context(ServerTls(made.certificate, made.key), folder)
    with running(Server(app, "127.0.0.1", 0, context, idle_seconds, limits=limits, strangers=strangers)) as port:
        yield port


@contextmanager
def serving_home(office: Session, keep: Keep | None = None) -> Iterator[int]:
    """Give the port of a running server over headquarters' open home, as `tipdesk hq serve` makes it."""
    with running(make_server(office, "127.0.0.1", 0, keep)) as port:
        yield port


@contextmanager
def running(server: Server) -> Iterator[int]:
    """Give the port of a server while it runs in a thread of its own."""
    is_ready = threading.Event()
    thread = threading.Thread(target=server.run, args=(lambda _port: is_ready.set(),), name="headquarters")
    thread.start()
    try:
        assert is_ready.wait(READY_SECONDS)
        yield server.port
    finally:
        server.stop()
        thread.join(READY_SECONDS)
        assert not thread.is_alive()


@contextmanager
def headquarters(inbox: Inbox, folder: Path, of: Certificates | None = None) -> Iterator[str]:
    """Give the address of a running headquarters whose spool lies in `folder`."""
    with serving(make_app(inbox, Spool(folder)), folder, of) as port:
        yield f"https://127.0.0.1:{port}"
