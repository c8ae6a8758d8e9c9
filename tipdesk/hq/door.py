"""The door: who may come in, how long they may stand in it, and who makes room for others.

Whoever connects costs a descriptor and nothing else until a whole TLS greeting has come. Handshake and first request
each have their time, counted from the start and not renewed by a byte. Newcomers are let in for the oldest who have
proved nothing (`crowd`), so that a post is never locked out by a flood, not even by one from its own address. Who has
proved to be a device stays. Where no descriptors are left, that is a pause and a count, not an end.
"""

import asyncio
import errno
import ipaddress
import socket
import ssl
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

from tipdesk.hq.crowd import Crowd
from tipdesk.hq.strangers import Strangers
from tipdesk.hq.visitor import MADE_ROOM, NO_HANDSHAKE, NO_ROOM, Visitor
from tipdesk.sync.wire import CONNECT_SECONDS

_SPENT: Final = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_PAUSE_SECONDS: Final = 0.1
_SCARCE_SECONDS: Final = 60.0
"""For how many seconds fewer are let in after the descriptors were spent: the store and the spool need some, too."""
_LOOK_SECONDS: Final = (0.02, 1.0)
"""How many seconds to wait before a greeting that came in part is looked at again: at first, and at most."""
_CLOSE_SECONDS: Final = 5.0
_GREETING: Final = 22
"""The type of the TLS record in which a greeting comes (RFC 8446, 5.1)."""
_RECORD_HEAD, _MOST_RECORD = 5, 16 * 1024
_SUBNET: Final = 64
_KEPT_BACK: Final = 128
"""How many descriptors are kept back for the store, the spool and the log."""
_WINDOWS_SOCKETS, _MOST_SOCKETS = 512, 4096


@dataclass(frozen=True)
class DoorLimits:
    """How many connections there may be.

    That is in all, before TLS (`waiting`), in TLS without a proof (`speaking`), and of one device that has proved
    itself (`of_device`). One address may have half of those without a proof. `handshake_seconds` are counted from the
    beginning of the connection.
    """

    all: int
    waiting: int
    speaking: int
    of_device: int = 8
    handshake_seconds: float = CONNECT_SECONDS


