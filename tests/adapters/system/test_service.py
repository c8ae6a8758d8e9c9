"""A server says to the service manager that started it that it answers, and to nobody else."""

import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tipdesk.adapters.system.service import READY, tell_ready

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no such sockets")


@contextmanager
def listening(place: str) -> Iterator[socket.socket]:
    """Listen as a service manager does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(place)
        manager.settimeout(10)
        yield manager


def test_the_named_socket_is_told(tmp_path: Path) -> None:
    """The manager hears in one datagram that the server answers."""
    place = str(tmp_path / "notify")
    with listening(place) as manager:
        tell_ready({"NOTIFY_SOCKET": place})
        assert manager.recv(99) == READY


def test_a_socket_without_a_file_is_found() -> None:
    """Systemd may write "@" before a name that lies in no folder."""
    name = f"tipdesk-{uuid.uuid4().hex}"
    with listening("\0" + name) as manager:
        tell_ready({"NOTIFY_SOCKET": "@" + name})
        assert manager.recv(99) == READY


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "/nowhere/notify"}])
def test_nothing_is_lost_where_nobody_listens(environment: dict[str, str]) -> None:
    """Started by hand, or by a manager that is gone, the server goes on."""
    tell_ready(environment)
