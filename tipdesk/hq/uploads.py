"""The upload half of the application: tus 1.0 with creation, over the spool.

It promises that no byte is kept before the device's signed header was admitted, that a chunk which breaks off keeps the
bytes that arrived, and that a bundle whose answer was lost is answered again without being sent again. Refusals are
raised; `app` turns them into answers.
"""

import asyncio
from collections import OrderedDict
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.hq.spool import OffsetError, Spool
from tipdesk.hq.workers import Workers
from tipdesk.services.headquarters.inbox import Inbox
from tipdesk.sync import wire
from tipdesk.sync.limits import LIMITS

BLOCK: Final = 64 * 1024
"""Bytes gathered before a thread is asked to write them."""
ANSWERS_KEPT: Final = 1000
_DIGITS: Final = 11
_NO_STORE: Final = {wire.TUS_HEADER: wire.TUS_VERSION, "Cache-Control": "no-store"}


class Uploads:
    """The endpoints `POST /v1/uploads`, `HEAD` and `PATCH /v1/uploads/{id}`."""

    def __init__(self, inbox: Inbox, spool: Spool, workers: Workers) -> None:
        self._inbox = inbox
        self._spool = spool
        self._workers = workers
        # In memory only: after headquarters went back to a backup no answer from before may be given.
        self._answered: OrderedDict[str, tuple[int, bytes]] = OrderedDict()

    async def create(self, request: Request) -> Response:
        """Admit the opening bytes and make the upload, or tell how far it is."""
        name, length = request.headers.get(wire.ID_HEADER, ""), _number(request, wire.LENGTH_HEADER)
        if not wire.is_id(name) or length is None or length == 0:
            return Response(status_code=400)
        if length > LIMITS.sealed:
            return Response(status_code=413)
        opening = await read_body(request, wire.OPENING_BYTES)
        if opening is None or len(opening) != min(length, wire.OPENING_BYTES):
            return Response(status_code=400)
        if name in self._answered:
            return _at(length, 200, length)
        device = await self._workers.run(self._inbox.admit, opening)
        upload = await self._workers.run(self._spool.begin, name, length, device, opening)
        answer = _at(upload.offset, wire.CREATED, length)
        answer.headers["Location"] = f"{wire.UPLOADS}/{name}"
        return answer

    async def tell(self, request: Request) -> Response:
        """Tell the offset of an upload; one that was answered is complete."""
        name = request.path_params["name"]
        if name in self._answered:
            length = self._answered[name][0]
            return _at(length, 200, length)
        upload = self._spool.find(name)
        return _gone() if upload is None else _at(upload.offset, 200, upload.length)

    async def extend(self, request: Request) -> Response:
        """Keep a chunk; the last one is answered with the receipt."""
        name, offset = request.path_params["name"], _number(request, wire.OFFSET_HEADER)
        if offset is None or request.headers.get("content-type") != wire.CHUNK_TYPE:
            return Response(status_code=400)
        if name in self._answered:
            return _receipt(self._answered[name][1])
        upload = self._spool.find(name)
        if upload is None:
            return _gone()
        if upload.device is None:  # the server was started anew
            upload.device = await self._workers.run(
                self._inbox.admit, await self._workers.run(self._spool.opening, name)
            )
        try:
            offset = await self._keep(request, name, offset)
        except OffsetError as error:
            return _at(error.offset, 409, upload.length)
        return await self._finish(name, upload.device) if offset == upload.length else _at(offset, 204, upload.length)

    async def _keep(self, request: Request, name: str, offset: int) -> int:
        """A link that breaks or falls silent ends the chunk, not the bytes that came before."""
        pending = bytearray()
        offset = await self._workers.run(self._spool.append, name, offset, b"")
        try:
            async with asyncio.timeout(wire.SILENCE_SECONDS) as silence:
                async for piece in request.stream():
                    silence.reschedule(asyncio.get_running_loop().time() + wire.SILENCE_SECONDS)
                    pending += piece
                    if len(pending) >= BLOCK:
                        offset = await self._workers.run(self._spool.append, name, offset, bytes(pending))
                        pending.clear()
        except (ClientDisconnect, TimeoutError):
            await self._workers.run(self._spool.append, name, offset, bytes(pending))
            raise
        return await self._workers.run(self._spool.append, name, offset, bytes(pending))

    async def _finish(self, name: str, device: bytes) -> Response:
        """A refused bundle stays in the spool: should it be tried again, it is judged again without being sent."""
        async with self._workers.turn(device):
            if name in self._answered:
                return _receipt(self._answered[name][1])
            bundle = await self._workers.run(self._spool.read, name)
            if bundle is None:
                return Response(status_code=wire.GARBLED, headers=_NO_STORE)
            receipt = await self._workers.run(self._inbox.receive, bundle)
            self._answered[name] = (len(bundle), receipt)
            if len(self._answered) > ANSWERS_KEPT:
                self._answered.popitem(last=False)
            await self._workers.run(self._spool.drop, name)
            return _receipt(receipt)


async def read_body(request: Request, most: int) -> bytes | None:
    """Return the body of a request; None when it has more than `most` bytes (the rest is not read)."""
    body = bytearray()
    async with asyncio.timeout(wire.SILENCE_SECONDS):
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                return None
    return bytes(body)


def require_tus(request: Request) -> None:
    """Refuse another protocol than ours. Distrust `unknown-version`."""
    if request.headers.get(wire.TUS_HEADER) != wire.TUS_VERSION:
        raise Distrust("unknown-version", _("This program speaks another version of the upload protocol."))


def _at(offset: int, status: int, length: int) -> Response:
    headers = {wire.OFFSET_HEADER: str(offset), wire.LENGTH_HEADER: str(length)}
    return Response(status_code=status, headers=_NO_STORE | headers)


def _gone() -> Response:
    return Response(status_code=404, headers=_NO_STORE)


def _receipt(receipt: bytes) -> Response:
    return Response(receipt, media_type=wire.BYTES_TYPE, headers=_NO_STORE)


def _number(request: Request, header: str) -> int | None:
    text = request.headers.get(header, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None
