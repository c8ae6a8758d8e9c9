"""The receiving application: routes, refusals as answers, and the one place where an unforeseen error stops.

It promises that an answer and a log line carry codes and ids, never content: a bug is answered 500 with an empty body
and logged by its type and place alone. Uploads are in `uploads`, downloads here.
"""

import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from tipdesk.domain.errors import Distrust, TipdeskError, UserError
from tipdesk.hq.spool import Spool
from tipdesk.hq.uploads import Uploads, read_body, require_tus
from tipdesk.hq.workers import Workers
from tipdesk.services.headquarters.inbox import Inbox
from tipdesk.sync import wire
from tipdesk.sync.limits import LIMITS

Endpoint = Callable[[Request], Awaitable[Response]]
_log = logging.getLogger("tipdesk.hq")


class Downloads:
    """The endpoints `POST /v1/fetch` and `GET /v1/blobs/{id}`."""

    def __init__(self, inbox: Inbox, spool: Spool, workers: Workers) -> None:
        self._inbox = inbox
        self._spool = spool
        self._workers = workers

    async def fetch(self, request: Request) -> Response:
        """Answer a signed fetch document with the listing of what waits for its device."""
        document = await read_body(request, LIMITS.document)
        if document is None:
            return Response(status_code=413)
        blobs = (await self._workers.run(self._inbox.fetch, document))[: wire.MOST_BLOBS]
        listed = [(await self._workers.run(self._spool.put_blob, blob), len(blob)) for blob in blobs]
        return Response(wire.encode_listing(listed), media_type=wire.JSON_TYPE)

    async def get(self, request: Request) -> Response:
        """Give a blob from any byte on (`Range`, `If-Range`). Its id is its hash: whoever knows it was told it."""
        name = request.path_params["name"]
        path = await self._workers.run(self._spool.find_blob, name)
        if path is None:
            return Response(status_code=404)
        return FileResponse(
            path, media_type=wire.BYTES_TYPE, headers={"ETag": f'"{name}"', "Cache-Control": "no-store"}
        )


def make_app(inbox: Inbox, spool: Spool) -> Starlette:
    """Return the application of headquarters' server. Its threads end with its lifespan."""
    workers = Workers()
    uploads, downloads = Uploads(inbox, spool, workers), Downloads(inbox, spool, workers)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        workers.close()

    one = wire.UPLOADS + "/{name}"
    return Starlette(
        routes=[
            Route(wire.UPLOADS, _guarded(uploads.create, tus=True), methods=["POST"]),
            Route(one, _guarded(uploads.tell, tus=True), methods=["HEAD"]),
            Route(one, _guarded(uploads.extend, tus=True), methods=["PATCH"]),
            Route(wire.FETCH, _guarded(downloads.fetch), methods=["POST"]),
            Route(wire.BLOBS + "/{name}", _guarded(downloads.get), methods=["GET"]),
        ],
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
            place = traceback.extract_tb(error.__traceback__)[-1]
            _log.error("%s in %s:%s", type(error).__name__, place.name, place.lineno)
            return Response(status_code=500)

    return answer


def _status(error: TipdeskError) -> int:
    if isinstance(error, Distrust):
        return 422
    return 400 if isinstance(error, UserError) else 503
