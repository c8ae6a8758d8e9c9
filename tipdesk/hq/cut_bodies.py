"""Bodies of refused requests are cut: what nobody will read is not received either.

An answer that is given before the request's body was read ends the connection, on every path. Of a body that is
announced no longer than one chunk the rest is taken in first, in bounded time: it may be a post's own, which would
otherwise lose the answer to its own sending. Whatever is longer, or of no announced length, is cut at once.
"""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tipdesk.hq.visitor import CUT, REFUSED, note_in
from tipdesk.sync.wire import MOST_CHUNK

REST_SECONDS: Final = 20.0
"""How many seconds the rest of a refused chunk may take: twice what a chunk should."""
_REFUSED: Final = 400


class CutBodies:
    """An ASGI application around another one, which cuts the bodies that the inner one refuses."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request by the inner application, and end the connection where its body was not read to the end."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Body(scope, receive)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] >= _REFUSED:
                    note_in(scope, REFUSED)
                if not await body.is_over():
                    note_in(scope, CUT)
                    message["headers"] = [*message.get("headers", []), (b"connection", b"close")]
            await send(message)

        await self._app(scope, body.receive, answer)


class _Body:
    """What is known of a request's body: how much is announced, and whether its end was seen."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"")
        is_none = not length and b"transfer-encoding" not in headers
        self._is_announced = length.isdigit()
        self._left = int(length) if self._is_announced else 0
        self._is_over = is_none or (self._is_announced and self._left == 0)
        self._receive = receive

    async def receive(self) -> Message:
        """Return the next message of the request, and count the part of the body in it."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        self._is_over |= message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def is_over(self) -> bool:
        """Tell whether the body came to its end; a short rest is taken in and dropped first."""
        if self._is_over or not self._is_announced or self._left > MOST_CHUNK:
            return self._is_over
        try:
            async with asyncio.timeout(REST_SECONDS):
                while not self._is_over:
                    await self.receive()
        except TimeoutError:
            return False
        return True
