"""The upload half of the application: tus 1.0 with creation, over the spool.

No byte is kept before the device's signed header was admitted and the upload key and length are those that it signed,
so that who found the beginning of a bundle leaves nothing here. A bundle whose answer was lost is answered again
without being sent again. How a chunk is received stands in `chunks`. Refusals are raised; `app` turns them into
answers.
"""

import asyncio
import hashlib
from collections import OrderedDict
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.hq.chunks import Chunks
from tipdesk.hq.spool import OffsetError, Spool, Upload
from tipdesk.hq.visitor import GARBLED, UNSIGNED, note, prove
from tipdesk.hq.workers import Workers
from tipdesk.services.headquarters.intake.inbox import Admitted, Inbox, UnkeptError
from tipdesk.sync import wire
from tipdesk.sync.limits import LIMITS

ANSWERS_KEPT: Final = 1000
_DIGITS: Final = 11
_NO_STORE: Final = {wire.TUS_HEADER: wire.TUS_VERSION, "Cache-Control": "no-store"}


class Uploads:
    """The endpoints `POST /v1/uploads`, `HEAD` and `PATCH /v1/uploads/{id}`."""

    def __init__(self, inbox: Inbox, spool: Spool, workers: Workers) -> None:
        self._inbox = inbox
        self._spool = spool
        self._workers = workers
        self._chunks = Chunks(spool, workers)
        # In memory only: after headquarters went back to a backup no answer from before may be given.
        self._answered: OrderedDict[str, tuple[int, bytes]] = OrderedDict()

    async def create(self, request: Request) -> Response:
        """Admit the opening bytes and make the upload, or tell how far it is.

        Raises Distrust `sealed-before` or `other-upload`, and what the inbox refuses.
        """
        key, anew = request.headers.get(wire.KEY_HEADER, ""), request.headers.get(wire.ANEW_HEADER, "")
        length = _number(request, wire.LENGTH_HEADER)
        if not wire.is_id(key) or not wire.is_anew(anew) or length is None or length == 0:
            return Response(status_code=400)
        if length > LIMITS.sealed:
            return Response(status_code=413)
        opening = await read_body(request, wire.OPENING_BYTES)
        if opening is None or len(opening) != min(length, wire.OPENING_BYTES):
            return Response(status_code=400)
        slot = wire.slot_id(key, opening, anew)
        if slot in self._answered:
            return _at(length, 200, length)
        admitted = await self._admit(request, opening)
        _require_bound(request, admitted, key, length)
        prove(request, admitted.device)
        upload = await self._workers.run(self._spool.begin, slot, admitted, opening)
        answer = _at(upload.offset, wire.CREATED, length)
        answer.headers["Location"] = f"{wire.UPLOADS}/{slot}"
        return answer

    async def tell(self, request: Request) -> Response:
        """Answer with the offset of an upload; one that was answered is complete."""
        slot = request.path_params["slot"]
        if slot in self._answered:
            length = self._answered[slot][0]
            return _at(length, 200, length)
        upload = self._spool.find(slot)
        if upload is None:
            return _gone()
        await self._know(request, slot, upload)
        await self._chunks.keep_come(slot)
        return _at(upload.offset, 200, upload.length)

    async def extend(self, request: Request) -> Response:
        """Keep a chunk; the one that completes the bundle is answered with the receipt."""
        slot, offset = request.path_params["slot"], _number(request, wire.OFFSET_HEADER)
        if offset is None or request.headers.get("content-type") != wire.CHUNK_TYPE:
            return Response(status_code=400)
        if slot in self._answered:
            return _receipt(self._answered[slot][1])
        upload = self._spool.find(slot)
        if upload is None:
            return _gone()
        await self._know(request, slot, upload)
        try:
            offset = await self._chunks.keep(request, slot, offset)
        except OffsetError as error:
            return _at(error.offset, 409, upload.length)
        if offset < upload.length:
            return _at(offset, 204, upload.length)
        return await self._finish(request, slot, upload.device)

    async def _admit(self, request: Request, opening: bytes) -> Admitted:
        try:
            return await self._workers.run(self._inbox.admit, opening)
        except Distrust:
            note(request, UNSIGNED)
            raise

    async def _know(self, request: Request, slot: str, upload: Upload) -> None:
        """Admit an upload again after the server was restarted.

        Whoever names its slot holds the whole bundle, and so counts as its device.
        """
        if not upload.mark:
            opening = await self._workers.run(self._spool.opening, slot)
            upload.mark = (await self._admit(request, opening)).upload
        prove(request, upload.device)

    async def _finish(self, request: Request, slot: str, device: bytes) -> Response:
        """Have a complete bundle taken in, and answer with its receipt.

        A refused bundle stays in the spool: should it be tried again, it is judged again without being sent. Of a part
        of a file nothing stays.
        """
        async with self._workers.turn(device):
            if slot in self._answered:
                return _receipt(self._answered[slot][1])
            bundle = await self._workers.run(self._spool.read, slot)
            if bundle is None:
                note(request, GARBLED)
                return Response(status_code=wire.GARBLED, headers=_NO_STORE)
            try:
                receipt = await self._workers.run(self._inbox.receive, bundle)
            except UnkeptError:
                await self._workers.run(self._spool.drop, slot)
                raise
            self._answered[slot] = (len(bundle), receipt)
            if len(self._answered) > ANSWERS_KEPT:
                self._answered.popitem(last=False)
            await self._workers.run(self._spool.drop, slot)
            self._workers.later(self._inbox.go_through)
            return _receipt(receipt)


async def read_body(request: Request, most: int) -> bytes | None:
    """Return the body of a request, or None when it has more than `most` bytes; the rest is then not read."""
    body = bytearray()
    async with asyncio.timeout(wire.SILENCE_SECONDS):
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                return None
    return bytes(body)


def require_tus(request: Request) -> None:
    """Raise Distrust `unknown-version` for a request of another protocol than ours."""
    if request.headers.get(wire.TUS_HEADER) != wire.TUS_VERSION:
        raise Distrust("unknown-version", _("This program speaks another version of the upload protocol."))


def _require_bound(request: Request, admitted: Admitted, key: str, length: int) -> None:
    """Refuse what is not the upload that was signed.

    Raises Distrust `sealed-before` for a bundle of the first release, and `other-upload` for another key or length.
    """
    if not admitted.upload:
        raise Distrust(
            "sealed-before",
            _("This bundle was sealed by an earlier version of the program. Unlock, and it is sealed again and sent."),
        )
    if length != admitted.length or hashlib.sha256(bytes.fromhex(key)).digest() != admitted.upload:
        note(request, UNSIGNED)
        raise Distrust("other-upload", _("This upload is not the one that its device has signed."))


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
