"""What is spoken with a visitor: uvicorn's HTTP over h11, with an end to waiting and no second answer to nonsense.

uvicorn by itself waits without end once the first byte of a request's head has come; here the whole head has its time.
"""

import asyncio
from typing import Any, Final

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle
from uvicorn.server import ServerState

from tipdesk.hq.door import Door
from tipdesk.hq.visitor import BAD_HEAD, NO_HEAD, VISITOR, Visitor

_SCOPE: Final = 0


class Visit(H11Protocol):
    """One connection; every request's head has `timeout_keep_alive` seconds, which no byte renews."""

    def __init__(
        self, visitor: Visitor, door: Door, config: Config, server_state: ServerState, app_state: dict[str, Any]
    ) -> None:
        super().__init__(config, server_state, app_state)
        within = self.app

        async def known(*asked: Any) -> None:  # noqa: ANN401 - scope, receive and send, as the application takes them
            asked[_SCOPE][VISITOR] = visitor
            await within(*asked)

        self.app = known
        self._visitor = visitor
        self._door = door
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        """Wait for the first request's head, now that the handshake is over."""
        super().connection_made(transport)
        self._visitor.leave = transport.abort
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the door that the visitor is gone."""
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)
        self._door.forget(self._visitor)

    def data_received(self, data: bytes) -> None:
        """Read what came, except on a connection that is being closed."""
        if not self.transport.is_closing():
            super().data_received(data)

    def on_response_complete(self) -> None:
        """Wait for the next request's head."""
        super().on_response_complete()
        if not self.transport.is_closing():
            self._await_head()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP where an answer can still be given, or else end the connection."""
        self._visitor.noted[BAD_HEAD] += 1
        cycle = self._under_way
        if cycle is not None:
            cycle.disconnected = True
            cycle.message_event.set()
        if cycle is None or not cycle.response_started:
            super().send_400_response(msg)
        else:
            self.transport.abort()

    @property
    def _under_way(self) -> RequestResponseCycle | None:
        """Return the last request; uvicorn's type does not say that there is none at first."""
        return self.cycle

    def _await_head(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(self.config.timeout_keep_alive, self._leave)

    def _leave(self) -> None:
        cycle = self._under_way
        if (cycle is None or cycle.response_complete) and not self.transport.is_closing():
            self._visitor.noted[NO_HEAD] += 1
            self.transport.close()
