"""What the system's service manager is told of a server that it has started: that it answers.

Systemd names a socket in the environment of a service that is to say so itself, and takes one datagram. Until it has
come, nothing that waits for the service is started; where no such socket is named, nobody asked and nothing is said.
"""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

READY: Final = b"READY=1"
_VARIABLE: Final = "NOTIFY_SOCKET"


def tell_ready(environment: Mapping[str, str] = os.environ) -> None:
    """Say to the service manager that started this process that posts can come; one that is gone is no error."""
    address = environment.get(_VARIABLE, "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    # "@" stands for the zero byte with which the names of sockets begin that lie in no folder.
    place = "\0" + address[1:] if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.sendto(READY, place)
