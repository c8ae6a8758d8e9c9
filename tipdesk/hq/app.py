"""The receiving application: routes, refusals as answers, and the one place where an unforeseen error stops.

An answer and a log line carry codes and ids, never content: a bug is answered 500 with an empty body, and logged by its
type and place alone. Uploads are in `uploads`; downloads are here.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from tipdesk.domain.errors import Distrust, TipdeskError, UserError
from tipdesk.hq.cut_bodies import CutBodies
from tipdesk.hq.folded_log import raised_at
from tipdesk.hq.spool import Spool
from tipdesk.hq.uploads import Uploads, read_body, require_tus
from tipdesk.hq.visitor import OVER, UNSIGNED, note, prove
from tipdesk.hq.workers import Workers
from tipdesk.services.headquarters.intake.inbox import Fetched, Inbox
from tipdesk.services.sync.pull.make_fetch import OLD_FETCH
from tipdesk.sync import wire
from tipdesk.sync.limits import LIMITS

Endpoint = Callable[[Request], Awaitable[Response]]
_log = logging.getLogger("tipdesk.hq")


class _Blob(FileResponse):
    """A file that is sent in small records: what is cut off in the middle of one is lost to the other end."""

    chunk_size = wire.PIECE


class Downloads:
    """The endpoints `POST /v1/fetch` and `GET /v1/blobs/{id}`.

    The same document is answered with the same blobs while they lie here, since they are sealed to its device.
    """

    def __init__(self, inbox: Inbox, spool: Spool, workers: Workers) -> None:
        self._inbox = inbox
        self._spool = spool
        self._workers = workers

    async def fetch(self, request: Request) -> Response:
        """Answer a signed fetch document with the listing of what waits for its device."""
        document = await read_body(request, LIMITS.document)
        if document is None:
            return Response(status_code=413)
        async with self._workers.turn(document):
            listed = await self._workers.run(self._spool.answers.find_listing, document)
            if listed is None:
                device, blobs = await self._ask(request, document)
                prove(request, device)
                listed = await self._workers.run(self._spool.answers.put, device, document, blobs[: wire.MOST_BLOBS])
        return Response(wire.encode_listing(listed), media_type=wire.JSON_TYPE)

    async def _ask(self, request: Request, document: bytes) -> Fetched:
        try:
            return await self._workers.run(self._inbox.fetch, document)
        except Distrust as refusal:
            note(request, OVER if refusal.code == OLD_FETCH else UNSIGNED)
            raise

    async def get(self, request: Request) -> Response:
        """Answer with a blob from any byte on (`Range`, `If-Range`).

        Nobody is asked who they are: the id of a blob is its hash, so whoever knows it was told it.
        """
        name = request.path_params["name"]
        path = await self._workers.run(self._spool.answers.find_blob, name)
        if path is None:
            return Response(status_code=404)
        return _Blob(path, media_type=wire.BYTES_TYPE, headers={"ETag": f'"{name}"', "Cache-Control": "no-store"})


def make_app(inbox: Inbox, spool: Spool) -> Starlette:
    """Return the application of headquarters' server, whose threads end with its lifespan."""
    workers = Workers()
    uploads, downloads = Uploads(inbox, spool, workers), Downloads(inbox, spool, workers)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        workers.close()

    one = wire.UPLOADS + "/{slot}"
    return Starlette(
        routes=[
            Route(wire.UPLOADS, _guarded(uploads.create, tus=True), methods=["POST"]),
            Route(one, _guarded(uploads.tell, tus=True), methods=["HEAD"]),
            Route(one, _guarded(uploads.extend, tus=True), methods=["PATCH"]),
            Route(wire.FETCH, _guarded(downloads.fetch), methods=["POST"]),
            Route(wire.BLOBS + "/{name}", _guarded(downloads.get), methods=["GET"]),
        ],
        middleware=[Middleware(CutBodies)],
        lifespan=lifespan,
    )


def _guarded(endpoint: Endpoint, *, tus: bool = False) -> Endpoint:
    async def answer(request: Request) -> Response:
        try:
            if tus:
                require_tus(request)
            return await endpoint(request)
        except TipdeskError as error:
            return Response(wire.encode_refusal(error), _status(error), media_type=wire.JSON_TYPE)
        except (ClientDisconnect, TimeoutError):
            return Response(status_code=408, headers={"Connection": "close"})
        except Exception as error:  # noqa: BLE001 - the one door of this floor: a bug must not take the server with it
            _log.error("%s", raised_at(error))
            return Response(status_code=500)

    return answer


def _status(error: TipdeskError) -> int:
    if isinstance(error, Distrust):
        return 422
    return 400 if isinstance(error, UserError) else 503
