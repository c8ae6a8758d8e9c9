"""Chunks of uploads on their way into the spool: one at a time of each upload.

A chunk that breaks off keeps the bytes that arrived. Often headquarters does not see that a link broke: it would wait
for the rest, with the last bytes that came in memory only. Whoever asks for the same upload anew has given that
connection up. So what it brought is kept first, and then told, and nothing of it is sent again.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import ClientDisconnect, Request

from tipdesk.hq.spool import Spool
from tipdesk.hq.workers import Workers
from tipdesk.sync import wire

BLOCK: Final = 64 * 1024
"""How many bytes are gathered before a thread is asked to write them."""
CHUNK_SECONDS: Final = 900.0
"""How many seconds one chunk may take in all: the first one on the slowest link needs some three minutes."""


@dataclass(eq=False)
class _Chunk:
    """One chunk that is being received: what ends it when nothing comes, and whether it has ended."""

    silence: asyncio.Timeout = field(default_factory=lambda: asyncio.timeout(wire.SILENCE_SECONDS))
    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    _is_given_up: bool = False

    def has_come(self) -> None:
        """Begin to count the silence anew."""
        if not self._is_given_up:
            self.silence.reschedule(asyncio.get_running_loop().time() + wire.SILENCE_SECONDS)

    def give_up(self) -> None:
        """Wait for no more bytes, unless it has ended by itself just now."""
        self._is_given_up = True
        with suppress(RuntimeError):
            self.silence.reschedule(0)


class Chunks:
    """The chunks that are being received into one spool."""

    def __init__(self, spool: Spool, workers: Workers) -> None:
        self._spool = spool
        self._workers = workers
        self._open: dict[str, _Chunk] = {}

    async def settle(self, slot: str) -> None:
        """End the chunk that is still awaited for an upload, if any, and keep what came of it."""
        while (chunk := self._open.get(slot)) is not None:
            chunk.give_up()
            await chunk.is_over.wait()

    async def keep(self, request: Request, slot: str, offset: int) -> int:
        """Keep the bytes of a chunk as they come, and return the new offset.

        A link that breaks, falls silent or is too slow ends the chunk, but the bytes that came before are kept. Raises
        OffsetError, and ClientDisconnect or TimeoutError where the chunk broke off.
        """
        await self.settle(slot)
        chunk = self._open[slot] = _Chunk()
        try:
            return await self._receive(request, slot, offset, chunk)
        finally:
            del self._open[slot]
            chunk.is_over.set()

    async def _receive(self, request: Request, slot: str, offset: int, chunk: _Chunk) -> int:
        pending = bytearray()
        try:
            async with asyncio.timeout(CHUNK_SECONDS), chunk.silence:
                offset = await self._workers.run(self._spool.append, slot, offset, b"")
                async for piece in request.stream():
                    chunk.has_come()
                    pending += piece
                    if len(pending) >= BLOCK:
                        offset = await self._workers.run(self._spool.append, slot, offset, bytes(pending))
                        pending.clear()
        except (ClientDisconnect, TimeoutError):
            await self._workers.run(self._spool.append, slot, offset, bytes(pending))
            raise
        return await self._workers.run(self._spool.append, slot, offset, bytes(pending))