def door_limits() -> DoorLimits:
    """Return limits that fit the descriptors this process may have; a connection in TLS costs 400 KB of memory."""
    if sys.platform == "win32":
        room = _WINDOWS_SOCKETS
    else:
        import resource

        soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        room = _MOST_SOCKETS if soft == resource.RLIM_INFINITY else min(soft, _MOST_SOCKETS)
    room = max(room - _KEPT_BACK, room // 2)
    return DoorLimits(room, waiting=min(512, room // 2), speaking=min(128, room // 4))


class Door:
    """The door of one listening socket."""

    def __init__(
        self,
        listener: socket.socket,
        context: ssl.SSLContext,
        strangers: Strangers,
        limits: DoorLimits | None = None,
    ) -> None:
        self.limits = limits or door_limits()
        self._listener = listener
        self._context = context
        self._strangers = strangers
        self._waiting = Crowd(self.limits.waiting, max(1, self.limits.waiting // 2))
        self._speaking = Crowd(self.limits.speaking, max(1, self.limits.speaking // 2))
        self._proved: Counter[bytes] = Counter()
        self._inside: dict[Visitor, asyncio.Task[None]] = {}
        self._most = self.limits.all
        self._scarce_until = 0.0

    def __len__(self) -> int:
        return len(self._inside)

    async def keep(self, make: Callable[[Visitor], asyncio.Protocol]) -> None:
        """Let in whoever comes, until cancelled; `make` makes the protocol that speaks with a visitor."""
        loop = asyncio.get_running_loop()
        self._listener.setblocking(False)
        try:
            while True:
                try:
                    sock, address = await loop.sock_accept(self._listener)
                except OSError as error:
                    await self._pause(error)
                    continue
                self._let_in(sock, _peer_of(address), make)
                await asyncio.sleep(0)  # a flood must not keep the loop from those who are in
        finally:
            for task in self._inside.values():
                task.cancel()

    def forget(self, visitor: Visitor) -> None:
        """Forget a visitor whose connection has ended.

        What was noted of it is counted as a stranger's, unless a device was proved on it.
        """
        if self._inside.pop(visitor, None) is None:
            return
        self._waiting.leave(visitor)
        self._speaking.leave(visitor)
        if visitor.is_proved and visitor.device is not None:
            self._proved[visitor.device] -= 1
            if not self._proved[visitor.device]:
                del self._proved[visitor.device]
        if visitor.device is None:
            for kind, times in visitor.noted.items():
                self._strangers.count(kind, times)

    def _let_in(self, sock: socket.socket, peer: str, make: Callable[[Visitor], asyncio.Protocol]) -> None:
        loop = asyncio.get_running_loop()
        with suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer waits 40 ms for the next
        visitor = Visitor(peer, loop.time(), self._prove)
        task = loop.create_task(self._receive(visitor, sock, make))
        visitor.leave = task.cancel
        self._inside[visitor] = task
        self._send_off(self._waiting.enter(visitor))
        if loop.time() >= self._scarce_until:
            self._most = self.limits.all
        if len(self._inside) > self._most:
            self._send_off(self._waiting.let_one_go() or self._speaking.let_one_go())

    async def _receive(
        self, visitor: Visitor, sock: socket.socket, make: Callable[[Visitor], asyncio.Protocol]
    ) -> None:
        is_handed, is_in = False, False
        try:
            async with asyncio.timeout_at(visitor.since + self.limits.handshake_seconds):
                if await _has_greeted(sock):
                    self._waiting.leave(visitor)
                    self._send_off(self._speaking.enter(visitor))
                    is_handed = True
                    await self._shake_hands(visitor, sock, make)
                    is_in = True
        except OSError:
            pass  # the peer is gone, speaks no TLS of ours, or its time is over
        finally:
            if not is_handed:
                sock.close()
            if not is_in:
                if not visitor.was_sent_off:
                    visitor.noted[NO_HANDSHAKE] += 1
                self.forget(visitor)

    async def _shake_hands(
        self, visitor: Visitor, sock: socket.socket, make: Callable[[Visitor], asyncio.Protocol]
    ) -> None:
        await asyncio.get_running_loop().connect_accepted_socket(
            partial(make, visitor),
            sock,
            ssl=self._context,
            ssl_handshake_timeout=self.limits.handshake_seconds,
            ssl_shutdown_timeout=_CLOSE_SECONDS,
        )

    def _prove(self, visitor: Visitor, device: bytes) -> None:
        """Let a visitor stay, unless its device has many connections already.

        Somebody who found a bundle of a device must not take every place in its name.
        """
        if visitor in self._speaking and self._proved[device] < self.limits.of_device:
            self._speaking.leave(visitor)
            self._proved[device] += 1
            visitor.is_proved = True

    def _send_off(self, visitor: Visitor | None) -> None:
        if visitor is not None:
            visitor.was_sent_off = True
            self._strangers.count(MADE_ROOM)
            visitor.leave()

    async def _pause(self, error: OSError) -> None:
        """Make room for a minute where the descriptors are spent; any other error is that of a peer already gone."""
        if error.errno not in _SPENT:
            await asyncio.sleep(0)
            return
        self._strangers.count(NO_ROOM)
        self._most = max(1, len(self._inside) * 3 // 4)
        self._scarce_until = asyncio.get_running_loop().time() + _SCARCE_SECONDS
        for _number in range(len(self._inside) - self._most):
            self._send_off(self._waiting.let_one_go() or self._speaking.let_one_go())
        await asyncio.sleep(_PAUSE_SECONDS)


async def _has_greeted(sock: socket.socket) -> bool:
    """Wait until a whole TLS greeting has come, without taking it; False where something else came, or the end."""
    pause, most = _LOOK_SECONDS
    while True:
        await _readable(sock)
        head = sock.recv(_RECORD_HEAD, socket.MSG_PEEK)
        if not head or head[0] != _GREETING:
            return False
        if len(head) == _RECORD_HEAD:
            length = int.from_bytes(head[3:])
            whole = _RECORD_HEAD + length
            if length > _MOST_RECORD or len(sock.recv(whole, socket.MSG_PEEK)) == whole:
                return length <= _MOST_RECORD
        await asyncio.sleep(pause)
        pause = min(2 * pause, most)


async def _readable(sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    ready = loop.create_future()
    loop.add_reader(sock, lambda: None if ready.done() else ready.set_result(None))
    try:
        await ready
    finally:
        loop.remove_reader(sock)


def _peer_of(address: tuple[str, int]) -> str:
    """Return what one peer is told from others by: its address, or for IPv6 the network that one subscriber has."""
    host = address[0].partition("%")[0]
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, _SUBNET), strict=False))
    return str(parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else parsed)
