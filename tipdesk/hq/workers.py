"""Blocking work beside the event loop: a few threads, and one turn at a time for each device or fetch document.

No disk, key or database is touched on the loop, and two bundles of one device are never taken in at the same time by
this server. What several processes may do at once is governed by the store's own lock.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Final, ParamSpec, TypeVar

_THREADS: Final = 4
P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    """The threads of one application."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, "tipdesk-hq")
        self._turns: dict[bytes, asyncio.Lock] = {}
        self._waiting: dict[bytes, int] = {}

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do some work in a thread, and return what it returns or raise what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: work(*args, **kwargs))

    def later(self, work: Callable[[], object]) -> None:
        """Do some work in a thread for which nobody waits; the loop tells of an error in it."""
        asyncio.get_running_loop().run_in_executor(self._pool, work)

    @asynccontextmanager
    async def turn(self, device: bytes) -> AsyncIterator[None]:
        """Hold the turn of a device, or of whatever else these bytes name, while the block runs.

        Its lock is forgotten with the last who waits for it.
        """
        lock = self._turns.setdefault(device, asyncio.Lock())
        self._waiting[device] = self._waiting.get(device, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[device] -= 1
            if not self._waiting[device]:
                del self._waiting[device], self._turns[device]

    def close(self) -> None:
        """Wait for the work that runs, and end the threads."""
        self._pool.shutdown(wait=True)
