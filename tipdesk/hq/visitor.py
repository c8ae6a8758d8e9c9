"""Whoever is connected: where from, since when, what was noted of them, and whether they have proved to be a device.

What was noted of a connection counts as a stranger's when it ends without a proof: an enrolled PC on a bad link is no
stranger. The kinds are codes; nothing of a name, an address or a content is in them.
"""

from collections import Counter
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.requests import Request

NO_HANDSHAKE: Final = "no-handshake"
NO_HEAD: Final = "no-head"
BAD_HEAD: Final = "bad-head"
MADE_ROOM: Final = "made-room"
NO_ROOM: Final = "no-room"
REFUSED: Final = "refused"
CUT: Final = "cut"
UNSIGNED: Final = "unsigned"
GARBLED: Final = "garbled"
OVER: Final = "over"
KINDS: Final = (NO_HANDSHAKE, NO_HEAD, BAD_HEAD, MADE_ROOM, NO_ROOM, REFUSED, CUT, UNSIGNED, GARBLED, OVER)
"""The kinds of what is noted: connections without a TLS handshake; without a request in time; requests that are no
HTTP; connections let go for others, and times when there was no room at all; requests refused; bodies cut; documents
and uploads that nobody enrolled has signed; uploads that were not what was signed; signed fetch documents that were
over."""

VISITOR: Final = "tipdesk.visitor"
"""The key under which a request's scope has the visitor, if the door let it in."""
Scope = MutableMapping[str, Any]


@dataclass(eq=False)
class Visitor:
    """One connection.

    `peer` is the address, by which alone limits are kept, and `leave` ends the connection at once. `device` is the
    device that was proved on it, and `is_proved` says that it keeps a place as such. `was_sent_off` says that it was
    let go for others.
    """

    peer: str
    since: float
    proves: Callable[["Visitor", bytes], None]
    leave: Callable[[], object] = lambda: None
    device: bytes | None = None
    is_proved: bool = False
    was_sent_off: bool = False
    noted: Counter[str] = field(default_factory=Counter)


def prove(request: Request, device: bytes) -> None:
    """Note that whoever asks holds what only a device, or somebody with all of its bundle, can hold."""
    visitor = request.scope.get(VISITOR)
    if isinstance(visitor, Visitor) and visitor.device is None:
        visitor.device = device
        visitor.proves(visitor, device)


def note(request: Request, kind: str) -> None:
    """Note what a request did, by its kind."""
    note_in(request.scope, kind)


def note_in(scope: Scope, kind: str) -> None:
    """Note what the request of an ASGI scope did, by its kind."""
    visitor = scope.get(VISITOR)
    if isinstance(visitor, Visitor):
        visitor.noted[kind] += 1
