"""A flood of connections, from a process of its own: those that drip, those that are mute, those that come and come.

`python -m tests.lab.strangers.flood PORT DRIPS MUTE MORE`: DRIPS connections speak TLS and then send one byte; MUTE say
nothing; then MORE mute ones come, a second for all of them, over and over, until the end. A word is printed when they
have come once.
"""

from __future__ import annotations

import resource
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tests.lab.strangers.served import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 2.0


@contextmanager
def flood(port: int, drips: int, mute: int, more: int) -> Iterator[subprocess.Popen[str]]:
    """Give a flood that has begun; ended afterwards."""
    sizes = [str(size) for size in (port, drips, mute, more)]
    with subprocess.Popen(
        [sys.executable, "-m", __name__, *sizes], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield process
        finally:
            process.terminate()


def main(arguments: list[str]) -> int:
    """Flood until the end."""
    port, drips, mute, more = (int(word) for word in arguments)
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    held: list[socket.socket] = []
    for _number in range(drips):
        with suppress(OSError):
            held.append(trusting.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)))
            held[-1].sendall(b"P")
    held += [_coming(port) for _number in range(mute)]
    is_told = False
    while True:
        coming: list[socket.socket] = []
        for _number in range(more):
            coming.append(_coming(port))
            time.sleep(1 / more)
        if not is_told:
            print("flooding", flush=True)
        is_told = True
        for one in coming:
            one.close()


def _coming(port: int) -> socket.socket:
    """Return a connection that is made or on its way: a server that takes none must not hold up the flood."""
    made = socket.socket()
    made.setblocking(False)
    made.connect_ex(("127.0.0.1", port))
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
