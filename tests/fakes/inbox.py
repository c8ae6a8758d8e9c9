"""Headquarters' services as the server sees them: takes what begins with a known device, and remembers."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tipdesk.domain.errors import Distrust

MARK = b"bundle of "
DEVICE_BYTES = 16


def make_bundle(size: int, *, device: bytes = b"d" * DEVICE_BYTES, seed: int = 1) -> bytes:
    """Return bytes that the fake takes for a bundle of this device, no two alike."""
    block = bytes((place * 31 + seed * 17 + (place >> 8)) % 256 for place in range(4096))
    return (MARK + device + seed.to_bytes(8, "big") + block * (size // len(block) + 1))[:size]


@dataclass
class FakeInbox:
    """`trips`: called inside `receive`, to raise or to hold. `waiting`: what `fetch` answers."""

    received: list[bytes] = field(default_factory=list)
    waiting: list[bytes] = field(default_factory=list)
    fetches: list[bytes] = field(default_factory=list)
    admitted: list[bytes] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    revoked: set[bytes] = field(default_factory=set)
    trips: Callable[[bytes], None] = lambda _bundle: None

    def admit(self, opening: bytes) -> bytes:
        self.threads.add(threading.current_thread().name)
        device = opening[len(MARK) : len(MARK) + DEVICE_BYTES]
        if not opening.startswith(MARK) or device in self.revoked:
            raise Distrust("unknown-device", "Nobody here knows this device.")
        self.admitted.append(device)
        return device

    def receive(self, bundle: bytes) -> bytes:
        self.threads.add(threading.current_thread().name)
        self.trips(bundle)
        self.received.append(bundle)
        return receipt_of(bundle)

    def fetch(self, document: bytes) -> list[bytes]:
        self.fetches.append(document)
        return list(self.waiting)


def receipt_of(bundle: bytes) -> bytes:
    """Return the receipt that the fake gives for a bundle."""
    return b"receipt " + str(len(bundle)).encode() + b" " + bundle[:64]
