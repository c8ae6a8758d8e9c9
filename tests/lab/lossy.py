"""A bad link on loopback: cuts connections after so many bytes, closes some at once, lets bytes through at a pace.

The pace is a token bucket, the only waiting here. What the client sent up to a cut reaches the server; the client sees
a reset, the server an end in the middle of a TLS record.
"""

import selectors
import socket
import struct
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.lab.listening import TICK_SECONDS, listening

BLOCK = 4096
RESET = struct.pack("ii", 1, 0)


@dataclass
class LossyLink:
    """`cuts`: for each connection in turn the bytes after which it is cut (0: closed at once); then none is cut.

    `downward`: count the bytes from headquarters instead. `pace`: bytes a second each way, 0 for any.
    """

    target: int
    cuts: list[int] = field(default_factory=list)
    downward: bool = False
    pace: int = 0
    port: int = 0
    sent_up: int = 0
    sent_down: int = 0
    connections: int = 0
    _cut: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Where the client is to go."""
        return f"https://127.0.0.1:{self.port}"

    def accept(self, listener: socket.socket) -> None:
        """Carry one connection after another until stopped."""
        while not self._stop.is_set():
            with suppress(TimeoutError, ConnectionError):
                client, _address = listener.accept()
                limit = self.cuts[self.connections] if self.connections < len(self.cuts) else None
                self.connections += 1
                with client:
                    if limit != 0:
                        self._carry(client, limit)

    def stop(self) -> None:
        """End after the next block."""
        self._stop.set()

    def cut_now(self) -> None:
        """Cut the connection under way before another byte comes through."""
        self._cut.set()

    def _carry(self, client: socket.socket, limit: int | None) -> None:
        with socket.create_connection(("127.0.0.1", self.target)) as server, selectors.DefaultSelector() as ready:
            ready.register(client, selectors.EVENT_READ, server)
            ready.register(server, selectors.EVENT_READ, client)
            counted = 0
            while not self._stop.is_set():
                for key, _events in ready.select(TICK_SECONDS):
                    if self._cut.is_set():
                        self._cut.clear()
                        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                        return
                    up = key.fileobj is client
                    moved = self._move(client if up else server, server if up else client)
                    if not moved:
                        return
                    self.sent_up += moved if up else 0
                    self.sent_down += 0 if up else moved
                    counted += moved if up != self.downward else 0
                    if limit is not None and counted >= limit:
                        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                        return

    def _move(self, source: socket.socket, sink: socket.socket) -> int:
        try:
            piece = source.recv(BLOCK)
            sink.sendall(piece)
        except OSError:
            return 0
        if self.pace:
            time.sleep(len(piece) / self.pace)  # the pace of the link, not a test's hope
        return len(piece)


@contextmanager
def lossy(target: int, cuts: Sequence[int] = (), *, downward: bool = False, pace: int = 0) -> Iterator[LossyLink]:
    """Give a bad link to a port of this computer; what the words mean stands at `LossyLink`."""
    link = LossyLink(target, list(cuts), downward, pace)
    with listening(link, "lossy link"):
        yield link
