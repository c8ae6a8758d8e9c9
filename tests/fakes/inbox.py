"""Headquarters' services as the server sees them: takes what begins with a known device, and remembers."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from tipdesk.domain.errors import Distrust
from tipdesk.services.headquarters.intake.inbox import Admitted, Fetched
from tipdesk.sync.bundle import MAGIC, Outer, read_outer, upload_key

DEVICE_BYTES = 16
_SIGNATURE = b"signed by a fake" * 4


def make_bundle(size: int, *, device: bytes = b"d" * DEVICE_BYTES, seed: int = 1) -> bytes:
    """Return bytes of this size that the fake takes for a bundle of this device, no two alike."""
    block = bytes((place * 31 + seed * 17 + (place >> 8)) % 256 for place in range(4096))
    head = _head(device, bytes(32), bytes(32), 256)
    rest = (seed.to_bytes(8, "big") + block * (size // len(block) + 1))[: size - len(head)]
    mark = hashlib.sha256(upload_key(head + rest)).digest()
    return _head(device, hashlib.sha256(rest).digest(), mark, len(rest)) + rest


def _head(device: bytes, digest: bytes, mark: bytes, length: int) -> bytes:
    """Return a signed opening that is as long whatever length it names."""
    outer = msgspec.msgpack.encode((1, device, 2**31, digest, mark)).replace(
        (2**31).to_bytes(4, "big"), length.to_bytes(4, "big"), 1
    )
    return MAGIC + len(outer).to_bytes(2, "big") + outer + _SIGNATURE


@dataclass
class FakeInbox:
    """`trips`: called inside `receive`, to raise or to hold. `waiting`: what `fetch` answers to any device.

    `trips_later`: called inside `go_through`, which is counted. `signs_uploads` is False where bundles are of the first
    release.
    """

    received: list[bytes] = field(default_factory=list)
    waiting: list[bytes] = field(default_factory=list)
    fetches: list[bytes] = field(default_factory=list)
    admitted: list[bytes] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    revoked: set[bytes] = field(default_factory=set)
    trips: Callable[[bytes], None] = lambda _bundle: None
    signs_uploads: bool = True
    gone_through: int = 0
    trips_later: Callable[[], object] = lambda: None

    def admit(self, opening: bytes) -> Admitted:
        self.threads.add(threading.current_thread().name)
        outer, size = _outer_of(opening)
        if outer.device in self.revoked:
            raise _unknown()
        self.admitted.append(outer.device)
        return Admitted(outer.device, size + outer.length, outer.upload if self.signs_uploads else b"")

    def receive(self, bundle: bytes) -> bytes:
        self.threads.add(threading.current_thread().name)
        self.trips(bundle)
        self.received.append(bundle)
        return receipt_of(bundle)

    def go_through(self) -> None:
        self.gone_through += 1
        self.trips_later()

    def fetch(self, document: bytes) -> Fetched:
        self.fetches.append(document)
        return Fetched(b"f" * DEVICE_BYTES, list(self.waiting))


def _outer_of(opening: bytes) -> tuple[Outer, int]:
    try:
        outer, rest = read_outer(opening, None, None)
    except Distrust as refusal:
        raise _unknown() from refusal
    return outer, len(opening) - len(rest)


def _unknown() -> Distrust:
    return Distrust("unknown-device", "Nobody here knows this device.")


def receipt_of(bundle: bytes) -> bytes:
    """Return the receipt that the fake gives for a bundle."""
    return b"receipt " + str(len(bundle)).encode() + b" " + bundle[:64]
