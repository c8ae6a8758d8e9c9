"""An HTTP proxy on loopback that only tunnels (CONNECT), as a ministry's network may demand."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.lab.listening import TICK_SECONDS, listening


@dataclass
class Proxy:
    """`asked`: the places that clients wanted to be connected to. `allows`: whether it connects them."""

    allows: bool = True
    port: int = 0
    asked: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def accept(self, listener: socket.socket) -> None:
        """Serve one client after another until stopped."""
        while not self._stop.is_set():
            try:
                client, _address = listener.accept()
            except TimeoutError:
                continue
            with client, suppress(ConnectionError):  # either end may leave in the middle
                self._serve(client)

    def stop(self) -> None:
        """End soon."""
        self._stop.set()

    def _serve(self, client: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            piece = client.recv(4096)
            if not piece:
                return
            request += piece
        place = request.split()[1].decode()
        self.asked.append(place)
        if not self.allows:
            client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            return
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        host, _colon, port = place.rpartition(":")
        with socket.create_connection((host, int(port))) as server, selectors.DefaultSelector() as ready:
            ready.register(client, selectors.EVENT_READ, server)
            ready.register(server, selectors.EVENT_READ, client)
            while not self._stop.is_set():
                for key, _events in ready.select(TICK_SECONDS):
                    source, sink = (client, server) if key.fileobj is client else (server, client)
                    piece = source.recv(65536)
                    if not piece:
                        return
                    sink.sendall(piece)


@contextmanager
def proxy(*, allows: bool = True) -> Iterator[Proxy]:
    """Give a running proxy."""
    made = Proxy(allows)
    with listening(made, "proxy"):
        yield made
