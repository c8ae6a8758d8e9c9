"""A bad link on loopback: between a post and a port of this computer, with the weather of `weather`.

Nothing waits here: the relay hands bytes on at once and moves a simulated clock by what they would have taken, for
whoever waits by that clock, too (`HttpsCarrier` takes it). Both ways are carried at once. What was sent up to a cut
comes to the other end, which then sees an end in the middle of a TLS record; headquarters may see nothing at all.
"""

from __future__ import annotations

import random
import selectors
import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.lab.link.weather import SEGMENT, Clock, Weather
from tests.lab.listening import TICK_SECONDS, listening
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.services.from_headquarters import need_grant
from tipdesk.sync.wire import SILENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.homes.sessions import Session

DRAINED = 65536
SOCKETS, LOOKS, LOOK_SECONDS = Path("/proc/net/tcp"), 20, 0.005
"""Where Linux tells how many bytes of a connection wait to be read; how often that is looked at, and after how long."""


@dataclass
class Relay:
    """The link to a port. `connections` counts those that were made, `broken` those that it cut."""

    target: int
    weather: Weather
    dice: random.Random
    clock: Clock = field(default_factory=Clock)
    port: int = 0
    sent_up: int = 0
    sent_down: int = 0
    connections: int = 0
    broken: int = 0
    _stalls: list[tuple[int, float]] = field(default_factory=list)
    _up_free: float = 0.0
    _down_free: float = 0.0
    _far: float = 0.0
    _left_open: list[socket.socket] = field(default_factory=list)
    _cut: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._stalls = list(self.weather.stalls)

    @property
    def url(self) -> str:
        """Where the client is to go."""
        return f"https://127.0.0.1:{self.port}"

    @property
    def sent(self) -> int:
        """Return how many bytes went over the link, both ways."""
        return self.sent_up + self.sent_down

    def accept(self, listener: socket.socket) -> None:
        """Carry one connection after another until stopped."""
        while not self._stop.is_set():
            with suppress(TimeoutError, ConnectionError):
                client, _address = listener.accept()
                cuts = self.weather.cuts
                limit = cuts[self.connections] if self.connections < len(cuts) else None
                self.connections += 1
                self.clock.wait(2 * self.weather.delay)  # SYN and its answer
                with client:
                    if limit != 0:
                        self._carry(client, limit)
                    else:
                        self.broken += 1
        for server in self._left_open:
            server.close()

    def stop(self) -> None:
        """End after the next piece."""
        self._stop.set()

    def cut_now(self) -> None:
        """Cut the connection under way before another byte comes through."""
        self._cut.set()

    def _carry(self, client: socket.socket, limit: int | None) -> None:
        server = socket.create_connection(("127.0.0.1", self.target))
        for end in (client, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._far = self._up_free = self._down_free = self.clock.now
        if self._pump(client, server, limit):
            self.broken += 1
            self.clock.reach(max(self._up_free, self._down_free))
            self._let_it_read(server)
            self._end(client)
            self._left_open.append(server)
            if not self.weather.is_unseen:
                with suppress(OSError):  # it may have ended by itself
                    server.shutdown(socket.SHUT_WR)
        else:
            server.close()

    def _pump(self, client: socket.socket, server: socket.socket, limit: int | None) -> bool:
        """Hand on bytes until an end closes, and return whether the link broke instead."""
        begun = self.sent
        with selectors.DefaultSelector() as ready:
            ready.register(client, selectors.EVENT_READ, server)
            ready.register(server, selectors.EVENT_READ, client)
            while not self._stop.is_set():
                for key, _events in ready.select(TICK_SECONDS):
                    if self._cut.is_set():
                        self._cut.clear()
                        return True
                    is_up = key.fileobj is client
                    most = SEGMENT if limit is None else min(SEGMENT, begun + limit - self.sent)
                    if not self._move(client if is_up else server, server if is_up else client, most, is_up=is_up):
                        return False
                    if self._falls_silent() or (limit is not None and self.sent - begun >= limit):
                        return True
        return False

    def _let_it_read(self, server: socket.socket) -> None:
        """Wait until headquarters has read what came before a cut: at the link's own pace it would have, long ago.

        Half a greeting is never read, and so not waited for long.
        """
        ends = f"{self.target:04X} 0100007F:{server.getsockname()[1]:04X} "
        for _look in range(LOOKS if SOCKETS.exists() else 0):
            lines = [line for line in SOCKETS.read_text("ascii").splitlines() if ends in line]
            if not any(int(line.split()[4].partition(":")[2], 16) for line in lines) or self._stop.wait(LOOK_SECONDS):
                return

    def _end(self, peer: socket.socket) -> None:
        """Send no more, and let nothing more come through; what was sent before is still read."""
        with suppress(OSError):
            peer.shutdown(socket.SHUT_WR)
            peer.settimeout(TICK_SECONDS)
            while not self._stop.is_set():
                with suppress(TimeoutError):
                    if not peer.recv(DRAINED):
                        return

    def _move(self, source: socket.socket, sink: socket.socket, most: int, *, is_up: bool) -> int:
        try:
            piece = source.recv(most)
            if piece:
                self._travel(len(piece), is_up=is_up)
            sink.sendall(piece)
        except OSError:
            return 0
        return len(piece)

    def _travel(self, size: int, *, is_up: bool) -> None:
        """Move the clocks by what a packet takes; each end knows of it when it has come."""
        takes = self.weather.resend_seconds(self.dice) + (size / self.weather.rate if self.weather.rate else 0.0)
        if is_up:
            self.sent_up += size
            self._up_free = max(self._up_free, self.clock.now) + takes
            self._far = max(self._far, self._up_free + self.weather.delay)
        else:
            self.sent_down += size
            self._down_free = max(self._down_free, self._far) + takes
            self.clock.reach(self._down_free + self.weather.delay)

    def _falls_silent(self) -> bool:
        """Let the stalls pass that are due, and return whether one was so long that the ends give up."""
        given_up = False
        while self._stalls and self.sent >= self._stalls[0][0]:
            seconds = min(self._stalls.pop(0)[1], SILENCE_SECONDS)
            self._up_free = max(self._up_free, self.clock.now) + seconds
            self._down_free = max(self._down_free, self._far) + seconds
            given_up |= seconds >= SILENCE_SECONDS
        return given_up


@contextmanager
def relay(target: int, weather: Weather | None = None, seed: int = 0) -> Iterator[Relay]:
    """Give a link to a port of this computer; `seed` decides which packets are lost."""
    link = Relay(target, weather or Weather(), random.Random(seed))
    with listening(link, "relay"):
        yield link


def carrier_over(link: Relay, session: Session) -> HttpsCarrier:
    """Return a post's carrier over the link, which waits by the link's clock."""
    with session.desk.read() as reader:
        authority = need_grant(reader).authority
    return HttpsCarrier(link.url, authority, session.desk.ids.noise, link.clock.wait, link.clock.seconds)
