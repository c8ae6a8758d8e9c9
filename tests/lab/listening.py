"""A port of this computer on which a bad link or a proxy takes connections, in a thread of its own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

TICK_SECONDS = 0.1
"""How long anything here waits before it looks whether it has been stopped."""


class Accepting(Protocol):
    """What takes connections."""

    port: int

    def accept(self, listener: socket.socket) -> None:
        """Take one connection after another until stopped."""

    def stop(self) -> None:
        """End soon."""


@contextmanager
def listening(taker: Accepting, name: str) -> Iterator[None]:
    """Let it take connections at a free port, which it is told, in a thread of this name."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(TICK_SECONDS)
        taker.port = listener.getsockname()[1]
        thread = threading.Thread(target=taker.accept, args=(listener,), name=name)
        thread.start()
        try:
            yield
        finally:
            taker.stop()
            thread.join()
