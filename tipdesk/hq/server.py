"""The server: binds its port, then says so, then serves until it is told to stop.

Nobody is told a port that does not listen yet. An interrupt or a service manager's stop ends it in order, so that the
store behind the inbox can be closed cleanly. Its log has no addresses or requests, and does not grow with what
strangers do. Who comes in is decided in `door`.
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

from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _
from tipdesk.hq.door import Door, DoorLimits
from tipdesk.hq.folded_log import FOLDED_SECONDS, FoldedLog, folding
from tipdesk.hq.strangers import Strangers
from tipdesk.hq.visit import Visit
from tipdesk.hq.visitor import Visitor

IDLE_SECONDS: Final = 30
"""How many seconds a whole request head may take, from the handshake or the answer before it on."""
_LAST_SECONDS: Final = 20
"""How many seconds a stop waits for requests under way; what they brought is in the spool."""
_HEADERS_BYTES: Final = 16 * 1024
_ENDS: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))
"""What ends the server in order, with what Ctrl+Break is on Windows. A console that is closed is like a power cut."""
_BACKLOG: Final = 1024
"""How many connections the system holds for a moment in which the loop is busy: a flood must not make a post wait."""


class Server:
    """One server on one port, which is bound when this is made; Trouble `port-taken` when it cannot be.

    `limits` are those of connections, in place of those that fit this process. `strangers` counts what strangers did.
    """

    def __init__(
        self,
        app: Starlette,
        host: str,
        port: int,
        context: ssl.SSLContext,
        idle_seconds: int = IDLE_SECONDS,
        *,
        limits: DoorLimits | None = None,
        strangers: Strangers | None = None,
    ) -> None:
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            self._socket = socket.create_server((host, port), family=family, backlog=_BACKLOG)
        except OSError as error:
            raise Trouble("port-taken", _("Port {port} cannot be used on this computer."), port=port) from error
        self.port: int = self._socket.getsockname()[1]
        self._strangers = strangers or Strangers()
        self._log = FoldedLog()
        door = Door(self._socket, context, self._strangers, limits)
        self._uvicorn = _Uvicorn(_config(app, idle_seconds), door, self._tick)
        self._folded = 0.0

    def run(self, ready: Callable[[int], None]) -> None:
        """Serve until `stop`, an interrupt or SIGTERM; `ready` is told the port once it answers."""
        self._uvicorn.ready = lambda: ready(self.port)
        with folding(self._log):
            try:
                self._uvicorn.run()
            finally:
                self._socket.close()
                self._strangers.tell()

    def stop(self) -> None:
        """Ask the server to end; may be called from any thread."""
        self._uvicorn.should_exit = True

    def _tick(self) -> None:
        """Write out what has gathered in log and counts; the counts go to the disk, so that is done beside the loop."""
        loop = asyncio.get_running_loop()
        if loop.time() - self._folded >= FOLDED_SECONDS:
            self._folded = loop.time()
            self._log.fold()
        if self._strangers.is_due:
            loop.run_in_executor(None, self._strangers.tell)


class _Uvicorn(uvicorn.Server):
    """A uvicorn server that lets our own door take the connections in."""

    ready: Callable[[], None]

    def __init__(self, config: uvicorn.Config, door: Door, tick: Callable[[], None]) -> None:
        super().__init__(config)
        self._door = door
        self._tick = tick
        self._kept: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - the door has the socket
        """Start the application and open the door, in place of uvicorn's own listening."""
        await self.lifespan.startup()
        self.servers = []
        self._kept = asyncio.get_running_loop().create_task(self._door.keep(self._visit))
        self.started = True
        self.ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the door first, and then shut down as uvicorn does."""
        if self._kept is not None:
            self._kept.cancel()
        await super().shutdown(sockets)

    async def on_tick(self, counter: int) -> bool:
        """Tick, as uvicorn does ten times a second."""
        self._tick()
        return await super().on_tick(counter)

    def _visit(self, visitor: Visitor) -> Visit:
        return Visit(visitor, self._door, self.config, self.server_state, self.lifespan.state)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at signals as uvicorn does, but without raising the signal again at the end.

        The caller still has a store to close then.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in _ENDS}
        try:
            yield
        finally:
            for number, earlier in before.items():
                signal.signal(number, earlier)


def _config(app: Starlette, idle_seconds: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="asyncio:SelectorEventLoop",  # on Windows, too: the door looks at what came without taking it
        http=Visit,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=idle_seconds,
        timeout_graceful_shutdown=_LAST_SECONDS,
        h11_max_incomplete_event_size=_HEADERS_BYTES,
    )
