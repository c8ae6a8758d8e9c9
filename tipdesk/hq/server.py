"""The server: binds its port, then says so, then serves until it is told to stop.

It promises that nobody is told a port that does not listen yet, that an interrupt or a service manager's stop ends it
in order (the store behind the inbox can be closed cleanly), and that uvicorn writes no log of addresses or requests.
"""

import asyncio
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

_CONNECTIONS: Final = 256
IDLE_SECONDS: Final = 30
"""How long a connection may be silent before its first request and between two."""
_LAST_SECONDS: Final = 20
"""How long a stop waits for requests under way; what they brought is in the spool."""
_HEADERS_BYTES: Final = 16 * 1024


class Server:
    """One server on one port. The port is bound when this is made; Trouble `port-taken` when it cannot be."""

    def __init__(
        self, app: Starlette, host: str, port: int, context: ssl.SSLContext, idle_seconds: int = IDLE_SECONDS
    ) -> None:
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            self._socket = socket.create_server((host, port), family=family)
        except OSError as error:
            raise Trouble("port-taken", _("Port {port} cannot be used on this computer."), port=port) from error
        self.port: int = self._socket.getsockname()[1]
        self._uvicorn = _Uvicorn(_config(app, context, idle_seconds))

    def run(self, ready: Callable[[int], None]) -> None:
        """Serve until `stop`, an interrupt or SIGTERM. `ready` is told the port once it answers."""
        self._uvicorn.ready = lambda: ready(self.port)
        try:
            self._uvicorn.run(sockets=[self._socket])
        finally:
            self._socket.close()

    def stop(self) -> None:
        """Ask the server to end; may be called from any thread."""
        self._uvicorn.should_exit = True


class _Uvicorn(uvicorn.Server):
    ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's own, but without raising the signal again at the end: the caller has a store to close."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, earlier in before.items():
                signal.signal(number, earlier)


class _Impatient(H11Protocol):
    """uvicorn waits for ever for the first request of a connection; strangers could hold all of them with silence."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        super().connection_made(transport)
        self.loop.call_later(self.config.timeout_keep_alive, self._leave_silence)

    def _leave_silence(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def _config(app: Starlette, context: ssl.SSLContext, idle_seconds: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="asyncio",
        http=_Impatient,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=idle_seconds,
        timeout_graceful_shutdown=_LAST_SECONDS,
        h11_max_incomplete_event_size=_HEADERS_BYTES,
        ssl_context_factory=lambda _config, _default: context,
    )
