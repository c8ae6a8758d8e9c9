"""Requests that are no requests of a post: bodies without an end, and HTTP that is broken in the middle."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from tests.lab.strangers.attack import Attack, Outcome
from tests.lab.strangers.served import served
from tipdesk.sync import wire

if TYPE_CHECKING:
    from pathlib import Path

_MIB = 1024 * 1024
_DESCRIPTORS = 1024
_BLOCK = b"x" * (64 * 1024)
MOST_TAKEN = 4 * _MIB
"""What the system's buffers at both ends may hold, and one chunk."""
MOST_LINES = 5
_PLACES = ("/nowhere", wire.UPLOADS, f"{wire.UPLOADS}/{'a' * 64}", wire.FETCH, f"{wire.BLOBS}/{'a' * 64}")
_PATIENCE = 20.0


def _speaking(port: int) -> ssl.SSLSocket:
    """Return a stranger's connection."""
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return trusting.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE))


def _taken(port: int, place: str, size: int, *, is_chunked: bool) -> int:
    """Return how many bytes of a body the server takes before it ends the connection, or all."""
    length = "Transfer-Encoding: chunked" if is_chunked else f"Content-Length: {size}"
    block = b"%x\r\n%b\r\n" % (len(_BLOCK), _BLOCK) if is_chunked else _BLOCK
    taken = 0
    with suppress(OSError), _speaking(port) as talk:
        talk.sendall(f"POST {place} HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n".encode())
        while taken < size:
            talk.sendall(block)
            taken += len(_BLOCK)
    return taken


def _bodies(folder: Path, size: int, *, bare: bool) -> Outcome:
    with served(folder, _DESCRIPTORS, bare=bare) as server:
        taken = [
            _taken(server.port, place, size, is_chunked=is_chunked) for place in _PLACES for is_chunked in (False, True)
        ]
    said = f"of {len(taken)} bodies of {size // _MIB} MiB at most {max(taken) / _MIB:.1f} MiB were taken"
    return Outcome(max(taken) <= MOST_TAKEN, said, received=sum(taken))


def _nonsense(folder: Path, times: int, *, bare: bool) -> Outcome:
    """Break the chunks of a body that is refused already, and of one that is waited for; and speak something else."""
    with served(folder, _DESCRIPTORS, bare=bare) as server:
        for place in _PLACES[:2]:
            for _time in range(times):
                with suppress(OSError), _speaking(server.port) as talk:
                    talk.sendall(f"POST {place} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
                    talk.sendall(b"5\r\nhello\r\n")
                    talk.recv(1)
                    talk.sendall(b"nonsense\r\n" * 3)
                    while talk.recv(4096):
                        pass
        for _time in range(times):
            with suppress(OSError), _speaking(server.port) as talk:
                talk.sendall(b"\x00nonsense\r\n\r\n")
                talk.recv(4096)
    written = server.log.read_text(encoding="utf-8")
    lines = written.count("\n")
    is_told = "Traceback" in written
    return Outcome(lines <= MOST_LINES and not is_told, f"{3 * times} pieces of nonsense wrote {lines} lines")


BODIES = Attack(
    "bodies-without-end",
    run=lambda folder, is_long: _bodies(folder, (2400 if is_long else 24) * _MIB, bare=False),
    control=lambda folder, is_long: _bodies(folder, (2400 if is_long else 24) * _MIB, bare=True),
)
NONSENSE = Attack(
    "broken-chunks",
    run=lambda folder, is_long: _nonsense(folder, 500 if is_long else 10, bare=False),
    control=lambda folder, is_long: _nonsense(folder, 500 if is_long else 10, bare=True),
)
