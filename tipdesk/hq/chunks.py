"""Chunks of uploads on their way into the spool.

A chunk that breaks off keeps the bytes that arrived. Often headquarters does not see that a link broke: it would wait
for the rest, with the last bytes that came in memory only. So whoever asks for the same upload anew first has these
kept, and is told of them, and nothing of them is sent again.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import ClientDisconnect, Request

from tipdesk.hq.spool import OffsetError, Spool
from tipdesk.hq.workers import Workers
from tipdesk.sync import wire

BLOCK: Final = 64 * 1024
"""How many bytes are gathered before a thread is asked to write them."""
CHUNK_SECONDS: Final = 900.0
"""How many seconds one chunk may take in all: the first one on the slowest link needs some three minutes."""


@dataclass(eq=False)
class _Chunk:
    """One chunk that is being received: where in its upload the bytes belong that came and are not kept yet."""

    slot: str
    offset: int
    pending: bytearray = field(default_factory=bytearray)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Chunks:
    """The chunks that are being received into one spool; of each upload the latest is known."""

    def __init__(self, spool: Spool, workers: Workers) -> None:
        self._spool = spool
        self._workers = workers
        self._open: dict[str, _Chunk] = {}

    async def keep_come(self, slot: str) -> None:
        """Keep what has come of a chunk that is still awaited for an upload, if any."""
        chunk = self._open.get(slot)
        if chunk is not None:
            with suppress(OffsetError):  # another request wrote there meanwhile
                await self._write(chunk)

    async def keep(self, request: Request, slot: str, offset: int) -> int:
        """Keep the bytes of a chunk as they come, and return the new offset.

        A link that breaks, falls silent or is too slow ends the chunk, but the bytes that came before are kept. Raises
        OffsetError, and ClientDisconnect or TimeoutError where the chunk broke off.
        """
        await self.keep_come(slot)
        chunk = self._open[slot] = _Chunk(slot, offset)
        try:
            return await self._receive(request, chunk)
        finally:
            if self._open.get(slot) is chunk:
                del self._open[slot]

    async def _receive(self, request: Request, chunk: _Chunk) -> int:
        await self._write(chunk)
        try:
            async with asyncio.timeout(CHUNK_SECONDS), asyncio.timeout(wire.SILENCE_SECONDS) as silence:
                async for piece in request.stream():
                    silence.reschedule(asyncio.get_running_loop().time() + wire.SILENCE_SECONDS)
                    chunk.pending += piece
                    if len(chunk.pending) >= BLOCK:
                        await self._write(chunk)
        except (ClientDisconnect, TimeoutError):
            await self._write(chunk)
            raise
        return await self._write(chunk)

    async def _write(self, chunk: _Chunk) -> int:
        """Keep what is pending, and return the offset behind it; what comes meanwhile stays pending."""
        async with chunk.turn:
            piece = bytes(chunk.pending)
            chunk.offset = await self._workers.run(self._spool.append, chunk.slot, chunk.offset, piece)
            del chunk.pending[: len(piece)]
            return chunk.offset
