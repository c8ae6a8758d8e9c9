"""Loopback addresses at which nobody answers: one that takes every connection, and one that drops every attempt."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, TypeAlias

from tipdesk.adapters.carriers.beside import THREAD

if TYPE_CHECKING:
    from collections.abc import Iterator

Address: TypeAlias = Callable[[], AbstractContextManager[int]]
_MORE_THAN_ENOUGH = 8


@contextmanager
def silent() -> Iterator[int]:
    """Give the port of a listener that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@contextmanager
def dropping() -> Iterator[int]:
    """Give the port of a listener whose queue is full: every further attempt is dropped, as at a dead address."""
    with ExitStack() as kept, socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        for _time in range(_MORE_THAN_ENOUGH):
            waiting = kept.enter_context(socket.socket())
            waiting.setblocking(False)
            with suppress(BlockingIOError):
                waiting.connect(listener.getsockname())
        yield listener.getsockname()[1]


def is_trying() -> bool:
    """Tell whether some work on a wire of this process is under way."""
    return any(thread.name == THREAD for thread in threading.enumerate())
